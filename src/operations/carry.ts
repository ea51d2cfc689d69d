import type { Logger } from "pino";
import { sleep } from "../clock.ts";
import type { Store } from "../store/store.ts";
import type { WorkerEvent } from "./events.ts";
import { after } from "./lifecycle-moves.ts";
import type { Operation } from "./operation.ts";
import type { RecordEvent } from "./record-event.ts";
import { makeCall } from "./steps/make-call.ts";
import type { StepDeps } from "./steps/step.ts";
import { stepFor } from "./steps/step-for.ts";
import type { Troubles } from "./troubles.ts";

/** A dead process's operations are taken over when its lease ends; a call's time limit must fit into it. */
export const LEASE_MS = 15_000;

const MOST_WRITES = 10;
const WRITE_AGAIN_MS = 1000;

export interface CarrierDeps {
  steps: StepDeps;
  store: Store;
  record: RecordEvent;
  logger: Logger;
  troubles: Troubles;
  /** Names this process in leases. */
  owner: string;
  /** Told of every operation that this process has moved. */
  moved(operation: Operation): void;
  isStopping(): boolean;
}

interface Taken {
  /** Where the operation stands; null when there is no more to do now. */
  operation: Operation | null;
  turnedAway?: boolean;
  lookAgain?: { at: Date; version: number };
}

/** Takes a claimed operation as far as it can go now, then gives the lease back. */
export function createCarrier(deps: CarrierDeps): (claimed: Operation) => Promise<void> {
  const { steps, owner, troubles } = deps;
  const { operations } = deps.store;

  return async (claimed) => {
    let taken: Taken = { operation: claimed };
    let latest = claimed;
    try {
      while (taken.operation && isDue(taken.operation, steps.clock.now()) && !deps.isStopping()) {
        latest = taken.operation;
        taken = await takeStep(deps, taken.operation);
      }
      if (taken.turnedAway) troubles.turnedAway(claimed.id);
      else troubles.over(claimed.id);
    } catch (error) {
      const retryMs = troubles.note(claimed.id, error);
      deps.logger.warn({ operationId: claimed.id, state: latest.state, err: error, retryMs }, "step failed");
      taken = {
        operation: null,
        lookAgain: { at: after(steps.clock.now(), retryMs), version: latest.version },
      };
    }
    await operations.release(claimed.id, owner, taken.lookAgain);
  };
}

/** One step. Where it recorded an intent, the call follows at once. */
async function takeStep(deps: CarrierDeps, operation: Operation): Promise<Taken> {
  const result = await stepFor(operation.state)(deps.steps, operation);
  if ("lookAgainAt" in result) {
    return { operation: null, lookAgain: { at: result.lookAgainAt, version: operation.version } };
  }
  // No call starts unless the lease outlasts its time limit.
  const leaseUntil = after(deps.steps.clock.now(), LEASE_MS);
  if (!(await deps.store.operations.renew(operation.id, deps.owner, leaseUntil))) return { operation: null };

  const saved = await decide(deps, operation, result.event);
  if (!saved || result.event.type !== "start-call") return { operation: saved };
  const event = await makeCall(deps.steps, saved);
  const answered = await answer(deps, saved.id, event);
  return { operation: answered, turnedAway: event.type === "turn-away" };
}

/** A decision counts only for the version that it was made on. */
async function decide(
  deps: CarrierDeps,
  operation: Operation,
  event: WorkerEvent,
): Promise<Operation | null> {
  const result = await deps.record(operation.id, event, operation.version);
  if (result.outcome === "done") {
    deps.moved(result.operation);
    return result.operation;
  }
  if (result.outcome === "refused" && result.operation.version === operation.version) {
    throw new Error(`${event.type} is no way out of ${operation.state}`);
  }
  return null;
}

/**
 * What ngrok answered counts, whatever happened meanwhile. A store that cannot take it now is asked again, ten
 * times in all: a lost answer would be called for once more.
 */
async function answer(deps: CarrierDeps, operationId: string, event: WorkerEvent): Promise<Operation | null> {
  const result = await persistently(deps, () => deps.record(operationId, event, null));
  if (result.outcome !== "done") return null;
  deps.moved(result.operation);
  return result.operation;
}

async function persistently<Value>(deps: CarrierDeps, write: () => Promise<Value>): Promise<Value> {
  for (let tries = 1; ; tries++) {
    try {
      return await write();
    } catch (error) {
      if (tries === MOST_WRITES) throw error;
      deps.logger.warn({ err: error }, "ngrok's answer could not be recorded yet");
      await sleep(deps.steps.clock, WRITE_AGAIN_MS);
    }
  }
}

function isDue(operation: Operation, now: Date): boolean {
  return operation.dueAt !== null && operation.dueAt <= now;
}
