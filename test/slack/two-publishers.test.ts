import { describe, expect, it } from "vitest";
import { aReport } from "../../sandbox/gallery/samples/card-parts.ts";
import type { Operation } from "../../src/operations/operation.ts";
import { createPublishWorld, departure, fleetChannel } from "./publish-world.ts";

const roles = (seen: { role: string }[]) => seen.map(({ role }) => role);
const waiting = { state: "waiting", updateAcceptedAt: new Date(0), runAt: new Date(0) } as const;

describe("two publishers in front of one record", () => {
  it("post each message once, and never draw the same operation at once", async () => {
    const world = await createPublishWorld();
    const [a, b] = [await world.start(), await world.start()];
    world.slack.faults.add("chat.postMessage", { kind: "slow", delayMs: 1500 }, 1000);
    world.slack.faults.add("chat.update", { kind: "slow", delayMs: 1500 }, 1000);
    const operations = [];
    for (const id of ["op_1", "op_2", "op_3"]) operations.push(await world.add({ ...waiting, id }));
    await world.during(
      Promise.all(
        operations.flatMap((operation) => [a, b].map((one) => one.ensureFollowUp(operation).catch(() => {}))),
      ),
    );
    for (const operation of operations) {
      const report = { ...aReport, newSessionId: `ts_new_${operation.id}` };
      const going = await world.change(operation, { state: "restarting", departure });
      [a, b].map((one) => one.wake());
      await world.pass(1000);
      await world.change(going, { state: "succeeded", departure, report, endedAt: world.clock.now() });
      [a, b].map((one) => one.wake());
    }
    await world.published();
    const shown = await world.shown();
    expect(roles(shown).toSorted()).toEqual(["card", "card", "card", "follow-up", "follow-up", "follow-up"]);
    expect(shown.every(({ text }) => text.startsWith("edge-07 is back."))).toBe(true);
    expect(world.traffic.most).toBe(1);
  });

  it("edit the follow-up before a restart only once the other has drawn the card", async () => {
    const world = await createPublishWorld();
    const both = [await world.start(), await world.start()];
    const operation = await world.add(waiting);
    await world.during(Promise.all(both.map((publisher) => publisher.ensureFollowUp(operation))));
    await world.published();
    world.slack.faults.add("chat.update", { kind: "slow", delayMs: 3000 });
    const drawn = world.calls("chat.update").length;
    const postponed = await world.change(operation, { runAt: world.clock.now() });
    await world.until(() => world.calls("chat.update").length > drawn, "one was drawing");
    const shown = both.map((publisher) => publisher.ensureFollowUp(postponed));
    expect(await world.during(Promise.all(shown))).toEqual([true, true]);
    expect(roles(await world.shown())).toEqual(["card", "follow-up"]);
    expect(world.traffic.most).toBe(1);
  });
});

describe("a publisher whose lease was taken over", () => {
  it("posts nothing more, until the other lets go", async () => {
    const world = await createPublishWorld();
    await world.start();
    world.slack.faults.add("chat.postMessage", { kind: "slow", delayMs: 3000 });
    const operation = await world.add({ state: "restarting", departure });
    await world.until(() => world.calls("chat.postMessage").length === 1, "the card was under way");
    const [now, until] = [3600, 7200].map(
      (seconds) => new Date(world.clock.now().getTime() + seconds * 1000),
    );
    if (!now || !until) throw new Error("two instants");
    expect(await world.store.messages.hold(operation.id, "another", { now, until })).toBe(true);
    await world.pass(10_000);
    expect(roles(await world.shown())).toEqual(["card"]);
    await world.free(operation.id, "another");
    await world.published();
    expect(roles(await world.shown())).toEqual(["card", "follow-up"]);
  });
});

describe("a publisher whose lease was freed, as a dead one's is, while it waited for its turn", () => {
  it("draws nothing more: Slack shows what the other drew since", async () => {
    const world = await createPublishWorld();
    await world.start();
    const operations: Operation[] = [];
    for (let n = 1; n <= 8; n += 1) operations.push(await world.add({ id: `op_${n}` }));
    const ask = (reason: string, operation: Operation) =>
      world.change(operation, { request: { ...operation.request, reason } });
    for (const reason of ["first", "second"]) {
      await world.published();
      for (const [at, operation] of operations.entries()) operations[at] = await ask(reason, operation);
    }
    // Slack's limit makes the last of them wait.
    const drawn = world.calls("chat.update").length;
    await world.until(() => world.calls("chat.update").length > drawn, "it was drawing");
    const last = operations.at(-1);
    if (!last) throw new Error("There are eight");
    await world.free(last.id);
    await world.start();
    await ask("newest", last);
    await world.published();
    await world.pass(20_000);
    const texts = (await world.shown()).map(({ text }) => text);
    expect(texts.filter((text) => text.includes("second"))).toHaveLength(7);
    expect(texts.filter((text) => text.includes("newest"))).toHaveLength(1);
  });
});

describe("a publisher that stops", () => {
  it("lets go at once of what waits for its turn, so that another process goes on", async () => {
    const world = await createPublishWorld();
    const a = await world.start();
    world.slack.faults.add("chat.postMessage", { kind: "rate-limit", retryAfterSeconds: 18 });
    await world.add({ id: "op_1" });
    await world.until(() => world.calls("chat.postMessage").length === 1, "Slack asked for a pause");
    await world.add({ id: "op_2" });
    await world.pass(2000);
    const stoppedMs = world.clock.monotonicMs();
    await world.during(a.stop());
    await world.start();
    await world.published();
    expect(world.clock.monotonicMs() - stoppedMs).toBeLessThan(8000);
    expect(roles(await world.shown())).toEqual(["card", "card"]);
  });

  it("ends at the limit it is told though Slack says nothing, and what it posted is looked for", async () => {
    const world = await createPublishWorld();
    const a = await world.start();
    world.slack.faults.add("chat.postMessage", { kind: "slow", delayMs: 8000 });
    await world.add();
    await world.until(() => world.calls("chat.postMessage").length === 1, "the card was under way");
    const askedMs = world.clock.monotonicMs();
    await world.during(a.stop(2000));
    expect(world.clock.monotonicMs() - askedMs).toBeLessThanOrEqual(2500);
    await world.start();
    await world.published();
    expect(await world.shown(fleetChannel)).toMatchObject([{ role: "card" }]);
  });
});
