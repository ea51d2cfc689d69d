import { describe, expect, it } from "vitest";
import { aReport } from "../../sandbox/gallery/samples/card-parts.ts";
import type { Operation } from "../../src/operations/operation.ts";
import { matchNotices } from "../../src/slack/notice-match.ts";
import type { ScheduledNotice } from "../../src/store/store.ts";
import { createPublishWorld, departure, fleetChannel } from "./publish-world.ts";

const STEP_MS = 1000;
type World = Awaited<ReturnType<typeof createPublishWorld>>;

const asks = (world: World) => world.calls("chat.scheduleMessage");
const withdrawals = (world: World) => world.calls("chat.deleteScheduledMessage");

function accepted(world: World) {
  const at = world.clock.now();
  return world.add({ state: "waiting", updateAcceptedAt: at, runAt: new Date(at.getTime() + 30_000) });
}

async function pendingIds(world: World) {
  const { scheduled_messages: messages = [] } = await world.web.chat.scheduledMessages.list({});
  return messages.map(({ id }) => String(id));
}

const isKnown = (world: World) => () => world.notices().some(({ scheduledId }) => scheduledId !== null);

/** What will ever be looked at without a new version. */
const dueLater = (world: World) =>
  world.store.notices.due({ now: new Date("2100-01-01T00:00:00.000Z"), limit: 10 });

function end(world: World, operation: Operation) {
  return world.change(operation, {
    state: "succeeded",
    departure,
    report: aReport,
    endedAt: world.clock.now(),
  });
}

describe("a notice whose answer was lost", () => {
  it("is found in Slack's list and adopted, not asked for again", async () => {
    const world = await createPublishWorld();
    await world.start();
    world.slack.faults.add("chat.scheduleMessage", { kind: "drop-after" });
    await accepted(world);
    await world.until(isKnown(world), "it was adopted");
    expect(asks(world)).toHaveLength(1);
    expect(world.notices().map(({ scheduledId }) => scheduledId)).toEqual(await pendingIds(world));
  });

  it("is asked for again where Slack does not have it", async () => {
    const world = await createPublishWorld();
    await world.start();
    world.slack.faults.add("chat.scheduleMessage", { kind: "drop-before" });
    await accepted(world);
    await world.until(isKnown(world), "it was asked for again");
    expect(asks(world)).toHaveLength(2);
    expect(await pendingIds(world)).toHaveLength(1);
  });
});

describe("a process that died while it asked for a notice", () => {
  it("before the record of Slack's id: the next one adopts it, and withdraws it at the end", async () => {
    const world = await createPublishWorld();
    const dying = await world.startProcess();
    dying.dieAt({ before: "notice-record" });
    const operation = await accepted(world);
    await world.until(() => dying.isDead, "it was dead");

    await world.start();
    await world.until(isKnown(world), "it was adopted", STEP_MS);
    expect(asks(world)).toHaveLength(1);
    await end(world, operation);
    await world.until(async () => (await pendingIds(world)).length === 0, "it was withdrawn");
  });

  it("before the record, and the operation ended meanwhile: the orphan is withdrawn", async () => {
    const world = await createPublishWorld();
    const dying = await world.startProcess();
    dying.dieAt({ before: "notice-record" });
    const operation = await accepted(world);
    await world.until(() => dying.isDead, "it was dead");
    await end(world, operation);

    await world.start();
    await world.until(async () => (await pendingIds(world)).length === 0, "it was withdrawn", STEP_MS);
    expect(asks(world)).toHaveLength(1);
  });

  it("after the record: the next one asks for nothing, and looks at it no more", async () => {
    const world = await createPublishWorld();
    const dying = await world.startProcess();
    dying.dieAt({ before: "notice-rest" });
    await accepted(world);
    await world.until(() => dying.isDead && isKnown(world)(), "it was dead");
    expect(await dueLater(world)).toHaveLength(1);

    await world.start();
    await world.until(async () => (await dueLater(world)).length === 0, "it was at rest", STEP_MS);
    expect(asks(world)).toHaveLength(1);
    expect(withdrawals(world)).toEqual([]);
  });

  it("after the withdrawal: the next one looks at it no more, and Slack has none", async () => {
    const world = await createPublishWorld();
    const dying = await world.startProcess();
    const operation = await accepted(world);
    await world.until(isKnown(world), "it was asked for");
    await world.until(async () => (await dueLater(world)).length === 0, "it was at rest");
    dying.dieAt({ before: "notice-rest" });
    await end(world, operation);
    await world.until(() => dying.isDead, "it was dead");
    expect(await dueLater(world)).toHaveLength(1);

    await world.start();
    await world.until(async () => (await dueLater(world)).length === 0, "it was at rest", STEP_MS);
    expect(await pendingIds(world)).toEqual([]);
    expect(asks(world)).toHaveLength(1);
  });

  it("before the call: the next one asks once", async () => {
    const world = await createPublishWorld();
    const dying = await world.startProcess();
    dying.dieAt({ after: "notice-intent" });
    await accepted(world);
    await world.until(() => dying.isDead, "it was dead");

    await world.start();
    await world.start();
    await world.until(isKnown(world), "it was asked for", STEP_MS);
    expect(asks(world)).toHaveLength(1);
    expect(await pendingIds(world)).toHaveLength(1);
  });

  it("before the call, and the operation ended meanwhile: nothing is asked for, and the intent is forgotten", async () => {
    const world = await createPublishWorld();
    const dying = await world.startProcess();
    dying.dieAt({ after: "notice-intent" });
    const operation = await accepted(world);
    await world.until(() => dying.isDead, "it was dead");
    await end(world, operation);

    await world.start();
    await world.until(() => world.notices().length === 0, "it was forgotten", STEP_MS);
    // Long before its time.
    expect(world.clock.monotonicMs()).toBeLessThan(60_000);
    expect(asks(world)).toEqual([]);
  });
});

describe("several processes", () => {
  it("ask for one notice, and what one is just asking for is no orphan to the other", async () => {
    const world = await createPublishWorld();
    await world.start();
    world.slack.faults.add("chat.scheduleMessage", { kind: "slow", delayMs: 8000 });
    await accepted(world);
    await world.until(() => asks(world).length === 1, "one was asking");
    // It looks through Slack's list as it starts.
    await world.start();
    await world.pass(30_000);
    expect(world.calls("chat.scheduledMessages.list").length).toBeGreaterThan(0);
    expect(asks(world)).toHaveLength(1);
    expect(withdrawals(world)).toEqual([]);
    expect(world.notices().map(({ scheduledId }) => scheduledId)).toEqual(await pendingIds(world));
  });
});

describe("what stands in Slack's list", () => {
  async function twice(text: (notice: { text: string }) => string) {
    const world = await createPublishWorld();
    await world.start();
    await accepted(world);
    await world.until(isKnown(world), "it was asked for");
    const [notice] = world.notices();
    if (!notice) throw new Error("no notice");
    const post_at = notice.postAt.getTime() / 1000;
    await world.web.chat.scheduleMessage({ channel: fleetChannel, post_at, text: text(notice) });
    const other = (await pendingIds(world)).find((id) => id !== notice.scheduledId);
    // Until the next look through the list; outside the last five minutes.
    world.slack.faults.clear();
    await world.start();
    await world.pass(10_000);
    return { left: await pendingIds(world), known: notice.scheduledId, other };
  }

  it("once too often is withdrawn, and the known one stays", async () => {
    const { left, known } = await twice(({ text }) => text);
    expect(left).toEqual([known]);
  });

  it("and is no notice of ours is left alone, though it is due at the same second", async () => {
    const { left, known, other } = await twice(() => "Stand-up in five minutes?");
    expect(left).toEqual([known, other]);
  });

  const notice: ScheduledNotice = {
    operationId: "op_1",
    channelId: "C0FLEET",
    postAt: new Date("2026-03-01T03:15:30.000Z"),
    text: "Is the bot down? A report on the restart of a&amp;b, due …",
    at: new Date("2026-03-01T03:00:00.000Z"),
    scheduledId: null,
    withdrawnAt: null,
  };
  const message = {
    id: "Q1",
    channelId: "C0FLEET",
    postAtSeconds: notice.postAt.getTime() / 1000,
    text: notice.text,
  };

  it("is matched however Slack writes the text, as long as it is the only one of its second", () => {
    for (const text of [notice.text, notice.text.replace("&amp;", "&"), "Is the bot down? (shortened)"]) {
      expect(matchNotices([notice], [{ ...message, text }]).adopted).toHaveLength(1);
    }
    const neighbour = { ...notice, operationId: "op_2", text: "Is the bot down? Another one" };
    const unclear = { ...message, text: "Is the bot down? (shortened)" };
    expect(matchNotices([notice, neighbour], [unclear]).adopted).toEqual([]);
  });

  it("is no second one of a namesake's notice, where that of another device is just being asked for", () => {
    const known = { ...notice, scheduledId: "Q1" };
    const asking = { ...notice, operationId: "op_2" };
    const another = { ...message, id: "Q2" };
    const { adopted, surplus } = matchNotices([known, asking], [message, another]);
    expect(surplus).toEqual([]);
    expect(adopted).toEqual([{ notice: asking, pending: another }]);
    const third = { ...message, id: "Q3" };
    expect(matchNotices([known, asking], [message, another, third]).surplus).toHaveLength(1);
  });

  it("is not withdrawn for a notice of the same second whose text is another", () => {
    const withdrawn = { ...notice, scheduledId: "Q0", withdrawnAt: notice.at };
    const text = "Is the bot down? Another one, of which no row was read yet";
    expect(matchNotices([withdrawn], [{ ...message, text }])).toEqual({ adopted: [], surplus: [] });
    expect(matchNotices([withdrawn], [message]).surplus).toHaveLength(1);
  });

  it.each([
    ["another channel", { channelId: "C0OTHER" }],
    ["another second", { postAtSeconds: message.postAtSeconds + 1 }],
    ["another text", { text: "Lunch?" }],
  ])("is not matched with %s", (_what, other) => {
    const { adopted, surplus } = matchNotices([notice], [{ ...message, ...other }]);
    expect([...adopted, ...surplus]).toEqual([]);
  });
});
