import type { Evidence, Violation } from "../evidence/evidence.ts";
import { storyLines } from "../evidence/story-lines.ts";
import { traceCalls } from "../evidence/trace.ts";
import type { CampaignOutcome } from "./campaign.ts";
import type { Figures } from "./figures.ts";

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
    freezeLine(evidence),
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

/** How often what is seldom came about, as a check says nothing of what never was. */
function freezeLine(evidence: Evidence): string {
  const count = (...actions: string[]) =>
    evidence.record.audit.filter(({ action }) => actions.includes(action)).length;
  const twice = traceCalls(evidence).filter(
    ({ intent }) => (intent?.operation.document.rules.approvalsNeeded ?? 1) > 1,
  );
  return `${evidence.ledger.freezes.length} freezes, ${count("hold")} holds, ${count("restart-now", "restart-at")} times let run after a hold or too late; ${twice.length} calls that took the approvals of two`;
}

function abandonedLines(abandoned: readonly { token: string; why: string }[]): string[] {
  if (abandoned.length === 0) return [];
  const why = Object.entries(Object.groupBy(abandoned, (one) => one.why));
  return why.map(([words, ones]) => `${ones?.length ?? 0} errands were given up: ${words}`);
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
