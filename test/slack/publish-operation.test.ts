import { describe, expect, it } from "vitest";
import { anOperation } from "../../sandbox/gallery/samples/an-operation.ts";
import { absentChannel, announceChannel, createPublishWorld } from "./publish-world.ts";

const roles = (seen: { role: string }[]) => seen.map(({ role }) => role);
const uneditable = { kind: "error", error: "cant_update_message" } as const;

function notBack(at: Date) {
  return {
    state: "needs-attention",
    problem: { code: "not-back" },
    attention: { since: at, lateUntil: at, ownedBy: null, lookedAt: at },
  } as const;
}

describe("a message that Slack refuses", () => {
  it("does not keep follow-up and notice from being posted when it is the card's edit", async () => {
    const world = await createPublishWorld();
    await world.start();
    const operation = await world.add();
    await world.published();
    const heal = world.slack.faults.add("chat.update", uneditable, 1000);
    const at = world.clock.now();
    const notices = [{ kind: "needs-attention" as const, at, mentions: [] }];
    await world.change(operation, { state: "restarting", notices });
    await world.until(async () => (await world.shown()).length === 3, "the rest was posted");
    expect(roles(await world.shown())).toEqual(["card", "follow-up", "notice:0"]);
    expect(await world.store.messages.unpublished(1)).toHaveLength(1);

    heal();
    await world.published();
    const [card] = await world.shown();
    expect(card).toMatchObject({ role: "card", edited: true });
    expect(world.calls("chat.postMessage")).toHaveLength(3);
  });

  it("keeps no notice of a later version waiting, and is itself tried seldom", async () => {
    const world = await createPublishWorld();
    await world.start();
    const first = await world.add();
    await world.published();
    world.slack.faults.add("chat.update", uneditable, 1000);
    const second = await world.change(first, { state: "restarting" });
    await world.until(async () => world.calls("chat.update").length === 4, "it was tried four times");
    const at = world.clock.now();
    const notices = [{ kind: "needs-attention" as const, at, mentions: [] }];
    await world.change(second, { ...notBack(at), notices });
    await world.until(async () => roles(await world.shown()).includes("notice:0"), "the notice was posted");
    expect(world.clock.now().getTime() - at.getTime()).toBeLessThan(60_000);
    // The card once for each version and its quick tries; the follow-up once.
    expect(world.calls("chat.update").length).toBeLessThan(8);
  });

  it("is given up in the end when Slack does not accept how it is drawn, and the next version is drawn", async () => {
    const world = await createPublishWorld();
    await world.start();
    const operation = await world.add();
    await world.published();
    const heal = world.slack.faults.add("chat.update", { kind: "error", error: "invalid_blocks" }, 1000);
    const next = await world.change(operation, { state: "updating" });
    await world.published(5000);
    expect(world.calls("chat.update")).toHaveLength(12);
    heal();
    await world.change(next, { state: "expired" });
    await world.published();
    expect((await world.shown())[0]?.text).toContain("expired");
  });

  it("does not keep the announcement back when it is the card, and nothing of its thread is posted beside it", async () => {
    const world = await createPublishWorld({ announceChannel });
    await world.start();
    const endedAt = world.clock.now();
    await world.add({
      state: "failed",
      endedAt,
      request: { ...anOperation().request, channelId: absentChannel },
      notices: [{ kind: "failed", at: endedAt, mentions: [] }],
    });
    await world.until(async () => (await world.shown(announceChannel)).length > 0, "it was announced");
    expect(await world.store.messages.of("op_1")).toMatchObject([{ role: "announcement" }]);
    const refused = world.calls("chat.postMessage").filter(({ args }) => args.channel === absentChannel);
    expect(refused.every(({ args }) => JSON.stringify(args.metadata).includes("card"))).toBe(true);
  });
});
