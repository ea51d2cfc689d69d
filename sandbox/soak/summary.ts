import type { Violation } from "../evidence/evidence.ts";
import { storyLines } from "../evidence/story-lines.ts";
import { asks, createFates, type Fate } from "./answers.ts";
import { isStalled } from "./checks/answers.ts";
import { coverageOf, metOf } from "./checks/coverage.ts";
import { type Flatness, flatnessOf, leastResources } from "./checks/flatness.ts";
import { unexplainedGaps } from "./checks/sockets.ts";
import type { Envelope } from "./envelope-log.ts";
import type { ReaderTally } from "./readers.ts";
import type { SoakOutcome } from "./run-soak.ts";
import type { SoakEvidence } from "./soak-evidence.ts";
import { stalledSeconds } from "./stalls.ts";

const MOST_TOLD = 40;

/** What a run came to, in words, and the whole story of everything that must not be. */
export function summaryLines(outcome: SoakOutcome, violations: readonly Violation[], seed: number): string[] {
  const { evidence, weather } = outcome;
  const { record, ledger } = evidence.run;
  return [
    `${Math.round(outcome.tookMs / 1000)} s at ${evidence.rate} times the speed; ${record.operations.length} operations: ${counted(record.operations.map(({ state }) => state))}`,
    `people submitted ${ledger.submits.length} forms and pressed ${ledger.presses.length} buttons of cards; ${ledger.abandoned.length} errands were given up`,
    `readers: ${talliesWords(outcome.tallies)}`,
    `weather: ${worded(weather.counts())}`,
    ...envelopeLines(evidence),
    `acked: ${worded(coverageOf(evidence))}`,
    `met: ${worded(metOf(evidence))}`,
    socketLine(evidence),
    ...vitalsLines(evidence),
    stallLine(evidence),
    `logged as errors: ${counted(evidence.errors.map(({ words }) => words)) || "nothing"}`,
    ...violations.slice(0, MOST_TOLD).flatMap((one) => storyLines(evidence.run, one)),
    violations.length === 0
      ? "no violation"
      : `${violations.length} VIOLATIONS with the seed ${seed}: ${counted(violations.map(({ promise }) => promise))}`,
  ];
}

function talliesWords(tallies: readonly ReaderTally[]): string {
  const begun = tallies.flatMap((tally) => Object.entries(tally.begun));
  const total = (word: string) => begun.reduce((sum, [name, count]) => sum + (name === word ? count : 0), 0);
  const words = [...new Set(begun.map(([name]) => name))];
  const missed = tallies.reduce((sum, tally) => sum + tally.missed, 0);
  return `${worded(Object.fromEntries(words.map((word) => [word, total(word)])))}; ${missed} came too late for what they wanted`;
}

function envelopeLines(evidence: SoakEvidence): string[] {
  const fateOf = createFates(evidence);
  const byKind = Map.groupBy(evidence.envelopes, ({ kind }) => kind);
  return [...byKind].map(([kind, all]) => {
    const acks = all.flatMap(({ ackedAfterMs }) => ackedAfterMs ?? []).toSorted((one, other) => one - other);
    const at = (share: number) => Math.round(acks[Math.floor(acks.length * share)] ?? 0);
    const asking = all.filter(asks);
    const fates = asking.length > 0 ? `; ${worded(fatesOf(asking, fateOf))}` : "";
    return `${all.length} × ${kind}: ${counted(all.map(({ outcome }) => outcome))}; acks after ${at(0.5)} ms, 99 % within ${at(0.99)} ms, the last within ${Math.round(acks.at(-1) ?? 0)} ms${fates}`;
  });
}

function fatesOf(envelopes: readonly Envelope[], fateOf: (one: Envelope) => Fate): Record<string, number> {
  return countBy(envelopes.map(fateOf));
}

function socketLine(evidence: SoakEvidence): string {
  const longest = Math.max(0, ...unexplainedGaps(evidence).map(({ ms }) => ms));
  return `${evidence.gaps.length} times no socket was open, at most ${(longest / 1000).toFixed(1)} s longer than Slack let none be opened`;
}

function vitalsLines({ vitals, idle }: SoakEvidence): string[] {
  const delays = vitals.map(({ delayMs }) => delayMs.longest).toSorted((one, other) => one - other);
  const cpuMs = vitals.reduce((sum, one) => sum + one.cpuMs, 0);
  const load = cpuMs / 1000 / (vitals.at(-1)?.second ?? 1);
  return [
    ...(flatnessOf(vitals) ?? []).map(flatnessLine),
    `${vitals.length} looks: the thread was held up for ${Math.round(delays[delays.length >> 1] ?? 0)} ms at most in the median second, ${Math.round(delays.at(-1) ?? 0)} ms in the worst; ${Math.round(load * 100)} % of a processor`,
    `sockets, timers and the like: ${leastResources(idle.before)} before anybody came, ${leastResources(idle.after)} when all was at its end: ${worded(idle.after.at(-1)?.resources ?? {})}`,
  ];
}

function stallLine(evidence: SoakEvidence): string {
  const { stalls, rate, envelopes } = evidence;
  const late = envelopes.filter((one) => one.outcome === "not-acked" && isStalled(evidence, one)).length;
  return `the machine stood still ${stalls.length} times, ${stalledSeconds(stalls, rate).toFixed(1)} s in all; ${late} acks were not judged for it`;
}

function flatnessLine({ name, unit, early, late, bound, counts }: Flatness): string {
  const more = late - early;
  const allowed = counts ? `allowed +${bound.toFixed(1)}` : "not judged in so short a run";
  return `${name}: ${early.toFixed(1)} ${unit} early, ${late.toFixed(1)} late, ${more < 0 ? "" : "+"}${more.toFixed(1)}, ${allowed}`;
}

function counted(words: readonly string[]): string {
  return worded(countBy(words));
}

function countBy(words: readonly string[]): Record<string, number> {
  const groups = Map.groupBy(words, (word) => word);
  return Object.fromEntries([...groups].map(([word, all]) => [word, all.length]));
}

function worded(counts: Record<string, number>): string {
  return Object.entries(counts)
    .map(([what, count]) => `${count} ${what}`)
    .join(", ");
}
