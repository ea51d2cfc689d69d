import type { Press, Submit } from "../../errands/ledger.ts";
import type { Check, Evidence, Refusal, Violation } from "../evidence.ts";
import {
  type BotRecord,
  eventsOf,
  isUnfinished,
  type RecordedEvent,
  type RecordedFreeze,
  type RecordedOperation,
} from "../record.ts";

const PROMISE = "accepted clicks";

/** Every submit that was accepted is one operation, and every operation is somebody's submit. */
export const checkRequests: Check = ({ record, ledger }) => {
  const byKey = Map.groupBy(record.operations, ({ requestKey }) => requestKey);
  const requests = ledger.submits.filter(({ operationId }) => operationId === null);
  const keys = new Set(requests.map(({ key }) => key));
  const lost = requests
    .filter((submit) => submit.outcome === "accepted" && !byKey.has(submit.key))
    .map((submit) => ({
      promise: PROMISE,
      operationId: null,
      words: `lost: ${submit.by} submitted ${submit.what} of ${submit.token} (${submit.key}), Slack had an ack, and there is no record of it. The window said: ${submit.said?.words ?? "nothing more"}`,
    }));
  const unasked = record.operations
    .filter(({ requestKey }) => !keys.has(requestKey))
    .map(({ id, requestKey }) => violation(id, `nobody has asked for it: its key is ${requestKey}`));
  const twice = [...byKey.values()]
    .filter((operations) => operations.length > 1)
    .map((operations) => violation(operations[1]?.id ?? "", "a second operation of one submit"));
  const unsaid = record.operations
    .filter(({ document }) => document.saidInForm)
    .filter(({ requestKey }) => !requests.some(({ key, said }) => key === requestKey && said?.isForm))
    .map(({ id }) =>
      violation(id, "it has no card as its form is to have said its end, and the form did not"),
    );
  return [...lost, ...unasked, ...twice, ...unsaid];
};

/** Every accepted form on a card, and every button that was acked, is in the audit trail, or could not count. */
export const checkActs: Check = ({ record, ledger, refusals, clockErrorMs }) => {
  const operations = new Map(record.operations.map((operation) => [operation.id, operation]));
  return [
    ...ledger.submits.flatMap((submit) => submitViolation(record, submit, clockErrorMs)),
    ...ledger.presses.flatMap((press) => {
      const operation = operations.get(press.operationId);
      if (!operation)
        return [
          violation(press.operationId, `${press.by} pressed ${press.label}, and there is no such operation`),
        ];
      return pressViolation({ record, refusals }, operation, withDoubt(press, clockErrorMs));
    }),
  ];
};

function submitViolation(
  record: BotRecord,
  { operationId, outcome, what, by, at }: Submit,
  clockErrorMs: number,
): Violation[] {
  if (operationId === null || outcome !== "accepted") return [];
  const events = eventsOf(record, operationId);
  const isThere = events.some(
    (event) => event.action === what && event.actor !== null && event.at >= earlier(at, clockErrorMs),
  );
  return isThere
    ? []
    : [
        violation(
          operationId,
          `lost: ${what} by ${by} at ${at.toISOString()} was accepted, and is not recorded`,
        ),
      ];
}

function earlier(at: Date, ms: number): Date {
  return new Date(at.getTime() - ms);
}

/** The click with all the time in which the record may have it. */
function withDoubt(press: Press, ms: number): Press {
  return { ...press, at: earlier(press.at, ms), ackedAt: press.ackedAt && earlier(press.ackedAt, -ms) };
}

interface Act {
  action: string;
  /** In which it counts. */
  states: readonly string[];
}

const UNCALLED = ["requested", "awaiting-approval", "scheduled", "waiting"];
const acts: Record<string, Act> = {
  Approve: { action: "approve", states: ["awaiting-approval"] },
  Cancel: { action: "cancel", states: UNCALLED },
  "Cancel restart": { action: "cancel", states: UNCALLED },
  "I'm on it": { action: "own", states: ["needs-attention"] },
  "Look again": { action: "look-again", states: ["needs-attention"] },
  "Leave it": { action: "leave", states: ["needs-attention"] },
  Close: { action: "close", states: ["needs-attention"] },
  "Restart anyway": { action: "restart-anyway", states: ["needs-attention"] },
  "Restart now": { action: "restart-now", states: ["needs-attention"] },
  "Update now": { action: "restart-now", states: ["needs-attention"] },
  "Stop now": { action: "restart-now", states: ["needs-attention"] },
  "Create now": { action: "restart-now", states: ["needs-attention"] },
  "Edit now": { action: "restart-now", states: ["needs-attention"] },
  "Delete now": { action: "restart-now", states: ["needs-attention"] },
};

function pressViolation(
  { record, refusals }: Pick<Evidence, "record" | "refusals">,
  operation: RecordedOperation,
  press: Press,
): Violation[] {
  const act = acts[press.label];
  if (!act || press.ackedAt === null) return [];
  const { at, ackedAt } = press;
  const events = eventsOf(record, operation.id);
  const isRecorded = events.some((one) => one.action === act.action && one.at >= at && one.at <= ackedAt);
  if (isRecorded || mayNotCount(events, operation, press, act)) return [];
  if (LETTING_RUN.includes(act.action) && record.freezes.some((freeze) => isDuring(freeze, press))) return [];
  if (refusals.some((refusal) => isOfUnknownRole(refusal, press))) return [];
  if (RESUMING.includes(act.action) && isHeld(record, operation, press)) return [];
  return [
    violation(
      operation.id,
      `lost: ${press.label} by ${press.by} at ${at.toISOString()} was acked, could have counted, and is not recorded`,
    ),
  ];
}

const RESUMING = ["restart-now", "restart-anyway"];
const LETTING_RUN = ["approve", ...RESUMING];

/** Nothing is approved or let run while all changes are frozen. */
function isDuring({ at, liftedAt }: RecordedFreeze, press: Press): boolean {
  const until = press.ackedAt ?? press.at;
  return at <= until && (liftedAt === null || liftedAt >= press.at);
}

const UNKNOWN_ROLE = /^Slack did not tell the bot in time/;
/** A line of the log is read a moment after it was written. */
const HEARD_MS = 10_000;

/** Whether Slack did not say in time whether this person may. */
function isOfUnknownRole({ at, userId, words }: Refusal, press: Press): boolean {
  const untilMs = (press.ackedAt ?? press.at).getTime() + HEARD_MS;
  return userId === press.userId && UNKNOWN_ROLE.test(words) && at >= press.at && at.getTime() <= untilMs;
}

/** Whether another operation, unfinished at that time, has the same thing in hand. */
function isHeld(record: BotRecord, { id, subjectId }: RecordedOperation, press: Press): boolean {
  const until = press.ackedAt ?? press.at;
  const others = record.operations.filter((other) => other.subjectId === subjectId && other.id !== id);
  return others.some((other) => {
    const events = eventsOf(record, other.id).filter(({ at }) => at <= until);
    const before = events.findLast(({ at }) => at <= press.at);
    const during = events.filter(({ at }) => at > press.at);
    return [before, ...during].some((event) => event !== undefined && isUnfinished(event.toState));
  });
}

/** Whether something recorded explains why it was refused. */
function mayNotCount(events: RecordedEvent[], operation: RecordedOperation, press: Press, act: Act): boolean {
  const { at, ackedAt } = press;
  const until = ackedAt ?? at;
  const before = events.filter((event) => event.at <= at);
  const during = events.filter((event) => event.at > at && event.at <= until);
  const states = [before.at(-1)?.toState ?? "", ...during.map(({ toState }) => toState)];
  if (states.some((state) => !act.states.includes(state))) return true;
  const earlier = before.filter(({ action }) => action === act.action);
  const { expiresAt, rules } = operation.document;
  if (act.action === "approve") {
    if (earlier.length >= rules.approvalsNeeded || earlier.some(({ actor }) => actor === press.userId))
      return true;
    const isOwn = !rules.selfApproval && operation.requester === press.userId;
    return isOwn || (expiresAt !== null && new Date(expiresAt) <= until);
  }
  if (earlier.length > 0) return true;
  // A card that calls for help may be a version older than what it is pressed for.
  const called = before.findLastIndex(
    ({ fromState, toState }) => toState === "needs-attention" && fromState !== toState,
  );
  return act.states.includes("needs-attention") && (called < before.length - 1 || during.length > 0);
}

function violation(operationId: string, words: string): Violation {
  return { promise: PROMISE, operationId, words };
}
