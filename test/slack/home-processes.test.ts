import { expect, test } from "vitest";
import { CALL_LIMIT_MS } from "../../src/slack/publish-calls.ts";
import type { Store } from "../../src/store/store.ts";
import { createHomeWorld } from "./home-world.ts";

const minuteMs = 60_000;

test("a bot that is started again goes on drawing for who opened Home lately", async () => {
  const world = await createHomeWorld();
  const first = world.start("one");
  first.opened(world.ids.olga.id);
  await world.awaitHome("olga", "one");
  await world.during(first.stop(1000));
  await world.clock.advance(20 * minuteMs);
  world.scene.says = "after the start";
  world.start("two");
  await world.awaitHome("olga", "after the start");

  expect(world.shows("ada")).toBeNull();
  expect(world.scene.looks).toHaveLength(2);
});

test("of two processes the one that heard of the opening draws, until it stops", async () => {
  const world = await createHomeWorld();
  const [one, two] = [world.start("one"), world.start("two")];
  one.opened(world.ids.olga.id);
  await world.awaitHome("olga", "one");
  await world.pass(30_000, 1000);
  const before = world.publishes().length;
  world.scene.says = "two";
  for (const keeper of [one, two]) keeper.wake();
  await world.awaitHome("olga", "two");
  await world.pass(20_000, 1000);
  expect(world.publishes()).toHaveLength(before + 1);

  await world.during(one.stop(1000));
  world.scene.says = "three";
  const stoppedMs = world.clock.monotonicMs();
  await world.awaitHome("olga", "three");
  expect(world.clock.monotonicMs() - stoppedMs).toBeLessThanOrEqual(12_000);
});

test("another process draws within half a minute for those whose process died", async () => {
  const world = await createHomeWorld();
  const { homeViewers } = world.store;
  let isDead = false;
  const claim: Store["homeViewers"]["claim"] = (query) =>
    isDead ? new Promise(() => {}) : homeViewers.claim(query);
  const one = world.start("one", { ...homeViewers, claim });
  one.opened(world.ids.olga.id);
  await world.awaitHome("olga", "one");
  await world.pass(12_000);
  // Without a word: it renews nothing, and hears of nothing any more.
  isDead = true;
  world.start("two");
  world.scene.says = "two";
  const diedMs = world.clock.monotonicMs();
  await world.awaitHome("olga", "two");
  expect(world.clock.monotonicMs() - diedMs).toBeLessThanOrEqual(45_000);
});

test("a drawing that arrives late does not cover the later one of another process", async () => {
  const world = await createHomeWorld();
  const [one, two] = [world.start("one"), world.start("two")];
  one.opened(world.ids.olga.id);
  await world.awaitHome("olga", "one");
  await world.pass(2000);
  world.slack.faults.add("views.publish", { kind: "slow", delayMs: 5000 });
  world.scene.says = "late";
  one.wake();
  await world.until(() => world.publishes().length === 2, "it is under way");
  world.scene.says = "newest";
  two.opened(world.ids.olga.id);
  await world.awaitHome("olga", "newest");
  await world.pass(minuteMs, 1000);

  expect(world.publishes()[1]?.result).toBe("hash_conflict");
  expect(world.shows("olga")).toBe("newest");
});

test("nor does the first one of all, for which Slack has no hash yet", async () => {
  const world = await createHomeWorld();
  const [one, two] = [world.start("one"), world.start("two")];
  world.slack.faults.add("views.publish", { kind: "slow", delayMs: CALL_LIMIT_MS + 1000 });
  world.scene.says = "late";
  one.opened(world.ids.olga.id);
  await world.until(() => world.publishes().length === 1, "it is under way");
  world.scene.says = "newest";
  two.opened(world.ids.olga.id);
  await world.awaitHome("olga", "newest");
  await world.awaitHome("olga", "late");
  await world.pass(minuteMs, 1000);
  expect(world.shows("olga")).toBe("newest");
});

test("what a process drew before it stood still is drawn anew, not sent", async () => {
  const world = await createHomeWorld();
  const { promise, resolve } = Promise.withResolvers<void>();
  const one = world.start("one");
  world.scene.says = "before";
  world.scene.ready = promise;
  one.opened(world.ids.olga.id);
  await world.pass(1000);
  world.scene.ready = Promise.resolve();
  await world.pass(2 * minuteMs, 5000);
  world.scene.says = "after";
  resolve();
  await world.awaitHome("olga", "after");
  expect(world.publishes()).toHaveLength(1);
});

test("while the record cannot be read or written, Home is drawn all the same", async () => {
  const world = await createHomeWorld();
  const away = async () => Promise.reject(new Error("The database is away"));
  const keeper = world.start("one", { opened: away, claim: away, letGo: away });
  keeper.opened(world.ids.olga.id);
  await world.awaitHome("olga", "one");
  world.scene.says = "two";
  keeper.wake();
  await world.awaitHome("olga", "two");

  world.expectNoErrors();
  await world.during(keeper.stop(1000));
});

test("stopping waits no longer than it may for a database that hangs", async () => {
  const world = await createHomeWorld();
  const keeper = world.start("one", { ...world.store.homeViewers, letGo: () => new Promise(() => {}) });
  const beganMs = world.clock.monotonicMs();
  await world.during(keeper.stop(800));
  expect(world.clock.monotonicMs() - beganMs).toBeLessThanOrEqual(1500);
});

test("stopping takes a second at most, whatever hangs, and nothing is drawn after it", async () => {
  const world = await createHomeWorld();
  const keeper = world.start();
  keeper.opened(world.ids.olga.id);
  await world.awaitHome("olga", "one");
  world.slack.faults.add("views.publish", { kind: "hang" });
  world.scene.says = "two";
  keeper.wake();
  await world.until(() => world.publishes().length === 2, "it hangs");
  const beganMs = world.clock.monotonicMs();
  await world.during(keeper.stop(9000));
  expect(world.clock.monotonicMs() - beganMs).toBeLessThanOrEqual(1500);

  keeper.opened(world.ids.ada.id);
  keeper.wake();
  await world.pass(minuteMs, 1000);
  expect(world.publishes()).toHaveLength(2);
  expect(world.shows("ada")).toBeNull();
});
