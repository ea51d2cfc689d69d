import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type SlackWorkspace, startSlackWorkspace } from "../../sandbox/slack/workspace.ts";
import { systemClock } from "../../src/clock.ts";
import { createBoltLogger, createLogger } from "../../src/logger.ts";
import { createNetwork } from "../../src/network.ts";
import { createChannels } from "../../src/slack/channels.ts";
import { membersOfGroup } from "../../src/slack/user-groups.ts";
import { createBackgroundClient } from "../../src/slack/web-clients.ts";
import { createManualClock } from "../support/manual-clock.ts";

let slack: SlackWorkspace;
beforeEach(async () => {
  slack = await startSlackWorkspace({ clock: systemClock });
});
afterEach(() => slack.stop());

function client() {
  const logger = createBoltLogger(createLogger({ level: "silent", secrets: [] }));
  const { fetch } = createNetwork(null);
  return createBackgroundClient(slack.botToken, {
    slackApiUrl: slack.apiUrl,
    clock: systemClock,
    logger,
    fetch,
  });
}

function world(approvalsChannel: string | null = null) {
  const clock = createManualClock();
  const approvalRequired = ["session-update" as const];
  return { clock, channels: createChannels({ slack: client(), clock, approvalsChannel, approvalRequired }) };
}

describe("createChannels", () => {
  test("cards go to the channel of the command, where the bot is a member", async () => {
    expect(await world().channels.cardChannel("C0FLEET001", "session-update")).toEqual({
      ok: true,
      channelId: "C0FLEET001",
    });
  });

  test.each(["C0RANDOM01", "C0SECRET01", "C0NOTTHERE"])("the bot is absent from %s", async (channelId) => {
    expect(await world().channels.cardChannel(channelId, "session-update")).toMatchObject({
      reason: "absent",
    });
  });

  test("an invitation counts at once; membership is remembered for 30 s", async () => {
    const { channels, clock } = world();
    for (const _ of [1, 2]) {
      expect(await channels.cardChannel("C0RANDOM01", "session-update")).toMatchObject({ ok: false });
    }
    slack.person("olga").invite("random");
    expect(await channels.cardChannel("C0RANDOM01", "session-update")).toMatchObject({ ok: true });
    const asked = slack.calls.length;
    await channels.cardChannel("C0RANDOM01", "session-update");
    expect(slack.calls).toHaveLength(asked);
    await clock.advance(30_000);
    await channels.cardChannel("C0RANDOM01", "session-update");
    expect(slack.calls).toHaveLength(asked + 1);
  });

  test("in a DM nobody could approve, but what needs no approval may be asked for", async () => {
    const { channels } = world();
    expect(await channels.cardChannel("D0OLGA0001", "session-update")).toMatchObject({
      reason: "no-approver",
    });
    expect(await channels.cardChannel("D0OLGA0001", "session-stop")).toMatchObject({ ok: true });
  });

  test("with APPROVALS_CHANNEL cards of every place go there", async () => {
    const { channels } = world("C0FLEET001");
    for (const channelId of ["D0OLGA0001", "C0RANDOM01"]) {
      expect(await channels.cardChannel(channelId, "session-update")).toEqual({
        ok: true,
        channelId: "C0FLEET001",
      });
    }
  });

  test.each([
    ["missing_scope", "unseen"],
    ["channel_not_found", "absent"],
  ])("where Slack says %s the bot's cards are refused as %s, not as a fault", async (error, reason) => {
    slack.faults.add("conversations.info", { kind: "error", error });
    expect(await world().channels.cardChannel("G0GROUPDM1", "session-update")).toMatchObject({
      ok: false,
      reason,
    });
  });

  test("a Slack that does not answer is an error, not an absence", async () => {
    slack.faults.add("conversations.info", { kind: "error", error: "internal_error" });
    await expect(world().channels.cardChannel("C0FLEET001", "session-update")).rejects.toThrow(
      "internal_error",
    );
  });
});

test("members of a user group are read", async () => {
  expect(await membersOfGroup(client(), "S0OPERATORS")).toEqual(["U0OLGA0001"]);
});
