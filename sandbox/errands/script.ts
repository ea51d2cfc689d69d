import type { BehaviourChanges } from "../ngrok/agent-options.ts";
import type { Fault as NgrokFault } from "../ngrok/faults.ts";
import type { PersonName } from "../slack/directory.ts";
import type { Fault as SlackFault } from "../slack/faults.ts";
import { createRandom, type Random } from "./random.ts";
import { approvers, askers, colleagueOf } from "./roster.ts";

export type ErrandKind =
  | "session-update"
  | "session-restart"
  | "session-stop"
  | "ingress-create"
  | "ingress-edit"
  | "ingress-delete";

/** Takes the approvals of two people. */
export const TWICE_APPROVED: ErrandKind = "ingress-delete";

/** What becomes of the request. `changed`: somebody else changes the thing before it is approved. */
export type Decision =
  | "approve"
  | "approve-twice"
  | "ask-then-approve"
  | "deny"
  | "cancel"
  | "changed"
  | "nobody";
export type InWait = "nothing" | "cancel" | "postpone" | "late-approve" | "late-deny" | "stop";
/** What a person does who is called for help. */
export type Help = "nothing" | "look" | "own" | "settle" | "all";

/** One thing that somebody wants, and what others make of it. */
export interface Errand {
  /** In the name of the agent or the domain, and so in every card. */
  token: string;
  kind: ErrandKind;
  by: PersonName;
  decider: PersonName;
  channel: "#fleet" | "#random";
  when: "now" | "restart-later" | "all-later" | "update-only";
  /** From the asking to the chosen time. */
  inSeconds: number;
  behaviour: BehaviourChanges;
  /** Another agent of equal identity stands beside it. */
  hasTwin: boolean;
  /** An agent that does not come back in time does so after this; null: never. */
  comesBackAfterMs: number | null;
  /** Somebody else changes the thing while the form is filled in. */
  changesMeanwhile: boolean;
  /** Closes the window as soon as it is submitted. */
  isImpatient: boolean;
  decision: Decision;
  inWait: InWait;
  help: Help;
  /** Meets the first call of its change. */
  ngrokFault: DistributiveOmit<NgrokFault, "path"> | null;
  /** Meets the next call of that method, whoever makes it. */
  slackFault: { method: string; fault: SlackFault } | null;
  /** Before the person begins, in real time. */
  pauseMs: number;
}

type DistributiveOmit<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never;

const kinds: Record<ErrandKind, number> = {
  "session-update": 50,
  "session-restart": 16,
  "session-stop": 9,
  "ingress-create": 9,
  "ingress-edit": 8,
  "ingress-delete": 8,
};
const decisions: Record<Decision, number> = {
  approve: 58,
  "approve-twice": 12,
  "ask-then-approve": 6,
  deny: 7,
  cancel: 7,
  changed: 5,
  nobody: 5,
};
const whens: Record<Errand["when"], number> = {
  now: 66,
  "restart-later": 14,
  "all-later": 10,
  "update-only": 10,
};
const waits: Record<InWait, number> = {
  nothing: 62,
  cancel: 8,
  postpone: 8,
  "late-approve": 10,
  "late-deny": 6,
  stop: 6,
};
const helps: Record<Help, number> = { nothing: 35, look: 12, own: 10, settle: 28, all: 15 };

const behaviours: Record<string, [weight: number, BehaviourChanges]> = {
  plain: [60, {}],
  slow: [8, { returnAfterMs: 20_000, answerAfterMs: 2_500 }],
  quick: [6, { returnAfterMs: 400, leaveAfterMs: 50 }],
  lingering: [4, { leaveAfterMs: 4_000 }],
  refusingUpdate: [3, { refuseUpdate: "open /usr/local/bin/ngrok: permission denied" }],
  disabled: [2, { updatesDisabled: true }],
  refusingRestart: [3, { refuseRestart: "restart is disabled by the service" }],
  failingRestart: [1, { failRestart: "exec format error" }],
  away: [4, { neverReturn: true }],
  unchanged: [2, { comeBackUnchanged: true }],
  withoutUrls: [2, { comeBackWithoutEndpoints: true }],
  twice: [3, { returnTwice: true }],
  unsure: [3, { answer810: true }],
  refusingStop: [1, { refuseStop: "the service manager forbids it" }],
  ignoringStop: [1, { ignoreStop: true }],
};

const ngrokFaults: readonly NonNullable<Errand["ngrokFault"]>[] = [
  { action: "drop-after" },
  { action: "drop-before" },
  { action: "hang" },
  { action: "hang", executed: true },
  { action: "810-executed" },
  { action: "810-not-executed" },
  { action: "html-502", executed: true },
  { action: "html-502" },
  { action: "slow", ms: 4_000 },
  { action: "429", retryAfterSeconds: 2 },
];

const slackFaults: readonly SlackFault[] = [
  { kind: "drop-after" },
  { kind: "drop-after" },
  { kind: "drop-before" },
  { kind: "status", status: 503 },
  { kind: "rate-limit", retryAfterSeconds: 2 },
  { kind: "hang" },
  { kind: "slow", delayMs: 3_000 },
];

/** What people do in a campaign: the same for the same seed. `from` numbers the first of it. */
export function writeScript(seed: number, count: number, from = 0): Errand[] {
  const random = createRandom(seed + from);
  return Array.from({ length: count }, (_, index) => errand(random.fork(), from + index));
}

/** What seldom happens by itself: 429s, agents that stay away, people who are called and come. */
export function writeEncore(seed: number, count: number, from: number): Errand[] {
  const random = createRandom(seed ^ 0xe7c);
  return writeScript(seed, count, from).map((errand) => ({
    ...errand,
    changesMeanwhile: random.next() < 0.3,
    isImpatient: random.next() < 0.7,
    decision: random.pick(["approve", "approve", errand.decision]),
    // A choice in the form that Slack then does not show.
    when: random.pick(["restart-later", errand.when]),
    slackFault: random.pick([
      errand.slackFault,
      { method: "views.update", fault: { kind: "status", status: 503 } },
    ]),
    help: random.pick(["all", "look", "settle"]),
    behaviour: random.pick([
      errand.behaviour,
      { neverReturn: true },
      { answer810: true },
      { returnTwice: true },
    ]),
    comesBackAfterMs: random.between(70_000, 120_000),
    ngrokFault: random.pick([errand.ngrokFault, { action: "429" as const, retryAfterSeconds: 5 }]),
  }));
}

function errand(random: Random, index: number): Errand {
  const token = `e${String(index).padStart(4, "0")}x`;
  const kind = random.weighted(kinds);
  const decider = random.pick(approvers);
  const by = random.next() < 0.15 ? colleagueOf(decider) : random.pick(askers);
  const behaviour = random.weighted(
    Object.fromEntries(Object.entries(behaviours).map(([name, [weight]]) => [name, weight])),
  );
  const hasTwin = random.next() < 0.06;
  return {
    token,
    kind,
    by,
    decider,
    channel: random.pick(["#fleet", "#random"] as const),
    when: random.weighted(whens),
    inSeconds: random.between(60, 240),
    behaviour: behaviours[behaviour]?.[1] ?? {},
    hasTwin,
    comesBackAfterMs: random.next() < 0.6 ? random.between(70_000, 160_000) : null,
    changesMeanwhile: random.next() < 0.07,
    isImpatient: random.next() < 0.25,
    decision: random.weighted(decisions),
    inWait: random.weighted(waits),
    help: random.weighted(helps),
    ngrokFault: random.next() < 0.18 ? random.pick(ngrokFaults) : null,
    slackFault:
      random.next() < 0.12
        ? {
            method: random.pick(["chat.postMessage", "chat.update", "chat.getPermalink", "views.update"]),
            fault: random.pick(slackFaults),
          }
        : null,
    pauseMs: random.between(0, 400),
  };
}
