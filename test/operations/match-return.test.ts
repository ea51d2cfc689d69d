import { expect, test } from "vitest";
import { aSessionTarget } from "../../sandbox/gallery/samples/an-operation.ts";
import type { TunnelSession } from "../../src/ngrok/tunnel-sessions.ts";
import { matchReturn, returnCandidates } from "../../src/operations/match-return.ts";
import { secondsAfter } from "../support/life.ts";

const { session: left } = aSessionTarget();
const notBefore = new Date("2026-03-01T03:00:00.000Z");
const own = "https://edge-07.example.com";

function online(id: string, overrides: Partial<TunnelSession> = {}): TunnelSession {
  const { sessionId: _, ...identity } = left;
  return { ...identity, id, startedAt: secondsAfter(notBefore, 6), ...overrides };
}

function match(
  sessions: TunnelSession[],
  options: { twins?: string[]; isWitnessed?: boolean; urls?: Record<string, string[]> },
) {
  const twins = (options.twins ?? []).map((sessionId) => ({ sessionId, urls: [] }));
  const departure = {
    notBefore,
    leftAt: null,
    isWitnessed: options.isWitnessed ?? true,
    sharedUrls: [],
    twins,
    urls: [own],
  };
  const candidates = returnCandidates(left, departure, sessions);
  const found = matchReturn(candidates, departure, sessions, (id) => options.urls?.[id] ?? []);
  return found.outcome === "found" ? found.session.id : found.outcome;
}

test("one new session of equal identity is the agent, its twin still being online", () => {
  expect(match([online("ts_twin"), online("ts_new")], { twins: ["ts_twin"] })).toBe("ts_new");
});

test("a new session is not the agent's when a twin has gone too: it may be the twin's", () => {
  expect(match([online("ts_new")], { twins: ["ts_twin"] })).toBe("ambiguous");
});

test("a URL that only the agent served singles it out of several", () => {
  const sessions = [online("ts_a"), online("ts_b")];
  expect(match(sessions, {})).toBe("ambiguous");
  expect(match(sessions, { urls: { ts_b: [own] } })).toBe("ts_b");
});

test("a URL that several candidates serve singles out none", () => {
  expect(match([online("ts_a"), online("ts_b")], { urls: { ts_a: [own], ts_b: [own] } })).toBe("ambiguous");
});

test.each([
  ["another credential", online("ts_new", { credentialId: "cr_other" })],
  ["another os", online("ts_new", { os: "darwin" })],
  ["another transport", online("ts_new", { transport: "ssh" })],
  ["other metadata", online("ts_new", { metadata: "{}" })],
  ["a start before the command", online("ts_new", { startedAt: secondsAfter(notBefore, -3) })],
  ["the old id itself", online(left.sessionId)],
])("a session with %s is not the agent", (_, session) => {
  expect(match([session], {})).toBe("none");
});

test("ngrok's clock is trusted to two seconds", () => {
  expect(match([online("ts_new", { startedAt: secondsAfter(notBefore, -2) })], {})).toBe("ts_new");
});

test("of an agent that nobody saw leave, only its URLs tell who came back", () => {
  expect(match([online("ts_new")], { isWitnessed: false })).toBe("ambiguous");
  expect(match([online("ts_new")], { isWitnessed: false, urls: { ts_new: [own] } })).toBe("ts_new");
});
