import fc from "fast-check";
import { expect, test } from "vitest";
import { anOperation, aRequest, askedAt } from "../../sandbox/gallery/samples/an-operation.ts";
import { commandLimitMs } from "../../src/ngrok/http.ts";
import type { OperationEvent } from "../../src/operations/events.ts";
import { isFinal, type Operation } from "../../src/operations/operation.ts";
import { approver, aReport, requester, secondsAfter, someError } from "../support/life.ts";
import { createLifecycleModel, type LifecycleModel } from "../support/lifecycle-model.ts";
import { fates } from "../support/model-fates.ts";

const DAY_MS = 24 * 60 * 60_000;
const rules = { ...anOperation().rules, callTimeoutMs: commandLimitMs };
const unasked = { expiresAt: null, runAt: askedAt, dueAt: askedAt, state: "scheduled" as const };
const noApproval = { ...rules, approvalRequired: false };
const at = (minutes: number) => secondsAfter(askedAt, minutes * 60);

const starts: Operation[] = [
  anOperation({ rules }),
  aRequest({ rules }),
  // So short that a late call may fall into it.
  anOperation({ rules: { ...rules, waitMs: 10_000 } }),
  anOperation({
    rules,
    schedule: { when: "restart-later", chosenAt: at(20) },
    expiresAt: at(20),
    dueAt: at(20),
  }),
  anOperation({ rules, schedule: { when: "all-later", chosenAt: at(20) }, expiresAt: at(20), dueAt: at(20) }),
  anOperation({ rules, schedule: { when: "update-only", chosenAt: null } }),
  anOperation({ rules: { ...rules, approvalsNeeded: 2 } }),
  anOperation({ kind: "session-restart", rules }),
  anOperation({ kind: "session-restart", ...unasked, rules: noApproval }),
  anOperation({ kind: "session-stop", ...unasked, rules: noApproval }),
  aRequest({ kind: "session-stop", rules: noApproval, expiresAt: null, runAt: askedAt }),
];

type Act = (model: LifecycleModel) => unknown;
const by = fc.constantFrom(requester, approver);

/** What people do, at the time that the bot's clock shows. */
const person = fc.record({ by, minutes: fc.integer({ min: -1, max: 30 }), pick: fc.nat() }).map(
  ({ by, minutes, pick }): Act =>
    (model) => {
      const now = { by, at: model.now() };
      const until = secondsAfter(now.at, minutes * 60);
      const report = aReport({ newSessionId: "ts_new_1" });
      const events: OperationEvent[] = [
        ...(["cancel", "cancel-for-stop", "leave", "close", "own", "look-again"] as const).map((type) => ({
          type,
          ...now,
        })),
        ...(["restart-now", "restart-anyway"] as const).map((type) => ({ type, ...now })),
        { type: "deny", ...now, reason: "no" },
        { type: "postpone", ...now, until },
        { type: "restart-at", ...now, until },
        { type: "ask-someone-else", ...now, asked: approver },
        { type: "choose", ...now, report },
        { type: "resolve", ...now, note: "done" },
      ];
      model.apply(events[pick % events.length] as OperationEvent);
    },
);

const approves: fc.Arbitrary<Act> = fc.constantFrom(requester, approver, "U0SECOND").map((by) => (model) => {
  model.apply({ type: "approve", by, at: model.now() });
});

/** An answer to a call that was made before, or to none, which comes when another is under way, or none. */
const staleAnswer = fc
  .record({ pick: fc.nat(), kind: fc.constantFrom("accept", "refuse", "lose-answer", "turn-away") })
  .map(
    ({ pick, kind }): Act =>
      (model) => {
        const startedAt = [...model.intents, model.now()].at(pick % (model.intents.length + 1));
        if (!startedAt || startedAt.getTime() === model.operation.call?.startedAt.getTime()) return;
        const answer = { at: model.now(), startedAt };
        if (kind === "accept")
          model.apply({ type: kind, ...answer, answeredAt: null, createdIngressId: null });
        else if (kind === "turn-away")
          model.apply({ type: kind, ...answer, error: someError, dueAt: answer.at });
        else model.apply({ type: kind as "refuse", ...answer, error: someError });
      },
  );

const passes = fc.oneof(fc.integer({ min: 1, max: 15_000 }), fc.integer({ min: 1, max: 30 * 60_000 })).map(
  (ms): Act =>
    (model) =>
      model.pass(ms),
);

/** Somebody loses a role, or has it again; also in the midst of a step. */
const change = fc
  .record({
    who: fc.constantFrom(requester, approver, "U0SECOND"),
    role: fc.constantFrom("operator" as const, "approver" as const),
    has: fc.boolean(),
    inStep: fc.boolean(),
  })
  .map(
    ({ who, role, has, inStep }): Act =>
      ({ roles, world }) => {
        const happen = () => (has ? roles.regain(who, role) : roles.lose(who, role));
        if (inStep) world.whilePosting.push(happen);
        else happen();
      },
  );

/** Another change restarts the session, which this one has let go of, and may be let run after that. */
const overtakes = fc.boolean().map(
  (isLetRun): Act =>
    ({ operation, agent, world, apply, now }) => {
      if (operation.state !== "needs-attention") return;
      agent.goes();
      agent.comes();
      world.isOvertaken = true;
      if (isLetRun) apply({ type: "restart-now", by: approver, at: now() });
    },
);

/** Somebody lets a stopped change run later, and may have lost his role by then. */
const letsRunLater = fc
  .record({ by: fc.constantFrom(requester, approver, "U0SECOND"), keepsRole: fc.boolean() })
  .map(
    ({ by, keepsRole }): Act =>
      ({ apply, roles, now }) => {
        apply({ type: "restart-at", by, at: now(), until: secondsAfter(now(), 60) });
        if (!keepsRole) roles.lose(by, "approver");
      },
  );

const within = (ms: number) => fc.integer({ min: -ms, max: ms });

const act: fc.Arbitrary<Act> = fc.oneof(
  { weight: 6, arbitrary: passes },
  { weight: 3, arbitrary: approves },
  { weight: 2, arbitrary: person },
  { weight: 2, arbitrary: staleAnswer },
  {
    weight: 3,
    arbitrary: fc.constantFrom(...fates).map(
      (fate): Act =>
        ({ world }) =>
          world.fates.push(fate),
    ),
  },
  { weight: 2, arbitrary: fc.constant<Act>((model) => model.crash()) },
  {
    weight: 1,
    arbitrary: fc.oneof(within(90_000), within(3_600_000)).map(
      (ms): Act =>
        (model) =>
          model.stepClock(ms),
    ),
  },
  {
    weight: 1,
    arbitrary: fc.boolean().map(
      (isDown): Act =>
        ({ world }) => {
          world.ngrokIsDown = isDown;
        },
    ),
  },
  {
    weight: 1,
    arbitrary: fc.boolean().map(
      (isDown): Act =>
        ({ world }) => {
          world.slackIsDown = isDown;
        },
    ),
  },
  {
    weight: 1,
    arbitrary: fc.boolean().map(
      (isFrozen): Act =>
        ({ roles, now }) =>
          isFrozen ? roles.freeze(now()) : roles.lift(),
    ),
  },
  { weight: 2, arbitrary: change },
  { weight: 2, arbitrary: letsRunLater },
  { weight: 2, arbitrary: overtakes },
  {
    weight: 1,
    arbitrary: fc.boolean().map(
      (tells): Act =>
        ({ roles }) =>
          roles.tell(tells),
    ),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom<Act>(
      ({ agent }) => agent.goes(),
      ({ agent }) => agent.comes(),
    ),
  },
);

const anyLife = fc.record({
  start: fc.constantFrom(...starts),
  returnAfterMs: fc.option(fc.integer({ min: 1000, max: 240_000 }), { freq: 5 }),
  acts: fc.array(act, { minLength: 3, maxLength: 40 }),
});
type AnyLife = typeof anyLife extends fc.Arbitrary<infer Value> ? Value : never;

async function live({ start, returnAfterMs, acts }: AnyLife): Promise<LifecycleModel> {
  const model = createLifecycleModel(start, returnAfterMs);
  for (const one of acts) await one(model);
  return model;
}

/** Nothing is in the way any more, and nobody does anything. */
async function settle(model: LifecycleModel): Promise<void> {
  Object.assign(model.world, { ngrokIsDown: false, slackIsDown: false, fates: [], whilePosting: [] });
  model.roles.restore();
  for (let passedMs = 0; passedMs < 2 * DAY_MS && !isAtRest(model.operation); passedMs += 60_000) {
    await model.pass(60_000);
  }
}
const isAtRest = ({ state }: Operation) => isFinal(state) || state === "needs-attention";

test("whatever people, crashes, lost answers and clocks do, no call is unapproved or too early, no restart doubled, and every operation comes to its end", async () => {
  await fc.assert(
    fc.asyncProperty(anyLife, async (life) => {
      const model = await live(life);
      await settle(model);
      expect(isAtRest(model.operation), `stuck in ${model.operation.state}`).toBe(true);
      expect(isFinal(model.operation.state)).toBe(model.operation.endedAt !== null);
    }),
    { numRuns: 3000 },
  );
});

test("the lives reach every end, with and without doubts on the way", async () => {
  const reached = new Set<string>();
  await fc.assert(
    fc.asyncProperty(anyLife, async (life) => {
      const model = await live(life);
      await settle(model);
      const { state, problem } = model.operation;
      reached.add(state);
      if (problem) reached.add(problem.code);
      for (const one of model.holds) reached.add(one);
      if (model.world.resumptions > 0 && model.world.restarts > 1) reached.add("a second restart, approved");
    }),
    { numRuns: 1000, seed: 1 },
  );
  const wanted = "succeeded failed denied expired cancelled superseded resolved needs-attention";
  const problems = "call-refused call-unknown not-back too-late held still-online";
  const holds = "frozen held-back approval-lost asker-lost";
  for (const one of `${wanted} ${problems} ${holds}`.split(" ")) expect([...reached]).toContain(one);
});

test("an update that is held in its wait comes to its end too after another change has sent its session away", async () => {
  const heldInItsWait: Act[] = [
    ({ apply, now }) => apply({ type: "approve", by: approver, at: now() }),
    ({ pass }) => pass(1000),
    ({ roles, now }) => roles.freeze(now()),
    ({ pass }) => pass(60_000),
    ({ roles }) => roles.lift(),
  ];
  const [start = anOperation({ rules })] = starts;
  const reached = new Set<string>();
  const later = fc.record({ overtaken: overtakes, acts: fc.array(act, { maxLength: 15 }) });
  await fc.assert(
    fc.asyncProperty(later, async ({ overtaken, acts }) => {
      const model = await live({
        start,
        returnAfterMs: 5000,
        acts: [...heldInItsWait, overtaken, ...acts],
      });
      await settle(model);
      expect(isAtRest(model.operation), `stuck in ${model.operation.state}`).toBe(true);
      for (const one of model.holds) reached.add(one);
    }),
    { numRuns: 300 },
  );
  expect([...reached]).toContain("overtaken in its wait");
});
