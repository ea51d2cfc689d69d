import type { Clock } from "../../clock.ts";
import type { NgrokClient } from "../../ngrok/client.ts";
import type { CallPermission } from "../call-permission.ts";
import type { Departure, LateBecause, WorkerEvent } from "../events.ts";
import type { Fleet } from "../fleet.ts";
import type { CallName, Operation } from "../operation.ts";

/** What a step found: something to record, or nothing yet. */
export type StepResult = { event: WorkerEvent } | { lookAgainAt: Date };

export interface StepDeps {
  ngrok: NgrokClient;
  fleet: Fleet;
  clock: Clock;
  /** Metadata key that holds a device's name; null where none is set. */
  sessionLabel: string | null;
  /** Which of these ids other operations have reported as theirs. */
  reportedByOthers(operation: Operation, sessionIds: string[]): Promise<Set<string>>;
  /** Sessions of equal identity that other operations have sent away and not found again. */
  departedTwins(operation: Operation): Promise<Departure["twins"]>;
  /** True once Slack shows the follow-up message, false when the operation has changed meanwhile; rejects when it cannot be shown now. */
  ensureFollowUp(operation: Operation): Promise<boolean>;
  /** Why the next call may not be made; null where it may. Rejects where nobody knows. */
  mayCall: CallPermission;
  /** Whether another operation is at work on the same session, or has sent it away later. */
  isOvertaken(operation: Operation): Promise<boolean>;
  /** What has kept this process from running the operation when it was due. */
  lateBecause(operation: Operation): LateBecause;
  /** How long this very process has known, by its monotonic clock, that the operation waits, or of this call's intent. */
  seenHereMs(operation: Operation): number;
}

/** Thrown by a step that Slack, not ngrok, keeps from going on. */
export class SlackUnreachableError extends Error {
  override readonly name = "SlackUnreachableError";

  constructor(cause: unknown) {
    super("Slack did not take the follow-up message", { cause });
  }
}

/** One look at a due operation. It may read, and post the follow-up; only `make-call` changes anything at ngrok. */
export type Step = (deps: StepDeps, operation: Operation) => Promise<StepResult>;

/** The event for a call that is overdue by more than the rules allow; null while it may still be run. */
function tooLateFor(deps: StepDeps, operation: Operation, call: CallName): WorkerEvent | null {
  const at = deps.clock.now();
  if (!isTooLate(operation, at)) return null;
  return { type: "find-too-late", at, call, because: deps.lateBecause(operation) };
}

/** The event for a call that is overdue, or may not be made; null where it may. */
export async function stoppedFor(
  deps: StepDeps,
  operation: Operation,
  call: CallName,
): Promise<WorkerEvent | null> {
  return tooLateFor(deps, operation, call) ?? (await heldFor(deps, operation, call));
}

/** The event for a call that may not be made; null where it may. */
export async function heldFor(
  deps: StepDeps,
  operation: Operation,
  call: CallName,
): Promise<WorkerEvent | null> {
  const because = await deps.mayCall(operation);
  return because && { type: "hold", at: deps.clock.now(), call, because };
}

function isTooLate(operation: Operation, now: Date): boolean {
  return operation.runAt !== null && now.getTime() - operation.runAt.getTime() > operation.rules.latestMs;
}
