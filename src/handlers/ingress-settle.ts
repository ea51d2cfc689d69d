import type { CallError, Operation } from "../operations/operation.ts";
import type { IngressSnapshot } from "../operations/target.ts";
import { ingressOutcome } from "../views/ingress-outcome.ts";
import type { Modal } from "../views/message.ts";
import { awaitCardLink } from "./card-link.ts";
import type { HandlerDeps } from "./deps.ts";

// Longer than any one call may take; the card tells the rest.
const SETTLE_MS = 60_000;

export interface SettledViews {
  /** ngrok refused: the form again. */
  refused: (error: CallError) => Modal;
  /** The ingress is no longer what it was when this was asked; where absent, one line says so. */
  superseded?: (found: IngressSnapshot) => Modal;
  /** Where absent, one line says that it is done. */
  succeeded?: (operation: Operation) => Promise<Modal>;
}

/** What the modal shows at the end of a recorded change, or once it has to wait for people. */
export async function settledModal(
  deps: HandlerDeps,
  recorded: Operation,
  views: SettledViews,
): Promise<Modal> {
  const waits = recorded.state === "awaiting-approval" || recorded.state === "requested";
  const operation = waits ? recorded : await deps.operations.settled(recorded.id, SETTLE_MS);
  const { state, problem } = operation;
  if (state === "failed" && problem?.code === "call-refused") return views.refused(problem.error);
  const found = operation.supersession?.found;
  if (state === "superseded" && found?.type === "ingress" && views.superseded) {
    return views.superseded(found.ingress);
  }
  if (state === "succeeded" && views.succeeded) return views.succeeded(operation);
  return ingressOutcome(operation, await awaitCardLink(deps, operation.id));
}
