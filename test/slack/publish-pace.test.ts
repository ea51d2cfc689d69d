import { describe, expect, test } from "vitest";
import { PUBLISH_LEASE_MS } from "../../src/slack/publish-lease.ts";
import { createPace } from "../../src/slack/publish-pace.ts";
import { LONGEST_TURN_MS } from "../../src/slack/publisher.ts";
import { createManualClock } from "../support/manual-clock.ts";

describe("the pace of posts", () => {
  test("a turn that would come too late is not taken, so that those who ask later do not wait behind it", async () => {
    const clock = createManualClock();
    const pace = createPace(clock);
    const given: number[] = [];
    const refused: number[] = [];
    const ask = (number: number) =>
      pace.turnToPost("C0FLEET", { longestWaitMs: 9000, isUrgent: false }).then(
        () => given.push(number),
        () => refused.push(number),
      );
    // Twice as many as the channel takes within the time that each would wait.
    const asked = Array.from({ length: 20 }, (_, number) => ask(number));
    await clock.advance(10_000);
    await Promise.all(asked);
    expect(given).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect(refused).toHaveLength(10);
    const next = Array.from({ length: 10 }, (_, number) => ask(20 + number));
    await clock.advance(10_000);
    await Promise.all(next);
    expect(given).toHaveLength(20);
  });

  test("whoever is in a hurry goes first, but for one turn in four", async () => {
    const clock = createManualClock();
    const pace = createPace(clock);
    const given: string[] = [];
    const ask = (name: string, isUrgent: boolean) =>
      pace.turnToPost("C0FLEET", { longestWaitMs: 20_000, isUrgent }).then(() => given.push(name));
    const asked = ["card 1", "card 2", "card 3"].map((name) => ask(name, false));
    asked.push(...["one", "two", "three", "four", "five"].map((name) => ask(name, true)));
    await clock.advance(10_000);
    await Promise.all(asked);
    expect(given).toEqual(["card 1", "one", "two", "three", "card 2", "four", "five", "card 3"]);
  });

  test("who was overtaken for too long takes no turn, and a stop ends all waits", async () => {
    const clock = createManualClock();
    const stopping = new AbortController();
    const pace = createPace(clock, stopping.signal);
    const ask = (longestWaitMs: number, isUrgent: boolean) =>
      pace.turnToPost("C0FLEET", { longestWaitMs, isUrgent }).then(
        () => "given",
        (error: Error) => error.name,
      );
    await ask(0, false);
    const patient = ask(1500, false);
    const hurried = [ask(9000, true), ask(9000, true), ask(9000, true)];
    await clock.advance(1600);
    expect(await patient).toBe("NoTurnError");
    await clock.advance(400);
    stopping.abort();
    expect(await Promise.all(hurried)).toEqual(["given", "given", "UnwantedCallError"]);
  });

  test("a pause holds up those who wait already", async () => {
    const clock = createManualClock();
    const pace = createPace(clock);
    const wish = { longestWaitMs: 20_000, isUrgent: false };
    await pace.turnToPost("C0FLEET", wish);
    let isGiven = false;
    const next = pace.turnToPost("C0FLEET", wish).then(() => {
      isGiven = true;
    });
    pace.pausePosts("C0FLEET", 5000);
    await clock.advance(4900);
    expect(isGiven).toBe(false);
    await clock.advance(1200);
    await next;
  });

  test("a turn that is not wanted any more is taken by nobody", async () => {
    const clock = createManualClock();
    const pace = createPace(clock);
    const over = new AbortController();
    const wish = { longestWaitMs: 20_000, isUrgent: false };
    await pace.turnToPost("C0FLEET", wish);
    const withdrawn = pace.turnToPost("C0FLEET", { ...wish, over: over.signal }).catch(({ name }) => name);
    let isGiven = false;
    const next = pace.turnToPost("C0FLEET", wish).then(() => {
      isGiven = true;
    });
    over.abort();
    expect(await withdrawn).toBe("UnwantedCallError");
    await clock.advance(1000);
    await next;
    expect(isGiven).toBe(true);
    const late = pace.turnToPost("C0FLEET", { ...wish, over: over.signal });
    await expect(late).rejects.toThrow("No turn is wanted any more");
  });

  test("a card waits for its turn for less than its lease lasts", () => {
    expect(LONGEST_TURN_MS).toBeLessThan(PUBLISH_LEASE_MS);
  });
});
