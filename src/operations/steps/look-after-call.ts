import { errorCodes } from "../../ngrok/error-codes.ts";
import { NgrokError } from "../../ngrok/errors.ts";
import { callError, interruptedCall, isNotFound, unlessGone } from "../call-error.ts";
import type { WorkerEvent } from "../events.ts";
import { LEASE_MS } from "../lease.ts";
import { after } from "../lifecycle-moves.ts";
import type { CallName, Operation } from "../operation.ts";
import { ingressSnapshot, sameIngressFields } from "../snapshots.ts";
import { CLOCK_DOUBT_MS, recordDeparture } from "./departure.ts";
import { isGone } from "./is-gone.ts";
import { ingressTarget, newIngressFields } from "./make-call.ts";
import { type Step, type StepDeps, type StepResult, stoppedFor } from "./step.ts";

const MOST_ATTEMPTS: Record<CallName, number> = {
  update: 2,
  restart: 3,
  stop: 3,
  create: 3,
  edit: 3,
  delete: 3,
};

/** What a look at ngrok says of a call whose answer was lost. */
type Sight = { event: WorkerEvent } | "not-happened" | "cannot-tell";

/**
 * `updating`, `restarting`, `stopping`, `applying` with an intent whose answer this process does not have.
 * Waits until the call can no longer be under way, then looks, and repeats it only where a repeat is harmless.
 */
export const lookAfterCall: Step = async (deps, operation) => {
  const { call } = operation;
  if (!call) throw new Error("No call is recorded");
  // The longer of what held when it was asked and what this program takes; by both of its clocks.
  const limitMs = Math.max(operation.rules.callTimeoutMs, LEASE_MS);
  const now = deps.clock.now();
  const missingMs = Math.max(
    after(call.startedAt, limitMs).getTime() - now.getTime(),
    limitMs - deps.seenHereMs(operation),
  );
  if (missingMs > 0) return { lookAgainAt: after(now, missingMs) };

  deps.fleet.forget();
  const sight = await sightOf(deps, operation, call);
  if (typeof sight === "object") return sight;
  if (call.attempt >= MOST_ATTEMPTS[call.name]) return { event: unknown(deps, operation) };
  return repeat(deps, operation, sight);
};

/** A look that fails is tried again, by the worker, until the operation is too old to go on unasked. */
async function sightOf(
  deps: StepDeps,
  operation: Operation,
  call: NonNullable<Operation["call"]>,
): Promise<Sight> {
  try {
    return await sights[call.name](deps, operation);
  } catch (error) {
    const isOld = deps.clock.now() >= after(call.startedAt, operation.rules.latestMs);
    if (error instanceof NgrokError && isOld) return { event: unknown(deps, operation) };
    throw error;
  }
}

async function repeat(
  deps: StepDeps,
  operation: Operation,
  sight: "not-happened" | "cannot-tell",
): Promise<StepResult> {
  const name = operation.call?.name ?? "update";
  const stopped = await stoppedFor(deps, operation, name);
  if (stopped) return { event: sight === "cannot-tell" ? unknown(deps, operation) : stopped };
  if (name !== "restart" && name !== "stop") {
    return { event: { type: "start-call", at: deps.clock.now(), call: name, departure: null } };
  }
  const at = deps.clock.now();
  if (name === "restart" && !(await deps.ensureFollowUp(operation))) return { lookAgainAt: at };
  const departure = await recordDeparture(deps, operation);
  const event: WorkerEvent = departure
    ? { type: "start-call", at: deps.clock.now(), call: name, departure }
    : { type: "find-gone", at: deps.clock.now(), departure: null };
  return { event };
}

/** Nobody knows whether the call took effect, and no look tells. */
export function unknown(deps: StepDeps, operation: Operation): WorkerEvent {
  return {
    type: "give-up",
    at: deps.clock.now(),
    report: null,
    problem: {
      code: "call-unknown",
      call: operation.call?.name ?? "update",
      error: operation.call?.error ?? interruptedCall,
    },
  };
}

const sights: Record<CallName, (deps: StepDeps, operation: Operation) => Promise<Sight>> = {
  update: async () => "cannot-tell",
  restart: sessionSight,
  stop: sessionSight,
  create: createSight,
  edit: editSight,
  delete: deleteSight,
};

/** The old id never names the restarted agent: while it is online, nothing has happened. */
async function sessionSight(deps: StepDeps, operation: Operation): Promise<Sight> {
  const gone = await isGone(deps, operation.subjectId);
  return gone ? { event: { type: "find-gone", at: deps.clock.now(), departure: null } } : "not-happened";
}

async function createSight(deps: StepDeps, operation: Operation): Promise<Sight> {
  const fields = newIngressFields(operation.target);
  const found = (await deps.fleet.ingresses("decision")).find(({ domain }) => domain === fields.domain);
  if (!found) return "not-happened";
  const startedAt = operation.call?.startedAt ?? deps.clock.now();
  const isOurs =
    sameIngressFields(ingressSnapshot(found), fields) &&
    found.createdAt >= after(operation.request.at, -CLOCK_DOUBT_MS);
  if (isOurs) return { event: accepted(deps, startedAt, found.id) };
  const error = {
    kind: "api" as const,
    code: errorCodes.ingressExists,
    status: null,
    message: `An agent ingress for ${fields.domain} was there already (${found.id}).`,
    ngrokOperationId: null,
  };
  return { event: { type: "refuse", at: deps.clock.now(), startedAt, error } };
}

async function editSight(deps: StepDeps, operation: Operation): Promise<Sight> {
  const { ingress, changes } = ingressTarget(operation.target);
  const startedAt = operation.call?.startedAt ?? deps.clock.now();
  const now = await deps.ngrok.ingresses.get(ingress.ingressId).then(ingressSnapshot, (error: unknown) => {
    if (isNotFound(error) && error instanceof NgrokError) return callError(error);
    throw error;
  });
  if ("kind" in now) return { event: { type: "refuse", at: deps.clock.now(), startedAt, error: now } };
  const { description = now.description, metadata = now.metadata, certificate = now.certificate } = changes;
  const isDone = sameIngressFields(now, { domain: now.domain, description, metadata, certificate });
  return isDone ? { event: accepted(deps, startedAt, null) } : "not-happened";
}

async function deleteSight(deps: StepDeps, operation: Operation): Promise<Sight> {
  const startedAt = operation.call?.startedAt ?? deps.clock.now();
  const there = await unlessGone(deps.ngrok.ingresses.get(operation.subjectId));
  return there ? "not-happened" : { event: accepted(deps, startedAt, null) };
}

function accepted(deps: StepDeps, startedAt: Date, createdIngressId: string | null): WorkerEvent {
  return { type: "accept", at: deps.clock.now(), startedAt, answeredAt: null, createdIngressId };
}
