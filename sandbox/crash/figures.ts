import { waitsOf } from "../evidence/checks/calls.ts";
import type { DatabaseKind } from "../evidence/database.ts";
import type { Violation } from "../evidence/evidence.ts";
import { type TracedCall, traceCalls } from "../evidence/trace.ts";
import type { CampaignOutcome } from "./campaign.ts";

/** What one run came to, as it is published. */
export interface Figures {
  database: DatabaseKind;
  processes: number;
  seed: number;
  speed: number;
  date: string;
  node: string;
  seconds: number;
  /** Submits that Slack had an ack for as accepted, and other clicks on cards. */
  requests: number;
  clicks: number;
  operations: number;
  ends: Record<string, number>;
  /** Why a person was called, or why it failed. */
  problems: Record<string, number>;
  lives: number;
  kills: number;
  points: number;
  killsByPoint: Record<string, number>;
  calls: number;
  restarts: number;
  /** Updates that reached an agent a second time, since the first answer was lost. */
  repeatedUpdates: number;
  shortestWaitMs: number | null;
  lost: number;
  unapproved: number;
  doubledRestarts: number;
  doubledMessages: number;
  unfinished: number;
  violations: number;
}

export function figuresOf(
  { evidence, plan, lives, tookMs }: CampaignOutcome,
  violations: readonly Violation[],
  run: Pick<Figures, "database" | "processes" | "seed" | "speed">,
): Figures {
  const { record, ledger } = evidence;
  const traced = traceCalls(evidence);
  const waits = waitsOf(traced).map(({ waitMs }) => waitMs);
  const killsByPoint = plan.killsByPoint();
  const breaking = (promise: string, words = "") =>
    violations.filter((one) => one.promise === promise && one.words.includes(words)).length;
  const accepted = ledger.submits.filter(({ outcome }) => outcome === "accepted");
  return {
    ...run,
    date: new Date().toISOString().slice(0, 10),
    node: process.version,
    seconds: Math.round(tookMs / 1000),
    requests: accepted.filter(({ operationId }) => operationId === null).length,
    clicks: accepted.length + ledger.presses.filter(({ ackedAt }) => ackedAt !== null).length,
    operations: record.operations.length,
    ends: countBy(record.operations.map(({ state }) => state)),
    problems: countBy(record.operations.flatMap(({ document }) => document.problem?.code ?? [])),
    lives: lives.started,
    kills: lives.killed,
    points: Object.keys(killsByPoint).length,
    killsByPoint,
    calls: traced.length,
    restarts: traced.filter(({ call }) => call.effect === "restart-begun").length,
    repeatedUpdates: repeatedUpdates(traced),
    shortestWaitMs: waits.length === 0 ? null : Math.floor(Math.min(...waits)),
    lost: breaking("accepted clicks", "lost"),
    unapproved: breaking("nothing unapproved"),
    doubledRestarts: breaking("no agent twice"),
    doubledMessages: breaking("Slack shows it once", "doubled:"),
    unfinished: breaking("nothing left over"),
    violations: violations.length,
  };
}

/** Calls that reached an agent which ngrok had told of it for the same operation before. */
function repeatedUpdates(traced: readonly TracedCall[]): number {
  const updates = traced.filter(
    ({ name, call, intent }) => name === "update" && intent && call.agent !== null,
  );
  return updates.length - new Set(updates.map(({ intent }) => intent?.operation.id)).size;
}

function countBy(words: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const word of words) counts[word] = (counts[word] ?? 0) + 1;
  return counts;
}

/** One for each database and number of processes, the newer of two. */
export function newestOfEach(before: readonly Figures[], now: readonly Figures[]): Figures[] {
  const kind = ({ database, processes }: Figures) => `${database} ${processes}`;
  const newest = new Map([...before, ...now].map((figures) => [kind(figures), figures]));
  return [...newest.values()];
}
