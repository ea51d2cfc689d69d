import type { Logger } from "pino";
import { sleep, startStopwatch } from "../clock.ts";
import type { Store } from "../store/store.ts";
import { missedCall } from "./call-error.ts";
import type { WorkerEvent } from "./events.ts";
import { CALL_SLACK_MS, LEASE_MS } from "./lease.ts";
import { after } from "./lifecycle-moves.ts";
import type { Operation } from "./operation.ts";
import type { RecordDecision } from "./record-decision.ts";
import type { RecordEvent } from "./record-event.ts";
import { lastLook } from "./steps/last-look.ts";
import { makeCall } from "./steps/make-call.ts";
import type { StepDeps } from "./steps/step.ts";
import { stepFor } from "./steps/step-for.ts";
import type { Troubles } from "./troubles.ts";

/** What a step saw counts for this long; a process that stood still for longer looks again. */
export const LONGEST_STEP_MS = 60_000;
const MOST_WRITES = 10;
const WRITE_AGAIN_MS = 1000;

export interface CarrierDeps {
  steps: StepDeps;
  store: Store;
  record: RecordEvent;
  decide: RecordDecision;
  logger: Logger;
  troubles: Troubles;
  /** Names this process in leases. */
  owner: string;
  /** Told of every operation that this process has moved. */
  moved(operation: Operation): void;
  /** Nothing new is decided. */
  isStopping(): boolean;
  /** Nobody waits any longer for what is in hand. */
  isGivenUp(): boolean;
}

/** One operation in this process's hand. */
export interface Carried {
  /** Resolves when the lease is given back. */
  done: Promise<void>;
  /** From the decision for a call to the record of its answer. */
  isCalling(): boolean;
  /** How long the present step has taken. */
  stepMs(): number;
}

type Hand = Pick<Carried, "isCalling" | "stepMs">;

interface Taken {
  /** Where the operation stands; null when there is no more to do now. */
  operation: Operation | null;
  turnedAway?: boolean;
  lookAgain?: { at: Date; version: number };
}

/** Takes a claimed operation as far as it can go now, then gives the lease back. */
export function createCarrier(deps: CarrierDeps): (claimed: Operation) => Carried {
  return (claimed) => {
    const hand: Hand = { isCalling: () => false, stepMs: () => 0 };
    return {
      done: carry(deps, claimed, hand),
      isCalling: () => hand.isCalling(),
      stepMs: () => hand.stepMs(),
    };
  };
}

async function carry(deps: CarrierDeps, claimed: Operation, hand: Hand): Promise<void> {
  const { steps, owner, troubles } = deps;
  let taken: Taken = { operation: claimed };
  let latest = claimed;
  try {
    while (taken.operation && isDue(taken.operation, steps.clock.now()) && !deps.isStopping()) {
      latest = taken.operation;
      taken = await takeStep(deps, taken.operation, hand);
    }
    if (taken.turnedAway) troubles.turnedAway(claimed.id);
    else troubles.over(claimed.id);
  } catch (error) {
    if (deps.isGivenUp()) return;
    const retryMs = troubles.note(claimed.id, error);
    deps.logger.warn({ operationId: claimed.id, state: latest.state, err: error, retryMs }, "step failed");
    taken = {
      operation: null,
      lookAgain: { at: after(steps.clock.now(), retryMs), version: latest.version },
    };
  }
  if (!deps.isGivenUp()) await deps.store.operations.release(claimed.id, owner, taken.lookAgain);
}

/** One step. Where it recorded an intent, the call follows at once. */
async function takeStep(deps: CarrierDeps, operation: Operation, hand: Hand): Promise<Taken> {
  const { clock } = deps.steps;
  const stepMs = startStopwatch(clock);
  hand.stepMs = stepMs;
  const result = await stepFor(operation.state)(deps.steps, operation);
  if (deps.isStopping()) return { operation: null };
  const { version } = operation;
  if ("lookAgainAt" in result) return { operation: null, lookAgain: { at: result.lookAgainAt, version } };
  if (stepMs() > LONGEST_STEP_MS) return { operation: null, lookAgain: { at: clock.now(), version } };

  const event =
    result.event.type === "start-call" ? await lastLook(deps.steps, operation, result.event) : result.event;
  if (deps.isStopping()) return { operation: null };
  hand.isCalling = () => event.type === "start-call";
  try {
    return await carryOut(deps, operation, event);
  } finally {
    hand.isCalling = () => false;
  }
}

async function carryOut(deps: CarrierDeps, operation: Operation, event: WorkerEvent): Promise<Taken> {
  const standstillMs = startStopwatch(deps.steps.clock);
  const lease = { owner: deps.owner, until: after(event.at, LEASE_MS) };
  const decided = await deps.decide(operation, event, lease);
  if (decided) deps.moved(decided);
  if (!decided || event.type !== "start-call") return { operation: decided };

  // Whoever looks after a lost call counts on its recorded start.
  const mayCall = standstillMs() <= CALL_SLACK_MS;
  const answer = mayCall ? await makeCall(deps.steps, decided) : notCalled(decided, deps.steps.clock.now());
  const answered = await record(deps, decided.id, answer);
  // What the bot itself held back says nothing of ngrok.
  const turnedAway = answer.type === "turn-away" && answer.error.kind !== "interrupted";
  return { operation: answered, turnedAway };
}

function notCalled({ call }: Operation, at: Date): WorkerEvent {
  return { type: "turn-away", at, startedAt: call?.startedAt ?? at, error: missedCall, dueAt: at };
}

/**
 * What ngrok answered counts, whatever happened meanwhile. A store that cannot take it now is asked again, ten
 * times in all: a lost answer would be called for once more.
 */
async function record(
  deps: CarrierDeps,
  operationId: string,
  answer: WorkerEvent,
): Promise<Operation | null> {
  const result = await persistently(deps, () => deps.record(operationId, answer, null));
  if (result.outcome !== "done") return null;
  deps.moved(result.operation);
  return result.operation;
}

async function persistently<Value>(deps: CarrierDeps, write: () => Promise<Value>): Promise<Value> {
  for (let tries = 1; ; tries++) {
    try {
      return await write();
    } catch (error) {
      if (tries === MOST_WRITES || deps.isGivenUp()) throw error;
      deps.logger.warn({ err: error }, "ngrok's answer could not be recorded yet");
      await sleep(deps.steps.clock, WRITE_AGAIN_MS);
    }
  }
}

function isDue(operation: Operation, now: Date): boolean {
  return operation.dueAt !== null && operation.dueAt <= now;
}
