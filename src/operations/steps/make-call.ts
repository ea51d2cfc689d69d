import type { AgentIngressChanges } from "../../ngrok/agent-ingresses.ts";
import type { NgrokClient, Receipt } from "../../ngrok/client.ts";
import { errorCodes } from "../../ngrok/error-codes.ts";
import { NgrokApiError, NgrokError, NgrokHeldError, NgrokRateLimitError } from "../../ngrok/errors.ts";
import { callError, isNotFound } from "../call-error.ts";
import type { WorkerEvent } from "../events.ts";
import type { Fleet } from "../fleet.ts";
import { after } from "../lifecycle-moves.ts";
import type { CallName, Operation } from "../operation.ts";
import type { Certificate, IngressChanges, IngressFields, Target } from "../target.ts";
import { sessionOf } from "./departure.ts";
import type { StepDeps } from "./step.ts";

const TURNED_AWAY_RETRY_MS = 5000;
const UNTOLD_RETRY_MS = 15_000;

type MadeCall = NonNullable<Operation["call"]>;

interface Answer extends Receipt {
  createdIngressId: string | null;
}

/**
 * Makes the call whose intent was recorded a moment ago, once.
 * @returns the event that its answer means; never throws for what ngrok or the network did
 */
export async function makeCall(deps: StepDeps, operation: Operation): Promise<WorkerEvent> {
  if (!operation.call) throw new Error("No call is recorded");
  const { name, startedAt } = operation.call;
  try {
    const answer = await calls[name](deps.ngrok, operation);
    return { type: "accept", at: deps.clock.now(), startedAt, ...answer };
  } catch (error) {
    if (!(error instanceof NgrokError)) throw error;
    return eventOf(error, operation.call, deps.clock.now());
  } finally {
    forgetChanged(deps.fleet, name);
  }
}

/** An update alters no list before its restart. Of sessions sent away meanwhile the record knows: 2 s old will do. */
function forgetChanged(fleet: Fleet, name: CallName): void {
  if (name === "restart") fleet.forgetListings();
  else if (name !== "update") fleet.forget();
}

function eventOf(error: NgrokError, made: MadeCall, at: Date): WorkerEvent {
  const { name: call, startedAt, attempt } = made;
  if (isNotFound(error) && (call === "restart" || call === "stop")) {
    return { type: "find-gone", at, departure: null };
  }
  if (isNotFound(error) && call === "delete") {
    return { type: "accept", at, startedAt, answeredAt: null, createdIngressId: null };
  }
  const described = { at, startedAt, error: callError(error) };
  // An earlier try, whose answer was lost, may be what stands in the way now.
  if (isTaken(error) && call === "create" && attempt > 1) return { type: "lose-answer", ...described };
  if (error.outcome === "refused") return { type: "refuse", ...described };
  if (error.outcome === "unknown") return { type: "lose-answer", ...described };
  const retryMs = retryMsAfter(error);
  return { type: "turn-away", ...described, dueAt: after(at, retryMs) };
}

function retryMsAfter(error: NgrokError): number {
  if (error instanceof NgrokRateLimitError) return error.retryAfterMs;
  if (!(error instanceof NgrokHeldError)) return TURNED_AWAY_RETRY_MS;
  // The next step says why; where nobody could tell, the record may need some time.
  return error.isCertain ? 0 : UNTOLD_RETRY_MS;
}

function isTaken(error: NgrokError): boolean {
  return error instanceof NgrokApiError && error.code === errorCodes.ingressExists;
}

const calls: Record<CallName, (ngrok: NgrokClient, operation: Operation) => Promise<Answer>> = {
  update: (ngrok, operation) => command(ngrok.sessions.update(sessionId(operation))),
  restart: (ngrok, operation) => command(ngrok.sessions.restart(sessionId(operation))),
  stop: (ngrok, operation) => command(ngrok.sessions.stop(sessionId(operation))),
  delete: (ngrok, operation) =>
    command(ngrok.ingresses.delete(ingressTarget(operation.target).ingress.ingressId)),
  create: async (ngrok, operation) => {
    const { certificate, ...fields } = newIngressFields(operation.target);
    const created = await ngrok.ingresses.create({ ...fields, certificatePolicy: policyOf(certificate) });
    return { answeredAt: null, createdIngressId: created.id };
  },
  edit: async (ngrok, operation) => {
    const { ingress, changes } = ingressTarget(operation.target);
    await ngrok.ingresses.update(ingress.ingressId, changedFields(changes));
    return { answeredAt: null, createdIngressId: null };
  },
};

async function command(receipt: Promise<Receipt>): Promise<Answer> {
  return { ...(await receipt), createdIngressId: null };
}

function sessionId(operation: Operation): string {
  return sessionOf(operation).session.sessionId;
}

export function ingressTarget(target: Target) {
  if (target.type !== "ingress") throw new Error("The operation has no ingress");
  return target;
}

export function newIngressFields(target: Target): IngressFields {
  if (target.type !== "new-ingress") throw new Error("The operation has no new ingress");
  return target.fields;
}

/** Only what is to change: ngrok leaves alone what is not sent. */
function changedFields({ description, metadata, certificate }: IngressChanges): AgentIngressChanges {
  return {
    ...(description === undefined ? {} : { description }),
    ...(metadata === undefined ? {} : { metadata }),
    ...(certificate === undefined ? {} : { certificatePolicy: policyOf(certificate) }),
  };
}

function policyOf(certificate: Certificate) {
  return certificate === "none" ? null : { authority: "letsencrypt" as const, privateKeyType: certificate };
}
