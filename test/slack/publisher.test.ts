import { describe, expect, it } from "vitest";
import { anOperation } from "../../sandbox/gallery/samples/an-operation.ts";
import { aReport } from "../../sandbox/gallery/samples/card-parts.ts";
import {
  absentChannel,
  announceChannel,
  createPublishWorld,
  departure,
  fleetChannel,
} from "./publish-world.ts";

const roles = (seen: { role: string }[]) => seen.map(({ role }) => role);

describe("a publisher", () => {
  it("posts a card, records where it stands, and edits it when the operation goes on", async () => {
    const world = await createPublishWorld();
    const publisher = await world.start();
    const operation = await world.add();
    publisher.wake();
    await world.published();
    const [card] = await world.store.messages.of(operation.id);
    expect(card).toMatchObject({ role: "card", channelId: fleetChannel });
    expect(card?.permalink).toContain(fleetChannel);

    await world.change(operation, { state: "expired", endedAt: world.clock.now() });
    await world.published();
    const shown = await world.shown();
    expect(shown).toMatchObject([{ ts: card?.ts, role: "card", edited: true }]);
    expect(shown[0]?.text).toContain("The request for edge-07 expired.");
  });

  it("sees what nobody woke it for", async () => {
    const world = await createPublishWorld();
    await world.start();
    await world.add();
    await world.published();
    expect(roles(await world.shown())).toEqual(["card"]);
  });

  it("leaves alone what already looks as it should", async () => {
    const world = await createPublishWorld();
    await world.start();
    const operation = await world.add();
    await world.published();
    await world.change(operation, { dueAt: null });
    await world.published();
    expect(world.calls("chat.update")).toEqual([]);
  });

  it("draws a burst of changes with fewer edits than changes, and the last one last", async () => {
    const world = await createPublishWorld();
    const publisher = await world.start();
    let operation = await world.add();
    await world.published();
    for (let second = 1; second <= 30; second += 1) {
      const runAt = new Date(operation.request.at.getTime() + second * 1000);
      operation = await world.change(operation, {
        state: "waiting",
        updateAcceptedAt: operation.request.at,
        runAt,
      });
      publisher.wake();
    }
    await world.published();
    const [card] = await world.shown();
    expect(card?.text).toContain(operation.runAt?.toISOString().slice(11, 19));
    expect(world.calls("chat.update").length).toBeLessThan(25);
  });

  it("puts follow-up and notices into the card's thread, and needs-attention into the channel too", async () => {
    const world = await createPublishWorld();
    await world.start();
    const at = world.clock.now();
    await world.add({
      state: "needs-attention",
      departure,
      problem: { code: "not-back" },
      attention: { since: at, lateUntil: at, ownedBy: null, lookedAt: at },
      notices: [
        { kind: "asked", at, mentions: ["U0BEN00001"] },
        { kind: "needs-attention", at, mentions: [] },
      ],
    });
    await world.published();
    const shown = await world.shown();
    expect(roles(shown)).toEqual(["card", "follow-up", "notice:0", "notice:1"]);
    expect(shown.slice(1).every(({ threadTs }) => threadTs === shown[0]?.ts)).toBe(true);
    const posts = world.calls("chat.postMessage").map((call) => String(call.args.reply_broadcast ?? "none"));
    expect(posts).toEqual(["none", "false", "false", "true"]);
  });

  it("announces a change that ended, with the way to its card, and a notice stays as it was", async () => {
    const world = await createPublishWorld({ announceChannel });
    await world.start();
    const at = world.clock.now();
    const operation = await world.add({ notices: [{ kind: "returned-late", at, mentions: [] }] });
    await world.published();
    expect(await world.shown(announceChannel)).toEqual([]);
    await world.change(operation, { state: "succeeded", departure, report: aReport, endedAt: at });
    await world.published();
    expect(await world.shown(announceChannel)).toMatchObject([{ role: "announcement" }]);
    const notice = (await world.shown()).find(({ role }) => role === "notice:0");
    expect(notice).toMatchObject({ edited: false });
    const [card] = await world.store.messages.of(operation.id);
    expect(JSON.stringify(world.calls("chat.postMessage").at(-1)?.args.blocks)).toContain(card?.permalink);
  });

  it("posts at most one message a second into a channel", async () => {
    const world = await createPublishWorld();
    await world.start();
    for (const id of ["op_1", "op_2", "op_3", "op_4"]) await world.add({ id });
    await world.published();
    const seconds = world.calls("chat.postMessage").map((call) => call.at.getTime() / 1000);
    expect(seconds).toHaveLength(4);
    expect((seconds.at(-1) ?? 0) - (seconds[0] ?? 0)).toBeGreaterThan(2.5);
  });
});

describe("when Slack fails", () => {
  it("looks for a post that got no answer instead of posting it again", async () => {
    const world = await createPublishWorld();
    await world.start();
    world.slack.faults.add("chat.postMessage", { kind: "drop-after" });
    const operation = await world.add();
    await world.published();
    expect(roles(await world.shown())).toEqual(["card"]);
    expect((await world.store.messages.of(operation.id))[0]?.ts).toBe((await world.shown())[0]?.ts);
    expect(world.calls("chat.postMessage")).toHaveLength(1);
  });

  it("posts again what got no answer and is not there", async () => {
    const world = await createPublishWorld();
    await world.start();
    world.slack.faults.add("chat.postMessage", { kind: "drop-before" });
    await world.add();
    await world.published();
    expect(roles(await world.shown())).toEqual(["card"]);
    expect(world.calls("chat.postMessage")).toHaveLength(2);
  });

  it("honours Retry-After and loses nothing", async () => {
    const world = await createPublishWorld();
    await world.start();
    world.slack.faults.add("chat.postMessage", { kind: "rate-limit", retryAfterSeconds: 10 });
    await world.add();
    await world.published();
    const [first, second] = world.calls("chat.postMessage").map((call) => call.at.getTime());
    expect((second ?? 0) - (first ?? 0)).toBeGreaterThan(9_500);
  });

  it("does not hammer a channel that the bot is not in, posts once it is invited, and others do not wait", async () => {
    const world = await createPublishWorld();
    await world.start();
    await world.add({ id: "op_absent", request: { ...anOperation().request, channelId: absentChannel } });
    await world.add({ id: "op_there" });
    const recorded = (id: string) => async () => (await world.store.messages.of(id)).length > 0;
    await world.until(recorded("op_there"), "the other was posted");
    await world.until(async () => world.calls("chat.postMessage").length >= 4, "it was tried again");
    expect(world.calls("chat.postMessage").length).toBeLessThan(8);
    world.slack.channels.random?.members.add(world.slack.botUserId);
    await world.until(recorded("op_absent"), "it was posted");
  });

  it("posts a deleted card anew, once, and the thread under it", async () => {
    const world = await createPublishWorld();
    await world.start();
    const operation = await world.add();
    await world.published();
    const [first] = await world.shown();
    await world.web.chat.delete({ channel: fleetChannel, ts: first?.ts ?? "" });
    await world.change(operation, { state: "restarting", departure });
    await world.published();
    const shown = await world.shown();
    expect(roles(shown)).toEqual(["card", "follow-up"]);
    expect(shown[1]?.threadTs).toBe(shown[0]?.ts);
    expect(shown[0]?.ts).not.toBe(first?.ts);
  });

  it("publishes without a permalink, and completes it later", async () => {
    const world = await createPublishWorld();
    await world.start();
    world.slack.faults.add("chat.getPermalink", { kind: "status", status: 500 });
    const operation = await world.add();
    await world.published();
    expect((await world.store.messages.of(operation.id))[0]?.permalink).toBeNull();
    await world.change(operation, { state: "expired" });
    await world.published();
    expect((await world.store.messages.of(operation.id))[0]?.permalink).not.toBeNull();
  });
});

describe("the follow-up before a restart", () => {
  const waiting = { state: "waiting", updateAcceptedAt: new Date(0) } as const;

  it("is in the card's thread when its promise resolves, with the card before it", async () => {
    const world = await createPublishWorld();
    const publisher = await world.start();
    const operation = await world.add(waiting);
    await world.during(publisher.ensureFollowUp(operation));
    const shown = await world.shown();
    expect(roles(shown)).toEqual(["card", "follow-up"]);
    expect(shown[1]?.text).toContain("Restarting edge-07.");
  });

  it("is posted once, however often it is asked for", async () => {
    const world = await createPublishWorld();
    const publisher = await world.start();
    const operation = await world.add(waiting);
    await world.during(
      Promise.all([publisher.ensureFollowUp(operation), publisher.ensureFollowUp(operation)]),
    );
    await world.during(publisher.ensureFollowUp(operation));
    await world.published();
    expect(roles(await world.shown())).toEqual(["card", "follow-up"]);
  });

  it("rejects while Slack cannot be reached, and is posted once by the next try", async () => {
    const world = await createPublishWorld();
    const publisher = await world.start();
    const operation = await world.add(waiting);
    await world.published();
    world.slack.faults.goOffline();
    await expect(world.during(publisher.ensureFollowUp(operation))).rejects.toThrow();
    world.slack.faults.comeBack();
    await world.during(publisher.ensureFollowUp(operation));
    expect(roles(await world.shown())).toEqual(["card", "follow-up"]);
  });

  it("rejects at its limit when Slack says nothing at all", async () => {
    const world = await createPublishWorld();
    const publisher = await world.start();
    const operation = await world.add(waiting);
    await world.published();
    world.slack.faults.add("chat.postMessage", { kind: "hang" });
    const at = world.clock.monotonicMs();
    await expect(world.during(publisher.ensureFollowUp(operation))).rejects.toThrow();
    expect(world.clock.monotonicMs() - at).toBeGreaterThanOrEqual(10_000);
  });

  it("is edited into the report of the restart", async () => {
    const world = await createPublishWorld();
    const publisher = await world.start();
    const operation = await world.add(waiting);
    await world.during(publisher.ensureFollowUp(operation));
    await world.change(operation, {
      state: "succeeded",
      departure,
      report: aReport,
      endedAt: world.clock.now(),
    });
    await world.published();
    const [, followUp] = await world.shown();
    expect(followUp).toMatchObject({ role: "follow-up", edited: true });
    expect(followUp?.text).toContain(aReport.newSessionId);
  });
});

describe("stopping", () => {
  it("waits for what is in hand and posts nothing afterwards", async () => {
    const world = await createPublishWorld();
    const publisher = await world.start();
    await world.add();
    publisher.wake();
    await world.during(publisher.stop());
    await world.add({ id: "op_2" });
    publisher.wake();
    const posts = world.calls("chat.postMessage").length;
    await world.until(async () => world.slack.inFlight === 0, "nothing is under way");
    expect(world.calls("chat.postMessage").length).toBe(posts);
  });
});
