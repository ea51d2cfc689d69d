import { describe, expect, test } from "vitest";
import { createPace } from "../../src/slack/publish-pace.ts";
import { createManualClock } from "../support/manual-clock.ts";

describe("the pace of posts", () => {
  test("a turn that would come too late is not taken, so that those who ask later do not wait behind it", async () => {
    const clock = createManualClock();
    const pace = createPace(clock);
    const given: number[] = [];
    const refused: number[] = [];
    const ask = (number: number) =>
      pace.turnToPost("C0FLEET", 9000).then(
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
});
