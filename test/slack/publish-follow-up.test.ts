import { describe, expect, it } from "vitest";
import { createPublishWorld, fleetChannel } from "./publish-world.ts";

const roles = (seen: { role: string }[]) => seen.map(({ role }) => role);
const waiting = { state: "waiting", updateAcceptedAt: new Date(0), runAt: new Date(0) } as const;

async function followedUp() {
  const world = await createPublishWorld();
  const publisher = await world.start();
  const operation = await world.add(waiting);
  await publisher.ensureFollowUp(operation);
  await world.published();
  const [card, followUp] = await world.shown();
  return { world, publisher, operation, cardTs: card?.ts ?? "", ts: followUp?.ts ?? "" };
}

describe("a follow-up that is posted already", () => {
  it("does not let a restart go on while Slack cannot be reached", async () => {
    const { world, publisher, operation } = await followedUp();
    world.slack.faults.goOffline();
    await expect(publisher.ensureFollowUp(operation)).rejects.toThrow();
  });

  it("is edited though it would look the same, and nothing is posted", async () => {
    const { world, publisher, operation, ts } = await followedUp();
    const posts = world.calls("chat.postMessage").length;
    await publisher.ensureFollowUp(operation);
    expect(world.calls("chat.update").map((call) => call.args.ts)).toEqual([ts]);
    expect(world.calls("chat.postMessage")).toHaveLength(posts);
  });

  it("is posted anew, once, when somebody has deleted it", async () => {
    const { world, publisher, operation, ts } = await followedUp();
    await world.web.chat.delete({ channel: fleetChannel, ts });
    await publisher.ensureFollowUp(operation);
    await publisher.ensureFollowUp(operation);
    const shown = await world.shown();
    expect(roles(shown)).toEqual(["card", "follow-up"]);
    expect(shown[1]?.ts).not.toBe(ts);
  });

  it("is posted anew with its card when both were deleted", async () => {
    const { world, publisher, operation, cardTs, ts } = await followedUp();
    await world.web.chat.delete({ channel: fleetChannel, ts });
    await world.web.chat.delete({ channel: fleetChannel, ts: cardTs });
    await publisher.ensureFollowUp(operation);
    const shown = await world.shown();
    expect(roles(shown)).toEqual(["card", "follow-up"]);
    expect(shown[1]?.threadTs).toBe(shown[0]?.ts);
  });

  it("is posted anew when it can no longer be edited, as it could not report the restart", async () => {
    const { world, publisher, operation, ts } = await followedUp();
    world.slack.faults.add("chat.update", { kind: "error", error: "edit_window_closed" });
    await publisher.ensureFollowUp(operation);
    const messages = await world.store.messages.of(operation.id);
    expect(messages.find(({ role }) => role === "follow-up")?.ts).not.toBe(ts);
  });
});
