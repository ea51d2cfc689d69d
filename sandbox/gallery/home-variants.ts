import type { HomeView } from "@slack/types";
import type { TunnelSession } from "../../src/ngrok/tunnel-sessions.ts";
import type { Operation } from "../../src/operations/operation.ts";
import { homeNote } from "../../src/views/home/home-buttons.ts";
import type { HomeData, OpenGroups } from "../../src/views/home/home-data.ts";
import { homeView } from "../../src/views/home/home-view.ts";
import {
  homeAskedAt,
  homeData,
  homeDrawnAt,
  homeGroup,
  homeIngress,
  homeSession,
  homeUpdate,
} from "./home-data.ts";
import { rolesWith } from "./samples/roles-with.ts";

export interface HomeVariant {
  name: string;
  data: HomeData;
  view: HomeView;
}

/** Every way in which Home can look. */
export function homeVariants(): HomeVariant[] {
  return Object.entries(drawn()).map(([name, data]) => ({ name, data, view: homeView(data) }));
}

function drawn(): Record<string, HomeData> {
  const at = homeDrawnAt;
  const full = { open: everyGroup(), sessions: read(fleet()), ingresses: read(ingresses()) };
  const words = "ngrok did not answer within 10 s. Try again; if it lasts, look at status.ngrok.com.";
  const failed = { state: "failed", words, at } as const;
  return {
    "nothing is open, nobody is online": homeData(),
    "a busy night": homeData(full),
    "a list was asked for": homeData({ ...full, note: homeNote("Sessions", at) }),
    "before ngrok has answered": homeData({
      ...full,
      sessions: { state: "reading" },
      ingresses: { state: "reading" },
    }),
    "ngrok has never answered": homeData({
      sessions: { ...failed, last: null },
      ingresses: { ...failed, last: null },
    }),
    "ngrok does not answer any more": homeData({
      sessions: { ...failed, last: { value: fleet(), at: homeAskedAt } },
      ingresses: { ...failed, last: { value: ingresses(), at: homeAskedAt } },
    }),
    "the record cannot be read": homeData({
      ...full,
      open: "The bot's database cannot be reached. Try again; if it lasts, tell an admin.",
    }),
    "Slack does not say who is an approver": homeData({
      ...full,
      roles: rolesWith({ unknown: true }),
    }),
    "Slack cannot say who is an approver": homeData({
      ...full,
      roles: rolesWith({ unknown: true, untilMended: true }),
    }),
    "no roles are set": homeData({
      missing: ["OPERATORS", "APPROVERS"],
      roles: rolesWith(),
    }),
    "changes are frozen": homeData({
      ...full,
      freeze: { by: "U0ADMIN", at: homeAskedAt, reason: "incident 4711" },
    }),
    "more than it can list": homeData(large()),
    "one version, no certificate trouble": homeData({
      sessions: read([homeSession(), homeSession({ region: "us" })]),
      ingresses: read([homeIngress("edge.example.com", null)]),
    }),
    "one change waits, odd versions, several ingresses without trouble": homeData({
      open: { ...everyGroup(), mine: homeGroup([homeUpdate({ device: "edge-07" })]) },
      sessions: read(
        ["3.22.0-rc1", "3.22.0-beta", "3.22.0", "v3.22.0"].map((agentVersion) =>
          homeSession({ agentVersion }),
        ),
      ),
      ingresses: read([homeIngress("edge.example.com", null), homeIngress("agents.example.com", null)]),
    }),
  };
}

function read<T>(value: T) {
  return { state: "read", value, at: homeDrawnAt } as const;
}

const later = new Date("2026-03-01T03:20:00.000Z");
const approval = { by: "U0APPROVERTWO", at: homeAskedAt };
const attention = { since: later, lateUntil: later, ownedBy: null, lookedAt: later };
const due = {
  code: "too-late",
  call: "restart",
  dueAt: homeAskedAt,
  foundAt: later,
  because: "bot-down",
} as const;

function everyGroup(): OpenGroups {
  const running = (device: string, changes: Partial<Operation>) =>
    homeUpdate({ device }, { approval, runAt: later, ...changes });
  const needing = (device: string, changes: Partial<Operation>) =>
    homeUpdate({ device }, { approval, state: "needs-attention", attention, ...changes });
  return {
    mine: homeGroup([
      homeUpdate({ device: "edge-07", askedApprovers: ["U0APPROVER"] }),
      homeUpdate({ device: "gate-3", reason: "" }),
      needing("edge-11", {
        problem: { code: "not-back" },
        attention: { ...attention, ownedBy: { by: "U0APPROVER", at: later } },
      }),
      needing("edge-12", { problem: due }),
    ]),
    attention: homeGroup([needing("till-4", { problem: { code: "same-version" } })]),
    running: homeGroup([
      running("kiosk-1", {
        state: "updating",
        call: { name: "update", startedAt: later, attempt: 1, error: null },
      }),
      running("kiosk-2", { state: "waiting" }),
    ]),
    awaiting: homeGroup([homeUpdate({ device: "gate-9", by: "U0APPROVER" })]),
  };
}

function fleet(): TunnelSession[] {
  const many = (count: number, changes: Partial<TunnelSession>) =>
    Array.from({ length: count }, () => homeSession(changes));
  return [
    ...many(12, { agentVersion: "3.22.1" }),
    ...many(8, { agentVersion: "3.22.1", region: "us" }),
    ...many(31, {}),
    ...many(1, { agentVersion: "2.3.40", region: "ap" }),
    ...many(2, { agentVersion: "1.13.0" }),
    ...many(1, { agentVersion: "", transport: "ssh", os: "" }),
    ...many(1, { agentVersion: "", region: "" }),
  ];
}

function ingresses() {
  return [homeIngress("tunnel.example.org", "DNS_ERROR"), homeIngress("agents.example.com", null)];
}

function large(): Partial<HomeData> {
  const many = (count: number, changes: Partial<Operation> = {}) =>
    Array.from({ length: count }, (_, index) => homeUpdate({ device: `edge-${100 + index}` }, changes));
  const versions = Array.from({ length: 60 }, (_, index) =>
    homeSession({ agentVersion: `3.${index}.0`, region: `region-${index % 7}` }),
  );
  return {
    open: {
      mine: homeGroup(many(10), 112),
      attention: homeGroup(
        many(8, { state: "needs-attention", problem: { code: "not-back" }, attention }),
        40,
      ),
      running: homeGroup(many(8, { state: "waiting", approval, runAt: later }), 10_000),
      awaiting: homeGroup(many(5), 17),
    },
    sessions: read(versions),
    ingresses: read(
      Array.from({ length: 20 }, (_, index) => homeIngress(`edge-${index}.example.org`, "DNS_ERROR")),
    ),
  };
}
