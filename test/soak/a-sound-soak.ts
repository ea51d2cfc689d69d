import type { Envelope } from "../../sandbox/soak/envelope-log.ts";
import type { SoakEvidence } from "../../sandbox/soak/soak-evidence.ts";
import type { Vitals } from "../../sandbox/soak/vitals.ts";
import { second, soundRun } from "../evidence/a-sound-run.ts";

const MIB = 1024 * 1024;

export function envelope(changes: Partial<Envelope> = {}): Envelope {
  return {
    kind: "command",
    name: "sessions",
    userId: "U_OLGA",
    at: second(1),
    outcome: "acked",
    ackedAfterMs: 20,
    ackSays: false,
    ackReference: null,
    triggerId: "1.trigger",
    responsePath: "/response/1",
    viewId: null,
    operationId: null,
    ...changes,
  };
}

export function slackCall(
  seconds: number,
  method: string,
  changes: Partial<SoakEvidence["slackCalls"][number]> = {},
): SoakEvidence["slackCalls"][number] {
  return {
    method,
    path: `/api/${method}`,
    args: {},
    at: second(seconds),
    result: "ok",
    fault: null,
    ...changes,
  };
}

/** One look a second, at a process that does not change but for what `of` says. */
export function vitals(seconds: number, of: (second: number) => Partial<Vitals> = () => ({})): Vitals[] {
  return Array.from({ length: seconds }, (_, index) => ({
    second: index + 1,
    heapBytes: 40 * MIB,
    externalBytes: 10 * MIB,
    rssBytes: 250 * MIB,
    resources: { Timeout: 6, TCPSocketWrap: 2 },
    delayMs: { median: 10, p99: 12, longest: 40 },
    cpuMs: 200,
    ...of(index + 1),
  }));
}

/** Nobody waits for them, so that they stand for all that is tried. */
const tried = [
  ...[
    "help",
    "session show ts_1",
    "session update",
    "session restart ts_1",
    "session stop ts_1",
    "ingresses",
  ],
  ...["ingress show a.example", "ingress create", "ingress edit a.example", "ingress delete a.example"],
  ...["freeze because", "unfreeze", "open", "history"],
].map((name) => envelope({ name, ackSays: true }));
const clicked = [
  ...["session-pick", "card-approve", "card-deny", "card-menu", "card-cancel", "card-postpone", "card-own"],
  ...["card-look-again", "card-resolve", "update-session", "restart-session", "stop-session"],
  ...["create-ingress", "edit-ingress", "delete-ingress", "deny-operation", "postpone-operation"],
  ...["resolve-operation", "app_home_opened"],
].map((name) => envelope({ kind: "choice", name }));

/** All that a whole run must try, but for `sessions`. */
export const everythingElse: readonly Envelope[] = [...tried, ...clicked];

/** A run in which one command was answered, and all else went as it should. */
export function soundSoak(changes: Partial<SoakEvidence> = {}): SoakEvidence {
  return {
    run: soundRun(),
    rate: 6,
    roles: { operators: ["U_OLGA", "U_ADA"], approvers: ["U_ADA", "U_BEN"], admins: ["U_ADMIN"] },
    envelopes: [envelope(), ...everythingElse],
    viewers: new Map(),
    gaps: [{ from: second(0), to: second(1) }],
    slackCalls: [slackCall(2, "response_url", { path: "/response/1" })],
    slowLookups: [],
    slackAway: [],
    socketTroubles: [],
    vitals: vitals(600),
    idle: { before: vitals(4), after: vitals(4) },
    errors: [],
    problems: [],
    stalls: [],
    ...changes,
  };
}
