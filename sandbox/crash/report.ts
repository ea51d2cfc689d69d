import type { CampaignOutcome } from "./campaign.ts";
import type { Violation } from "./evidence.ts";
import type { Figures } from "./figures.ts";
import { eventsOf } from "./record.ts";
import { traceCalls } from "./trace.ts";

const MOST_TOLD = 40;

/** A run in words, with the whole story of everything that must not be. */
export function reportLines(
  { evidence, lives, plan }: CampaignOutcome,
  figures: Figures,
  violations: readonly Violation[],
): string[] {
  const spared = plan.spared();
  return [
    `${figures.operations} operations of ${figures.requests} accepted requests, ${figures.clicks} clicks: ${worded(figures.ends)}`,
    `problems: ${worded(figures.problems)}`,
    `${figures.lives} lives, ${figures.kills} kills at ${figures.points} points; ${figures.calls} calls that change something, ${figures.restarts} restarts, shortest wait ${figures.shortestWaitMs} ms, ${figures.repeatedUpdates} repeated updates`,
    ...Object.entries(figures.killsByPoint).map(
      ([point, kills]) => `  ${String(kills).padStart(3)} × ${point}`,
    ),
    ...(spared.length > 0 ? [`NOT COVERED: nobody died at ${spared.join(", ")}`] : []),
    ...[...lives.errors].map(([words, count]) => `logged as an error ${count} ×: ${words}`),
    ...abandonedLines(evidence.ledger.abandoned),
    ...violations.slice(0, MOST_TOLD).flatMap((one) => storyLines(evidence, one)),
    violations.length === 0
      ? "no violation"
      : `${violations.length} VIOLATIONS with the seed ${figures.seed}: ${worded(countPromises(violations))}`,
  ];
}

function abandonedLines(abandoned: readonly { token: string; why: string }[]): string[] {
  if (abandoned.length === 0) return [];
  const why = Object.entries(Object.groupBy(abandoned, (one) => one.why));
  return why.map(([words, ones]) => `${ones?.length ?? 0} errands were given up: ${words}`);
}

function storyLines(evidence: CampaignOutcome["evidence"], violation: Violation): string[] {
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

function countPromises(violations: readonly Violation[]): Record<string, number> {
  const grouped = Object.groupBy(violations, ({ promise }) => promise);
  return Object.fromEntries(Object.entries(grouped).map(([promise, ones]) => [promise, ones?.length ?? 0]));
}

function worded(counts: Record<string, number>): string {
  return Object.entries(counts)
    .map(([what, count]) => `${count} ${what}`)
    .join(", ");
}
