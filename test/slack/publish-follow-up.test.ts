import pino from "pino";
import { describe, expect, it } from "vitest";
import { anOperation } from "../../sandbox/gallery/samples/an-operation.ts";
import { aCallError } from "../../sandbox/gallery/samples/card-parts.ts";
import { LEASE_MS } from "../../src/operations/lease.ts";
import type { Operation } from "../../src/operations/operation.ts";
import { createIntentAges } from "../../src/slack/intent-ages.ts";
import { createFindPosted } from "../../src/slack/publish-find.ts";
import { createEnsureFollowUp, FOLLOW_UP_LIMIT_MS } from "../../src/slack/publish-follow-up.ts";
import { createPace } from "../../src/slack/publish-pace.ts";
import { createPublishQueue } from "../../src/slack/publish-queue.ts";
import { followUpMessage } from "../../src/views/card/follow-up-message.ts";
import { createPublishWorld, fleetChannel } from "./publish-world.ts";

const roles = (seen: { role: string }[]) => seen.map(({ role }) => role);
const waiting = { state: "waiting", updateAcceptedAt: new Date(0), runAt: new Date(0) } as const;

async function followedUp() {
  const world = await createPublishWorld();
  const publisher = await world.start();
  const operation = await world.add(waiting);
  await world.during(publisher.ensureFollowUp(operation));
  await world.published();
  const [card, followUp] = await world.shown();
  return { world, publisher, operation, cardTs: card?.ts ?? "", ts: followUp?.ts ?? "" };
}

describe("a follow-up that is posted already", () => {
  it("does not let a restart go on while Slack cannot be reached", async () => {
    const { world, publisher, operation } = await followedUp();
    world.slack.faults.goOffline();
    await expect(world.during(publisher.ensureFollowUp(operation))).rejects.toThrow();
  });

  it("is edited though it would look the same, and nothing is posted", async () => {
    const { world, publisher, operation, ts } = await followedUp();
    const posts = world.calls("chat.postMessage").length;
    await world.during(publisher.ensureFollowUp(operation));
    expect(world.calls("chat.update").map((call) => call.args.ts)).toEqual([ts]);
    expect(world.calls("chat.postMessage")).toHaveLength(posts);
  });

  it("is posted anew, once, when somebody has deleted it", async () => {
    const { world, publisher, operation, ts } = await followedUp();
    await world.web.chat.delete({ channel: fleetChannel, ts });
    await world.during(publisher.ensureFollowUp(operation));
    await world.during(publisher.ensureFollowUp(operation));
    const shown = await world.shown();
    expect(roles(shown)).toEqual(["card", "follow-up"]);
    expect(shown[1]?.ts).not.toBe(ts);
  });

  it("is posted anew with its card when both were deleted", async () => {
    const { world, publisher, operation, cardTs, ts } = await followedUp();
    await world.web.chat.delete({ channel: fleetChannel, ts });
    await world.web.chat.delete({ channel: fleetChannel, ts: cardTs });
    await world.during(publisher.ensureFollowUp(operation));
    const shown = await world.shown();
    expect(roles(shown)).toEqual(["card", "follow-up"]);
    expect(shown[1]?.threadTs).toBe(shown[0]?.ts);
  });

  it("is posted anew when it can no longer be edited, as it could not report the restart", async () => {
    const { world, publisher, operation, ts } = await followedUp();
    world.slack.faults.add("chat.update", { kind: "error", error: "edit_window_closed" });
    await world.during(publisher.ensureFollowUp(operation));
    const messages = await world.store.messages.of(operation.id);
    expect(messages.find(({ role }) => role === "follow-up")?.ts).not.toBe(ts);
  });
});

describe("a follow-up whose restart was put off", () => {
  it("says when the restart is due now, until it is called", async () => {
    const { world, publisher, operation } = await followedUp();
    expect((await world.shown())[1]?.text).toMatch(/^Restarting edge-07\./);
    const runAt = new Date("2099-05-06T07:08:09.000Z");
    const postponed = await world.change(operation, { runAt });
    await world.published();
    const [, followUp] = await world.shown();
    expect(followUp?.text).toMatch(/^The restart of edge-07 is due at .*07:08/);
    expect(followUp?.text).not.toContain("Restarting");

    await world.during(publisher.ensureFollowUp(postponed));
    expect((await world.shown())[1]?.text).toMatch(/^Restarting edge-07\./);
  });

  it("does not say that it is restarting where nobody knows whether the call took effect", () => {
    const startedAt = new Date(0);
    const error = aCallError({ kind: "timeout" });
    const lost = { state: "restarting", call: { name: "restart", startedAt, attempt: 1, error } } as const;
    const drawn = JSON.stringify(followUpMessage(anOperation(lost)));
    expect(drawn).toContain("ngrok gave no clear answer");
    expect(drawn).not.toContain("follows in this message");
  });
});

it("a follow-up does not wait for its own card's turn to be drawn anew", async () => {
  const world = await createPublishWorld();
  const publisher = await world.start();
  const all: Operation[] = [];
  for (let number = 10; number < 20; number += 1)
    all.push(await world.add({ ...waiting, id: `op_${number}` }));
  await world.published();
  const dueIn = (minutes: number) => ({ runAt: new Date(world.clock.now().getTime() + minutes * 60_000) });
  const redrawn = async (minutes: number) => {
    const later = dueIn(minutes);
    for (const [index, operation] of all.entries()) all[index] = await world.change(operation, later);
  };
  // What Slack takes at once, and more, so that the last of the next edits waits for more than ten seconds.
  for (const minutes of [5, 6]) {
    await redrawn(minutes);
    await world.published();
  }
  await redrawn(7);
  await world.pass(1000);
  const [last] = all.slice(-1);
  if (!last) throw new Error("There is no operation");
  expect(await world.during(publisher.ensureFollowUp(last))).toBe(true);
});

describe("a follow-up that is no longer wanted", () => {
  const cancelled = (operation: Operation, at: Date): Partial<Operation> => ({
    state: "cancelled",
    endedAt: at,
    cancellation: { by: "U0KIM", at, during: operation.state, forStopBy: null },
  });

  it("is not posted for the version that a step claimed before the restart was cancelled", async () => {
    const world = await createPublishWorld();
    const publisher = await world.start();
    const claimed = await world.add({ kind: "session-restart", state: "scheduled", runAt: new Date(0) });
    await world.published();
    await world.change(claimed, cancelled(claimed, world.clock.now()));
    await world.published();
    expect(await world.during(publisher.ensureFollowUp(claimed))).toBe(false);
    expect(roles(await world.shown())).toEqual(["card"]);
  });

  it("is not posted for an operation that has no restart ahead", async () => {
    const world = await createPublishWorld();
    const publisher = await world.start();
    const operation = await world.add({ state: "updating" });
    expect(await world.during(publisher.ensureFollowUp(operation))).toBe(false);
  });

  /** As the publisher does it, where the channel's next turn is `pauseMs` away. */
  async function ensuringAfter(pauseMs: number) {
    const world = await createPublishWorld();
    await world.start();
    const operation = await world.add(waiting);
    await world.published();
    const pace = createPace(world.clock);
    pace.pausePosts(fleetChannel, pauseMs);
    const logger = pino({ level: "silent" });
    const parts = { store: world.store, slack: world.web, clock: world.clock, logger, pace };
    const find = createFindPosted(parts);
    const queue = createPublishQueue();
    const ensure = createEnsureFollowUp({
      ...parts,
      find,
      queue,
      ages: createIntentAges(world.clock),
      stopping: new AbortController().signal,
      owner: "ensuring",
      announceChannel: null,
      approverPing: [],
    });
    return { world, operation, ensured: ensure(operation), queue };
  }

  it("is not posted when the restart is cancelled while the channel's turn is waited for", async () => {
    const { world, operation, ensured } = await ensuringAfter(6000);
    const refused = expect(world.during(ensured)).resolves.toBe(false);
    await world.change(operation, cancelled(operation, world.clock.now()));
    await refused;
    expect(roles(await world.shown())).toEqual(["card"]);
  });

  it("is not posted when the channel's turn comes after the limit", async () => {
    const { world, ensured, queue } = await ensuringAfter(14_000);
    await expect(world.during(ensured)).rejects.toThrow("The next turn comes in");
    await world.during(queue.drained());
    expect(roles(await world.shown())).toEqual(["card"]);
  });

  it("is given up well before the lease of the worker that waits for it", () => {
    expect(LEASE_MS - FOLLOW_UP_LIMIT_MS).toBeGreaterThanOrEqual(5000);
  });
});

describe("a follow-up whose post was not answered", () => {
  it("is not posted twice when it arrives after the next attempt has begun", async () => {
    const world = await createPublishWorld();
    const publisher = await world.start();
    const operation = await world.add(waiting);
    await world.published();
    const arrival = lateArrival(world);
    await expect(world.during(publisher.ensureFollowUp(operation))).rejects.toThrow();
    const again = publisher.ensureFollowUp(operation);
    await world.pass(3000);
    await arrival.arrive();
    await world.during(again);
    expect(roles(await world.shown())).toEqual(["card", "follow-up"]);
  });
});

/** The next post is cut off from its answer, and reaches Slack when it is told to. */
function lateArrival(world: Awaited<ReturnType<typeof createPublishWorld>>) {
  const post = world.web.chat.postMessage;
  let arrive: () => Promise<unknown> = () => Promise.reject(new Error("Nothing was posted"));
  world.web.chat.postMessage = (message) => {
    world.web.chat.postMessage = post;
    arrive = () => post(message);
    return Promise.reject(new Error("socket hang up"));
  };
  return { arrive: () => arrive() };
}
