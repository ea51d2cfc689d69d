import { describe, expect, test } from "vitest";
import { CALL_LIMIT_MS } from "../../src/slack/publish-calls.ts";
import { createHomeWorld } from "./home-world.ts";

const minuteMs = 60_000;

describe("Home", () => {
  test("is drawn as soon as it is opened, and again when ngrok has answered", async () => {
    const world = await createHomeWorld();
    const keeper = world.start();
    const openedMs = world.clock.monotonicMs();
    keeper.opened(world.ids.olga.id);
    await world.awaitHome("olga", "one");
    expect(world.clock.monotonicMs() - openedMs).toBeLessThan(1000);

    await world.pass(3000);
    world.scene.says = "with what ngrok said";
    const answeredMs = world.clock.monotonicMs();
    world.answerNgrok();
    await world.awaitHome("olga", "with what ngrok said");
    expect(world.clock.monotonicMs() - answeredMs).toBeLessThan(1000);
    expect(world.publishes()).toHaveLength(2);
  });

  test("is drawn anew for who opened it, and for nobody else; what looks the same is not sent", async () => {
    const world = await createHomeWorld();
    const keeper = world.start();
    keeper.opened(world.ids.olga.id);
    await world.awaitHome("olga", "one");
    world.scene.says = "two";
    keeper.wake();
    await world.awaitHome("olga", "two");
    // The first one had no hash, and is made sure of once.
    await world.until(() => world.publishes().length === 3, "it is sent once more");
    keeper.wake();
    await world.pass(minuteMs, 1000);

    expect(world.publishes()).toHaveLength(3);
    expect(world.shows("ada")).toBeNull();
  });

  test("is sent again whenever it is opened, with a word on what was clicked", async () => {
    const world = await createHomeWorld();
    const keeper = world.start();
    keeper.opened(world.ids.olga.id);
    await world.awaitHome("olga", "one");
    keeper.opened(world.ids.olga.id);
    await world.until(() => world.publishes().length === 2, "it is sent again");
    keeper.opened(world.ids.olga.id, { note: "clicked" });
    await world.awaitHome("olga", "one clicked");
  });

  test("takes a burst of changes in few drawings, of which the last shows the last", async () => {
    const world = await createHomeWorld();
    const keeper = world.start();
    keeper.opened(world.ids.olga.id);
    await world.awaitHome("olga", "one");
    for (let change = 1; change <= 40; change += 1) {
      world.scene.says = `change ${change}`;
      keeper.wake();
      await world.clock.advance(50);
    }
    await world.awaitHome("olga", "change 40");
    await world.pass(minuteMs, 1000);

    expect(world.shows("olga")).toBe("change 40");
    expect(world.publishes().length).toBeLessThanOrEqual(4);
  });

  test("that Slack does not take is tried no longer than it is watched", async () => {
    const world = await createHomeWorld();
    const keeper = world.start();
    world.slack.faults.add("views.publish", { kind: "status", status: 503 }, 1000);
    keeper.opened(world.ids.olga.id);
    await world.until(() => world.publishes().length > 2, "it is tried again");
    await world.clock.advance(31 * minuteMs);
    await world.pass(12_000, 1000);
    const tried = world.publishes().length;
    await world.pass(5 * minuteMs, 5000);
    expect(world.publishes()).toHaveLength(tried);
  });

  test("is not drawn any more half an hour after it was opened, until it is opened again", async () => {
    const world = await createHomeWorld();
    const keeper = world.start();
    keeper.opened(world.ids.olga.id);
    await world.awaitHome("olga", "one");
    await world.clock.advance(31 * minuteMs);
    await world.pass(1000);
    world.scene.says = "two";
    keeper.wake();
    await world.pass(minuteMs, 1000);
    expect(world.shows("olga")).toBe("one");
    keeper.opened(world.ids.olga.id);
    await world.awaitHome("olga", "two");
  });
});

describe("ngrok", () => {
  test("is asked when Home is opened, each minute for some minutes, and not at all while nobody looks", async () => {
    const world = await createHomeWorld();
    const keeper = world.start();
    await world.pass(2 * minuteMs, 5000);
    expect(world.scene.looks).toEqual([]);

    keeper.opened(world.ids.olga.id);
    await world.pass(5 * minuteMs, 5000);
    expect(world.scene.looks.length).toBeGreaterThanOrEqual(5);
    expect(world.scene.looks.length).toBeLessThanOrEqual(7);
    expect(new Set(world.scene.looks)).toEqual(new Set(["listing"]));
    await world.pass(5 * minuteMs, 5000);
    const asked = world.scene.looks.length;
    await world.pass(5 * minuteMs, 5000);
    expect(world.scene.looks).toHaveLength(asked);
  });

  test("is asked anew once something that was at work has ended, and by Refresh", async () => {
    const world = await createHomeWorld();
    const keeper = world.start();
    world.scene.atWork = ["op_1", "op_2"];
    keeper.opened(world.ids.olga.id);
    await world.awaitHome("olga", "one");
    world.answerNgrok();
    await world.pass(12_000);
    world.answerNgrok();
    const before = world.scene.looks.length;
    expect(new Set(world.scene.looks)).toEqual(new Set(["listing"]));
    world.scene.atWork = ["op_2"];
    keeper.wake();
    await world.until(() => world.scene.looks.length === before + 1, "ngrok is asked");
    world.answerNgrok();
    keeper.opened(world.ids.olga.id, { isFresh: true });
    await world.until(() => world.scene.looks.length === before + 2, "ngrok is asked again");

    expect(world.scene.looks.slice(before)).toEqual(["decision", "decision"]);
  });

  test("is asked a few times a minute at most, whatever ends and whoever presses Refresh, and once after the last", async () => {
    const world = await createHomeWorld();
    const keeper = world.start();
    for (let second = 0; second < 60; second += 1) {
      world.answerNgrok();
      keeper.opened(world.ids.olga.id, { isFresh: true });
      keeper.opened(world.ids.ada.id, { isFresh: true });
      await world.pass(1000);
    }
    expect(world.scene.looks.length).toBeLessThanOrEqual(7);

    keeper.opened(world.ids.olga.id, { isFresh: true });
    const before = world.scene.looks.length;
    world.answerNgrok();
    await world.until(() => world.scene.looks.length > before, "ngrok is asked after the last");
    expect(world.scene.looks[before]).toBe("decision");
  });
});

describe("while Slack has troubles", () => {
  test("a 429 holds every drawing back as long as it asks, and then the newest state is shown", async () => {
    const world = await createHomeWorld();
    const keeper = world.start();
    world.slack.faults.add("views.publish", { kind: "rate-limit", retryAfterSeconds: 20 });
    keeper.opened(world.ids.olga.id);
    await world.until(() => world.publishes().length === 1, "it is refused");
    await world.pass(1000);
    keeper.opened(world.ids.ada.id);
    world.scene.says = "two";
    keeper.wake();
    await world.pass(17_000);
    expect(world.publishes()).toHaveLength(1);

    await world.awaitHome("olga", "two");
    await world.awaitHome("ada", "two");
  });

  test.each([
    ["answers 503", { kind: "status", status: 503 }],
    ["does not answer", { kind: "hang" }],
    ["closes the connection before", { kind: "drop-before" }],
    ["closes the connection after", { kind: "drop-after" }],
  ] as const)("that %s, Home is drawn later, with the newest state", async (_, fault) => {
    const world = await createHomeWorld();
    const keeper = world.start();
    keeper.opened(world.ids.olga.id);
    await world.awaitHome("olga", "one");
    world.slack.faults.add("views.publish", fault, 2);
    world.scene.says = "two";
    keeper.wake();
    await world.until(() => world.publishes().length >= 2, "it is tried");
    world.scene.says = "three";
    keeper.wake();
    await world.awaitHome("olga", "three");
    await world.pass(2 * minuteMs, 1000);

    expect(world.shows("olga")).toBe("three");
    world.expectNoErrors();
  });

  test("one whose Home hangs keeps nobody else's back", async () => {
    const world = await createHomeWorld();
    const keeper = world.start();
    world.slack.faults.add("views.publish", { kind: "hang" });
    keeper.opened(world.ids.olga.id);
    await world.until(() => world.publishes().length === 1, "it hangs");
    const openedMs = world.clock.monotonicMs();
    keeper.opened(world.ids.ada.id);
    await world.awaitHome("ada", "one");
    expect(world.clock.monotonicMs() - openedMs).toBeLessThan(1000);
  });

  test("what Slack refuses is logged once and left alone, until Home is opened again", async () => {
    const world = await createHomeWorld();
    const keeper = world.start();
    world.slack.faults.add("views.publish", { kind: "error", error: "not_enabled" });
    keeper.opened(world.ids.olga.id);
    await world.until(() => world.logged("Slack refuses a person's Home").length === 1, "it is logged");
    keeper.wake();
    await world.pass(minuteMs, 1000);
    expect(world.publishes()).toHaveLength(1);
    keeper.opened(world.ids.olga.id);
    await world.awaitHome("olga", "one");
  });

  test("what Slack refused is tried again once it looks different", async () => {
    const world = await createHomeWorld();
    const keeper = world.start();
    world.slack.faults.add("views.publish", { kind: "error", error: "invalid_arguments" });
    keeper.opened(world.ids.olga.id);
    await world.until(() => world.publishes().length === 1, "it is refused");
    world.scene.says = "two";
    keeper.wake();
    await world.awaitHome("olga", "two");
  });

  test("a first drawing that arrives after it was given up is not the last", async () => {
    const world = await createHomeWorld();
    const keeper = world.start();
    world.slack.faults.add("views.publish", { kind: "slow", delayMs: CALL_LIMIT_MS + 3000 });
    keeper.opened(world.ids.olga.id);
    await world.until(() => world.publishes().length === 1, "it is under way");
    await world.pass(10_500);
    world.scene.says = "two";
    keeper.opened(world.ids.olga.id);
    await world.awaitHome("olga", "two");
    await world.pass(minuteMs, 1000);
    expect(world.shows("olga")).toBe("two");
  });
});
