import pino from "pino";
import { describe, expect, it, onTestFinished } from "vitest";
import { anOperation } from "../../sandbox/gallery/samples/an-operation.ts";
import { aReport } from "../../sandbox/gallery/samples/card-parts.ts";
import { type Operation, operationStates } from "../../src/operations/operation.ts";
import { createIntentAges } from "../../src/slack/intent-ages.ts";
import { createNoticeKeeper } from "../../src/slack/notice-keeper.ts";
import { createNoticePauses } from "../../src/slack/notice-pauses.ts";
import { noticePlan } from "../../src/slack/notice-plan.ts";
import { createManualClock } from "../support/manual-clock.ts";
import { createPublishWorld, departure, fleetChannel } from "./publish-world.ts";

const MINUTE_MS = 60_000;
const STEP_MS = 1000;
type World = Awaited<ReturnType<typeof createPublishWorld>>;

const plus = (at: Date, ms: number) => new Date(at.getTime() + ms);

/** An update that ngrok has accepted, with its restart 30 s ahead. */
function accepted(world: World, changes: Partial<Operation> = {}) {
  const at = world.clock.now();
  return world.add({ state: "waiting", updateAcceptedAt: at, runAt: plus(at, 30_000), ...changes });
}

async function pending(world: World) {
  const { scheduled_messages: messages = [] } = await world.web.chat.scheduledMessages.list({});
  return messages.map(({ post_at, text, channel_id }) => ({
    postAt: new Date(Number(post_at) * 1000),
    text: text ?? "",
    channelId: channel_id,
  }));
}

const isKnown = (world: World) => () =>
  world.notices().some(({ scheduledId, withdrawnAt }) => scheduledId !== null && withdrawnAt === null);
const asks = (world: World) => world.calls("chat.scheduleMessage");
const withdrawals = (world: World) => world.calls("chat.deleteScheduledMessage");

/** Where the restart was due 9 minutes ago, the notice is 6 minutes ahead, and can still be withdrawn for a while. */
const OVERDUE_MS = -9 * MINUTE_MS;

async function askedFor(dueInMs = 30_000) {
  const world = await createPublishWorld();
  const process = await world.startProcess();
  const operation = await accepted(world, { runAt: plus(world.clock.now(), dueInMs) });
  await world.until(isKnown(world), "Slack was asked");
  return { world, process, operation };
}

const success = (world: World) =>
  ({ state: "succeeded", departure, report: aReport, endedAt: world.clock.now() }) as const;

const hasNotice = (shown: { text: string }[]) =>
  shown.some(({ text }) => text.startsWith("Is the bot down?"));

describe("a dead man's notice", () => {
  it("is asked for once the update is accepted, in the card's thread, 15 minutes after the restart is due", async () => {
    const { world, operation } = await askedFor();
    await world.published();
    const [card] = await world.shown();
    const [{ args } = { args: {} }] = asks(world);
    expect(args).toMatchObject({ channel: fleetChannel, thread_ts: card?.ts });
    // With it, Slack would never post.
    expect(args).not.toHaveProperty("metadata");
    expect(await pending(world)).toEqual([
      {
        postAt: plus(operation.runAt ?? new Date(0), 15 * MINUTE_MS),
        text: "Is the bot down? A report on the restart of edge-07, due 03:00:30 UTC, belongs above this line. If there is none, check the agent yourself.",
        channelId: fleetChannel,
      },
    ]);
  });

  it("comes later where the bot looks for the agent longer, so that it can still be withdrawn", async () => {
    const world = await createPublishWorld();
    await world.start();
    const { rules, runAt } = await accepted(world);
    const hour = 60 * MINUTE_MS;
    await accepted(world, { id: "op_2", rules: { ...rules, reconnectTimeoutMs: hour } });
    await world.until(() => asks(world).length === 2, "Slack was asked twice");
    const [, second] = (await pending(world)).map(({ postAt }) => postAt.getTime() - (runAt?.getTime() ?? 0));
    expect(second).toBeGreaterThan(hour + 10 * MINUTE_MS);
  });

  it("appears when the bot died, and says what it is about", async () => {
    const { world, process } = await askedFor();
    process.die();
    await world.pass(16 * MINUTE_MS, 5 * STEP_MS);
    const shown = await world.shown();
    expect(hasNotice(shown)).toBe(true);
    expect(shown.at(-1)?.threadTs).toBe(shown[0]?.ts);
  });

  it.each(["succeeded", "needs-attention", "cancelled"] as const)(
    "is withdrawn once it is %s",
    async (state) => {
      const { world, operation } = await askedFor();
      const at = world.clock.now();
      const ends: Record<typeof state, Partial<Operation>> = {
        succeeded: success(world),
        "needs-attention": {
          state,
          problem: { code: "not-back" },
          attention: { since: at, lateUntil: at, ownedBy: null, lookedAt: at },
        },
        cancelled: {
          state,
          endedAt: at,
          cancellation: { by: "U0KIM", at, during: "waiting", forStopBy: null },
        },
      };
      await world.change(operation, ends[state]);
      await world.until(() => !isKnown(world)(), "it was withdrawn");
      expect(await pending(world)).toEqual([]);
      await world.pass(5 * STEP_MS);
      expect(withdrawals(world)).toHaveLength(1);
    },
  );

  it("does not appear where it was withdrawn, and is forgotten once its time has passed", async () => {
    const { world, operation } = await askedFor(OVERDUE_MS);
    await world.change(operation, success(world));
    await world.until(() => world.notices().length === 0, "it was forgotten", 5 * STEP_MS);
    expect(world.clock.monotonicMs()).toBeGreaterThan(6 * MINUTE_MS);
    expect(hasNotice(await world.shown())).toBe(false);
  });

  it("stays as it is while the restart is called and its report is awaited", async () => {
    const { world, operation } = await askedFor();
    const restarting = await world.change(operation, { state: "restarting", departure });
    await world.pass(5 * STEP_MS);
    await world.change(restarting, { state: "confirming", runAt: null });
    await world.pass(MINUTE_MS, STEP_MS);
    expect(asks(world)).toHaveLength(1);
    expect(withdrawals(world)).toEqual([]);
  });

  it("is left alone in its last five minutes, where Slack would post it all the same", async () => {
    const { world, operation } = await askedFor(OVERDUE_MS);
    await world.pass(MINUTE_MS + 5 * STEP_MS, STEP_MS);
    await world.change(operation, success(world));
    await world.pass(5 * MINUTE_MS, 5 * STEP_MS);
    expect(withdrawals(world)).toEqual([]);
    expect(hasNotice(await world.shown())).toBe(true);
  });

  it("moves with a restart that is put off, and only the newer one is left", async () => {
    const { world, operation } = await askedFor();
    const runAt = plus(operation.runAt ?? new Date(0), 3 * 60 * MINUTE_MS);
    await world.change(operation, { runAt });
    await world.until(() => asks(world).length === 2, "Slack was asked anew");
    expect((await pending(world)).map(({ postAt }) => postAt)).toEqual([plus(runAt, 15 * MINUTE_MS)]);
  });

  it("is none of a restart that nobody updated, nor of an update that has not been accepted", async () => {
    const world = await createPublishWorld();
    await world.start();
    const runAt = plus(world.clock.now(), 30_000);
    await world.add({ id: "op_1", kind: "session-restart", state: "scheduled", runAt });
    await world.add({ id: "op_2", state: "updating", runAt });
    await world.published();
    await world.pass(5 * STEP_MS);
    expect(asks(world)).toEqual([]);
  });

  it("is not asked for where it could not be withdrawn any more", async () => {
    const world = await createPublishWorld();
    await world.start();
    await accepted(world, { runAt: plus(world.clock.now(), -10 * MINUTE_MS) });
    await world.published();
    await world.pass(10 * STEP_MS);
    expect(asks(world)).toEqual([]);
  });
});

describe("what is looked at for a dead man's notice", () => {
  const farFuture = new Date("2100-01-01T00:00:00.000Z");

  it("is nothing any more after one look where nothing is to be asked, however many there are", async () => {
    const world = await createPublishWorld();
    const MORE_THAN_A_PAGE = 110;
    for (let at = 1; at <= MORE_THAN_A_PAGE; at += 1) {
      await accepted(world, { id: `op_${at}`, runAt: plus(world.clock.now(), OVERDUE_MS - MINUTE_MS) });
    }
    const isDue = async () => (await world.store.notices.due({ now: farFuture, limit: 1 })).length > 0;
    expect(await isDue()).toBe(true);
    const { store, clock, web: slack } = world;
    const logger = pino({ level: "silent" });
    const keeper = createNoticeKeeper({ store, slack, clock, logger, ages: createIntentAges(clock) });
    onTestFinished(() => keeper.stop());
    keeper.start();
    // No time passes, so there is no second look.
    await world.until(async () => !(await isDue()), "none was left", 0);
    expect(asks(world)).toEqual([]);
  });

  it.each(operationStates)(
    "is each version of an update in which one may be wanted, or was: %s",
    async (state) => {
      const world = await createPublishWorld();
      const isWanted = noticePlan(anOperation({ state, runAt: world.clock.now() })).wanted !== "none";
      const now = await world.add({ id: "op_now", state });
      await world.change(now, { state: "resolved", endedAt: world.clock.now() });
      await world.add({ id: "op_then", state });
      const due = await world.store.notices.due({ now: world.clock.now(), limit: 10 });
      expect(due.map(({ operation }) => operation.id)).toEqual(isWanted ? ["op_now", "op_then"] : []);
    },
  );
});

describe("a dead man's notice that Slack does not take", () => {
  it("is asked for again, later, and keeps neither card nor follow-up waiting", async () => {
    const world = await createPublishWorld();
    const publisher = await world.start();
    world.slack.faults.add("chat.scheduleMessage", { kind: "error", error: "restricted_too_many" }, 2);
    const operation = await accepted(world);
    await world.during(publisher.ensureFollowUp(operation));
    expect(world.clock.monotonicMs()).toBeLessThan(5000);
    await world.until(isKnown(world), "Slack took it");
    expect(asks(world)).toHaveLength(3);
  });

  it("is given up in the end when it is always refused", () => {
    const clock = createManualClock();
    const pauses = createNoticePauses(clock);
    for (let attempt = 1; attempt < 12; attempt += 1) expect(pauses.refused("ask op_1").givenUp).toBe(false);
    expect(pauses.leftMs("ask op_1")).toBeGreaterThan(0);
    expect(pauses.refused("ask op_1").givenUp).toBe(true);
    void clock.advance(30 * 24 * 60 * MINUTE_MS);
    expect(pauses.leftMs("ask op_1")).toBe(Number.POSITIVE_INFINITY);
    expect(pauses.leftMs("ask op_2")).toBe(0);
  });

  it("keeps nothing waiting when its call hangs", async () => {
    const world = await createPublishWorld();
    const publisher = await world.start();
    world.slack.faults.add("chat.scheduleMessage", { kind: "hang" });
    const operation = await accepted(world);
    await world.until(() => asks(world).length === 1, "it hung");
    const askedMs = world.clock.monotonicMs();
    await world.during(publisher.ensureFollowUp(operation));
    await world.change(operation, success(world));
    await world.published();
    expect(world.clock.monotonicMs() - askedMs).toBeLessThan(10_000);
  });
});
