import { expect, test } from "vitest";
import { anOperation, aSessionTarget, askedAt } from "../../sandbox/gallery/samples/an-operation.ts";
import { NgrokApiError } from "../../src/ngrok/errors.ts";
import type { TunnelSession } from "../../src/ngrok/tunnel-sessions.ts";
import type { Operation } from "../../src/operations/operation.ts";
import { findReturn } from "../../src/operations/steps/find-return.ts";
import { lookLate } from "../../src/operations/steps/look-late.ts";
import type { StepDeps } from "../../src/operations/steps/step.ts";
import { createManualClock } from "../support/manual-clock.ts";

const { sessionId, ...identity } = aSessionTarget().session;
const back: TunnelSession = { ...identity, id: "ts_new", startedAt: askedAt };

const departed: Operation = anOperation({
  state: "needs-attention",
  problem: { code: "not-back" },
  attention: { since: askedAt, lateUntil: new Date(askedAt.getTime() + 1), ownedBy: null, lookedAt: askedAt },
  departure: {
    notBefore: askedAt,
    leftAt: askedAt,
    isWitnessed: true,
    twins: [],
    urls: [],
    sharedUrls: [],
    deadlineAt: askedAt,
  },
});

function stepDeps(overrides: Partial<StepDeps> = {}): StepDeps {
  return {
    fleet: {
      sessions: async () => [back],
      endpoints: async () => [],
      tunnels: async () => [],
      ingresses: async () => [],
      forget: () => {},
    },
    clock: createManualClock(),
    reportedByOthers: async () => new Set(),
    departedTwins: async () => [],
    isOvertaken: async () => false,
    ...overrides,
  } as StepDeps;
}

test("the one new session is the one that left, as long as nobody like it was sent away since", async () => {
  const alone = await findReturn(stepDeps(), departed);
  const since = stepDeps({ departedTwins: async () => [{ sessionId: "ts_later", urls: [] }] });

  expect(alone).toMatchObject({ outcome: "found", report: { newSessionId: "ts_new" } });
  expect(await findReturn(since, departed)).toMatchObject({
    outcome: "ambiguous",
    candidates: [{ sessionId: "ts_new" }],
  });
});

test("a twin that was there at the departure, and was sent away since, may be the new one while the list alone still has him", async () => {
  const twin: TunnelSession = { ...back, id: "ts_twin" };
  const twins = [{ sessionId: twin.id, urls: [] }];
  const { departure } = departed;
  const withTwin: Operation = { ...departed, departure: departure && { ...departure, twins } };
  const fleet: StepDeps["fleet"] = { ...stepDeps().fleet, sessions: async () => [twin, back] };

  const since = { fleet, departedTwins: async () => twins };

  expect(await findReturn(stepDeps({ fleet }), withTwin)).toMatchObject({ outcome: "found" });
  expect(await findReturn(stepDeps({ ...since, ngrok: whereIs(async () => twin) }), withTwin)).toMatchObject({
    outcome: "found",
  });
  const gone = whereIs(async () => {
    throw new NgrokApiError({
      code: null,
      status: 404,
      text: "",
      ngrokOperationId: "op_x",
      outcome: "refused",
    });
  });
  expect(await findReturn(stepDeps({ ...since, ngrok: gone }), withTwin)).toMatchObject({
    outcome: "ambiguous",
    candidates: [{ sessionId: "ts_new" }],
  });
});

function whereIs(get: () => Promise<TunnelSession>): StepDeps["ngrok"] {
  return { sessions: { get } } as unknown as StepDeps["ngrok"];
}

test("of many twins that leave at once none is asked about", async () => {
  const many = ["1", "2", "3", "4"].map((id): TunnelSession => ({ ...back, id: `ts_twin${id}` }));
  const twins = many.map(({ id }) => ({ sessionId: id, urls: [] }));
  const fleet: StepDeps["fleet"] = { ...stepDeps().fleet, sessions: async () => [...many, back] };
  const asked: string[] = [];
  const ngrok = whereIs(async () => Promise.reject(new Error(`asked ${asked.push("")}`)));
  const knowing: Operation = {
    ...departed,
    departure: departed.departure && { ...departed.departure, twins },
  };

  const found = await findReturn(stepDeps({ fleet, ngrok, departedTwins: async () => twins }), knowing);
  expect(found.outcome).toBe("ambiguous");
  expect(asked).toEqual([]);
});

test("a later operation that sends the session away during a late look has its return to itself", async () => {
  const looks: string[] = [];
  const deps = stepDeps({ isOvertaken: async () => looks.push("asked") === 2 });

  expect(await lookLate(deps, departed)).toHaveProperty("lookAgainAt");
  expect(await lookLate(stepDeps(), departed)).toMatchObject({ event: { type: "return-late" } });
});
