import type { Evidence, Violation } from "./evidence.ts";
import { eventsOf } from "./record.ts";
import { traceCalls } from "./trace.ts";

/** A broken promise, and all that is known of its operation, in the order of time. */
export function storyLines(evidence: Evidence, violation: Violation): string[] {
  const { operationId, promise, words } = violation;
  const head = `✗ ${promise}: ${operationId ?? ""} ${words}`;
  if (operationId === null) return [head];
  const operation = evidence.record.operations.find(({ id }) => id === operationId);
  const audit = eventsOf(evidence.record, operationId).map((event) => ({
    at: event.at,
    line: `v${event.version} ${event.action}${event.actor ? ` by ${event.actor}` : ""} → ${event.toState} ${JSON.stringify(event.detail).slice(0, 160)}`,
  }));
  const calls = traceCalls(evidence)
    .filter(({ subjectId }) => subjectId === operation?.subjectId)
    .map(({ name, call }) => ({
      at: call.at,
      line: `   call ${name}: ${call.status ?? "no answer"} ${call.errorCode ?? ""} ${call.fault ?? ""} ${call.effect ?? ""}`,
    }));
  const first = audit[0]?.at ?? evidence.endedAt;
  const posts = evidence.messages.filter((message) => message.operationId === operationId);
  const moments = evidence.moments
    .filter((one) => one.operationId === operationId || (one.operationId === null && one.at >= first))
    .filter(
      ({ at, operationId: of }) =>
        of !== null ||
        isNear(
          at,
          posts.map(({ ts }) => Number(ts) * 1000),
        ),
    )
    .map(({ at, words }) => ({ at, line: `   ${words}` }));
  const shown = evidence.messages
    .filter((message) => message.operationId === operationId)
    .map(({ role, ts }) => ({ at: new Date(Number(ts) * 1000), line: `   in Slack: ${role}` }));
  const story = [...audit, ...calls, ...moments, ...shown].toSorted(
    (one, other) => one.at.getTime() - other.at.getTime(),
  );
  return [
    head,
    `    ${operation?.kind} of ${operation?.document.target.name ?? operation?.subjectId}, ${operation?.state}`,
    ...story.map(({ at, line }) => `    ${at.toISOString().slice(11, 23)} ${line}`),
  ];
}

const NEAR_MS = 60_000;

/** What concerns all is told only around the messages of the operation. */
function isNear(at: Date, instantsMs: readonly number[]): boolean {
  return instantsMs.some((instantMs) => Math.abs(at.getTime() - instantMs) <= NEAR_MS);
}
