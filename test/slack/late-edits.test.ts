import { describe, expect, it } from "vitest";
import { aReport } from "../../sandbox/gallery/samples/card-parts.ts";
import { CALL_LIMIT_MS } from "../../src/slack/publish-calls.ts";
import { createPublishWorld, departure } from "./publish-world.ts";

/** Longer than any edit is waited for: Slack makes it after the publisher has given it up. */
const LATE_MS = CALL_LIMIT_MS + 3000;

describe("an edit that Slack makes after it was given up", () => {
  it("is not the last one, whichever of two processes draws the end", async () => {
    const world = await createPublishWorld();
    await world.start();
    await world.start();
    const operation = await world.add({ state: "restarting", departure });
    await world.published();
    const drawn = world.calls("chat.update").length;
    world.slack.faults.add("chat.update", { kind: "slow", delayMs: LATE_MS });
    const confirming = await world.change(operation, { state: "confirming" });
    await world.until(() => world.calls("chat.update").length > drawn, "it was under way");
    const endedAt = world.clock.now();
    await world.change(confirming, { state: "succeeded", departure, report: aReport, endedAt });
    await world.published();
    await world.pass(LATE_MS);
    expect((await world.shown()).map(({ text }) => text.split(".")[0])).toEqual([
      "edge-07 is back",
      "edge-07 is back",
    ]);
  });

  it("is not the last one where it was the follow-up before a restart that was cancelled then", async () => {
    const world = await createPublishWorld();
    const publisher = await world.start();
    const due = { state: "waiting", updateAcceptedAt: new Date(0), runAt: world.clock.now() } as const;
    const operation = await world.add(due);
    await world.during(publisher.ensureFollowUp(operation));
    await world.published();
    const drawn = world.calls("chat.update").length;
    world.slack.faults.add("chat.update", { kind: "slow", delayMs: LATE_MS });
    await expect(world.during(publisher.ensureFollowUp(operation))).rejects.toThrow("within 10 s");
    expect(world.calls("chat.update")).toHaveLength(drawn + 1);
    const at = world.clock.now();
    const cancellation = { by: "U0KIM", at, during: "waiting", forStopBy: null } as const;
    await world.change(operation, { state: "cancelled", endedAt: at, cancellation });
    await world.published();
    await world.pass(LATE_MS);
    const [, followUp] = await world.shown();
    expect(followUp?.text).toContain("cancelled");
  });
});
