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
const waiting = { state: "waiting", updateAcceptedAt: new Date(0), runAt: new Date(0) } as const;
const everyRole = ["card", "follow-up", "notice:0", "announcement"];

function reported(at: Date) {
  const notices = [{ kind: "returned-late" as const, at, mentions: [] }];
  return { state: "succeeded", departure, report: aReport, endedAt: at, notices } as const;
}

async function allShown(world: Awaited<ReturnType<typeof createPublishWorld>>) {
  return [...(await world.shown()), ...(await world.shown(announceChannel))];
}

describe("a publisher that died", () => {
  it.each(everyRole)("after Slack had its %s and before the record: the next one finds it", async (role) => {
    const world = await createPublishWorld({ announceChannel });
    const dying = await world.startProcess();
    dying.dieAt({ before: "record", role });
    const { id } = await world.add(reported(world.clock.now()));
    await world.until(() => dying.isDead, "it was dead");
    await world.free(id);

    await world.start();
    await world.published(500);
    expect(roles(await allShown(world))).toEqual(everyRole);
    expect(world.calls("chat.postMessage")).toHaveLength(everyRole.length);
  });

  it.each(everyRole)(
    "after the intent of its %s and before the call: the next one posts it once",
    async (role) => {
      const world = await createPublishWorld({ announceChannel });
      const dying = await world.startProcess();
      dying.dieAt({ after: "intent", role });
      await world.add(reported(world.clock.now()));
      await world.until(() => dying.isDead, "it was dead");

      await world.start();
      await world.start();
      await world.published(500);
      expect(roles(await allShown(world))).toEqual(everyRole);
      expect(world.calls("chat.postMessage")).toHaveLength(everyRole.length);
    },
  );

  it("while its post was still on its way: nobody looks before it can have arrived", async () => {
    const world = await createPublishWorld();
    const dying = await world.startProcess();
    dying.dieAt({ after: "intent", role: "card" });
    const operation = await world.add();
    await world.until(() => dying.isDead, "it was dead");
    await world.start();
    await world.free(operation.id);
    await world.pass(3000);
    const { id } = operation;
    await world.web.chat.postMessage({
      channel: fleetChannel,
      text: "late",
      metadata: { event_type: "ngrok_chatops_operation", event_payload: { operation_id: id, role: "card" } },
    });
    await world.published(500);
    expect(await world.shown()).toMatchObject([{ role: "card", edited: true }]);
  });

  it("between the last message and the record that all is shown: nothing is posted again", async () => {
    const world = await createPublishWorld({ announceChannel });
    const dying = await world.startProcess();
    dying.dieAt({ before: "release" });
    await world.add(reported(world.clock.now()));
    await world.until(() => dying.isDead, "it was dead");
    await world.start();
    await world.published(500);
    expect(roles(await allShown(world))).toEqual(everyRole);
    expect(world.calls("chat.postMessage")).toHaveLength(everyRole.length);
  });

  it("between an edit and its record: the card is redrawn as it is now", async () => {
    const world = await createPublishWorld();
    const dying = await world.startProcess();
    const operation = await world.add();
    await world.published(500);
    dying.dieAt({ before: "release" });
    const expired = await world.change(operation, { state: "expired" });
    await world.until(() => dying.isDead, "it was dead");
    expect(world.calls("chat.update")).toHaveLength(1);
    await world.change(expired, {
      state: "cancelled",
      cancellation: { by: "U0KIM", at: world.clock.now(), during: "scheduled", forStopBy: null },
    });
    await world.start();
    await world.published(500);
    expect((await world.shown())[0]?.text).toContain("cancelled by");
  });

  it("with the follow-up of a restart posted and not recorded: the restart's next worker finds it", async () => {
    const world = await createPublishWorld();
    const dying = await world.startProcess();
    const operation = await world.add(waiting);
    await world.published(500);
    dying.dieAt({ before: "record", role: "follow-up" });
    dying.publisher.ensureFollowUp(operation).catch(() => {});
    await world.until(() => dying.isDead, "it was dead");
    await world.free(operation.id);

    const next = await world.start();
    const shown = async () => {
      for (;;) if (await next.ensureFollowUp(operation).catch(() => false)) return;
    };
    await world.during(shown());
    expect(roles(await world.shown())).toEqual(["card", "follow-up"]);
    expect(world.calls("chat.postMessage")).toHaveLength(2);
  });

  it("with a follow-up that is no longer planned: it does not go on saying that a restart is near", async () => {
    const world = await createPublishWorld();
    const dying = await world.startProcess();
    const operation = await world.add(waiting);
    await world.published(500);
    dying.dieAt({ before: "record", role: "follow-up" });
    dying.publisher.ensureFollowUp(operation).catch(() => {});
    await world.until(() => dying.isDead, "it was dead");
    const at = world.clock.now();
    await world.change(operation, {
      state: "cancelled",
      endedAt: at,
      cancellation: { by: "U0KIM", at, during: "waiting", forStopBy: null },
    });
    await world.start();
    await world.published(500);
    const [, followUp] = await world.shown();
    expect(followUp).toMatchObject({ role: "follow-up", edited: true });
    expect(followUp?.text).toContain("cancelled by");
  });
});

describe("an intent", () => {
  it("is taken back when Slack refuses the post, so that nothing is looked for later", async () => {
    const world = await createPublishWorld();
    await world.start();
    const request = { ...anOperation().request, channelId: absentChannel };
    const operation = await world.add({ request });
    await world.until(() => world.calls("chat.postMessage").length === 2, "it was refused twice");
    await world.until(
      async () => (await world.store.messages.intents(operation.id)).length === 0,
      "it was taken back",
    );
    expect(world.calls("conversations.history")).toEqual([]);
  });

  it("of a post that cannot be looked for is followed by the post", async () => {
    const world = await createPublishWorld();
    const dying = await world.startProcess();
    dying.dieAt({ after: "intent", role: "card" });
    await world.add();
    await world.until(() => dying.isDead, "it was dead");
    world.slack.faults.add("conversations.history", { kind: "error", error: "missing_scope" });
    await world.start();
    await world.published(500);
    expect(roles(await world.shown())).toEqual(["card"]);
  });

  it("keeps a follow-up that is posted anew, and whose answer is lost, from appearing twice", async () => {
    const world = await createPublishWorld();
    const publisher = await world.start();
    const operation = await world.add(waiting);
    await world.during(publisher.ensureFollowUp(operation));
    await world.published(500);
    const ts = (await world.shown())[1]?.ts ?? "";
    await world.web.chat.delete({ channel: fleetChannel, ts });
    world.slack.faults.add("chat.postMessage", { kind: "drop-after" });
    await expect(world.during(publisher.ensureFollowUp(operation))).rejects.toThrow();
    await world.during(publisher.ensureFollowUp(operation));
    const shown = await world.shown();
    expect(roles(shown)).toEqual(["card", "follow-up"]);
    expect(shown[1]?.ts).not.toBe(ts);
  });

  it("of a follow-up beside one that cannot be edited any more is not taken for that one", async () => {
    const world = await createPublishWorld();
    const publisher = await world.start();
    const operation = await world.add(waiting);
    await world.during(publisher.ensureFollowUp(operation));
    await world.published();
    world.slack.faults.add("chat.update", { kind: "error", error: "edit_window_closed" });
    world.slack.faults.add("chat.postMessage", { kind: "drop-after" });
    await expect(world.during(publisher.ensureFollowUp(operation))).rejects.toThrow();
    await world.during(publisher.ensureFollowUp(operation));
    const [, old, next] = await world.shown();
    const followUp = (await world.store.messages.of(operation.id)).find(({ role }) => role === "follow-up");
    expect(followUp?.ts).toBe(next?.ts);
    expect(followUp?.ts).not.toBe(old?.ts);
    expect(await world.shown()).toHaveLength(3);
  });
});
