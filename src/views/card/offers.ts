import { type Operation, type Problem, stoppedBy } from "../../operations/operation.ts";
import { isSession } from "../operation-words.ts";
import { canRestart, isRefusedForGood } from "./can-restart.ts";

/** What a card can offer, in the order in which it is shown. */
export type Offer =
  | "approve"
  | "deny"
  | "ask-someone-else"
  | "cancel"
  | "postpone"
  | "ask-again"
  | "restart-again"
  | "restart-now"
  | "choose-time"
  | "leave"
  | "restart-anyway"
  | "close"
  | "choose"
  | "look-again"
  | "own"
  | "resolve"
  | "show-ingress";

/** What people can do to the operation as it stands. The lifecycle accepts each of these, and no other. */
export function offers(operation: Operation): Offer[] {
  switch (operation.state) {
    case "requested":
      return ["cancel"];
    case "awaiting-approval":
      return ["approve", "deny", "ask-someone-else", "cancel"];
    case "scheduled":
    case "waiting":
      return ["cancel", "postpone"];
    case "needs-attention":
      // Whoever took it on has it; a second one is told who.
      return attentionOffers(operation).filter((offer) => offer !== "own" || !operation.attention?.ownedBy);
    case "succeeded":
      return successOffers(operation);
    case "failed":
      return failedOffers(operation);
    case "expired":
      return ["ask-again"];
    case "superseded":
      return isThere(operation) ? ["ask-again"] : [];
    case "cancelled":
      return operation.cancellation?.during === "waiting" && !operation.cancellation.forStopBy
        ? restartAgain(operation)
        : [];
    default:
      return [];
  }
}

function attentionOffers(operation: Operation): Offer[] {
  const { problem } = operation;
  if (stoppedBy(operation)) {
    return ["restart-now", "choose-time", "leave", ...looking(operation), "own"];
  }
  if (problem?.code === "call-unknown") {
    if (problem.call !== "update") return unknownOffers(operation);
    // An update alone was approved; its restart is another request.
    return operation.schedule.when === "update-only" ? ["close", "own"] : ["restart-anyway", "close", "own"];
  }
  const choose: Offer[] = problem && candidatesOf(problem).length > 0 ? ["choose"] : [];
  return [...choose, ...looking(operation), "own", "resolve"];
}

function unknownOffers(operation: Operation): Offer[] {
  return [...looking(operation), "own", "close", "resolve"];
}

/** Only an agent that was told to go can be looked for. */
function looking(operation: Operation): Offer[] {
  return operation.departure ? ["look-again"] : [];
}

function candidatesOf(problem: Problem) {
  return problem.code === "ambiguous" ? problem.candidates : [];
}

function successOffers(operation: Operation): Offer[] {
  if (operation.kind === "session-update") return operation.report ? [] : restartAgain(operation);
  if (operation.kind === "ingress-create") return operation.createdIngressId ? ["show-ingress"] : [];
  return operation.kind === "ingress-edit" ? ["show-ingress"] : [];
}

/** Where an agent can be told to restart at all. */
function restartAgain(operation: Operation): Offer[] {
  return canRestart(operation) ? ["restart-again"] : [];
}

/** An agent that is gone may be back; a deleted ingress is not. */
function isThere({ target, supersession }: Operation): boolean {
  return isSession(target) || supersession?.found != null;
}

function failedOffers(operation: Operation): Offer[] {
  const { problem } = operation;
  if (problem?.code === "unread") return ["ask-again"];
  if (problem?.code !== "call-refused" || problem.call !== "restart") return [];
  return isRefusedForGood(problem.error) ? [] : restartAgain(operation);
}
