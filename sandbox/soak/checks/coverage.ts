import type { Violation } from "../../evidence/evidence.ts";
import { kindOfRefusal, refusalsIn } from "../refusals.ts";
import type { SoakCheck, SoakEvidence } from "../soak-evidence.ts";
import { lookups } from "../weather.ts";

/** From this length on a run that never tried one of these shows too little, in seconds. */
const FULL_SECONDS = 500;

const commands = [
  "help",
  "sessions",
  "session show",
  "session update",
  "session restart",
  "session stop",
  "ingresses",
  "ingress show",
  "ingress create",
  "ingress edit",
  "ingress delete",
  "freeze",
  "unfreeze",
  "open",
  "history",
];
const others = [
  "app_home_opened",
  "session-pick",
  "card-approve",
  "card-deny",
  "card-menu",
  "card-cancel",
  "card-postpone",
  "card-own",
  "card-look-again",
  "card-resolve",
  "update-session",
  "restart-session",
  "stop-session",
  "create-ingress",
  "edit-ingress",
  "delete-ingress",
  "deny-operation",
  "postpone-operation",
  "resolve-operation",
];

/** How often each was acked: the commands, then what is clicked, submitted, searched and opened. */
export function coverageOf({ envelopes }: Pick<SoakEvidence, "envelopes">): Record<string, number> {
  const acked = envelopes.filter(({ outcome }) => outcome === "acked");
  const typed = acked.flatMap(({ kind, name }) => (kind === "command" ? commandIn(name) : []));
  const names = [...typed, ...acked.flatMap(({ kind, name }) => (kind === "command" ? [] : name))];
  const counts = Map.groupBy(names, (name) => name);
  return Object.fromEntries([...commands, ...others].map((name) => [name, counts.get(name)?.length ?? 0]));
}

/** `session show ts_…` is `session show`, `sessions linux` is `sessions`. */
function commandIn(text: string): string {
  const [first = "", second = ""] = text.split(" ");
  const two = `${first} ${second}`;
  return commands.includes(two) ? two : first;
}

/** How often people met what comes now and then: freezes, and Slack that does not say who they are. */
export function metOf(evidence: SoakEvidence): Record<string, number> {
  const { ledger, record } = evidence.run;
  const refusals = Map.groupBy(refusalsIn(evidence), kindOfRefusal);
  const held = record.audit.filter(({ action }) => action === "hold");
  const failed = (lookup: string) =>
    evidence.slackCalls.filter(({ method, fault }) => method === lookup && fault !== null);
  return {
    "freezes of which an admin was told": ledger.freezes.length,
    "refusals by a freeze": refusals.get("frozen")?.length ?? 0,
    "changes that were held": held.length,
    "refusals of somebody unknown": refusals.get("unknown")?.length ?? 0,
    ...Object.fromEntries(lookups.map((lookup) => [`faults of ${lookup}`, failed(lookup).length])),
  };
}

export const checkCoverage: SoakCheck = (evidence) =>
  missing(evidence, coverageOf, (name) => `nobody came through with ${name}`);

export const checkMet: SoakCheck = (evidence) => missing(evidence, metOf, (name) => `there were no ${name}`);

function missing(
  evidence: SoakEvidence,
  count: (evidence: SoakEvidence) => Record<string, number>,
  words: (name: string) => string,
): Violation[] {
  if ((evidence.vitals.at(-1)?.second ?? 0) < FULL_SECONDS) return [];
  return Object.entries(count(evidence))
    .filter(([, count]) => count === 0)
    .map(([name]) => ({ promise: "everything is tried", operationId: null, words: words(name) }));
}
