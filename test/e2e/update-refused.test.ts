import { describe, expect, test } from "vitest";
import type { Fault } from "../../sandbox/ngrok/faults.ts";
import { useBot } from "../support/use-bot.ts";

const bot = useBot({
  agents: {
    "is-updating": { refuseUpdate: "the agent is already in the process of updating" },
    "is-updated": { refuseUpdate: "the agent has already updated but has not been restarted" },
    "no-restart": { refuseRestart: "remote restart is not supported" },
    "bad-restart": { failRestart: "fork/exec: no such file" },
    "refuses-again": { refuseRestart: "remote restart is not supported" },
    "fails-once": { failRestart: "fork/exec: no such file" },
    "bad-key": {},
    "no-permission": {},
    "no-plan": {},
    vanishes: {},
    "is-gone": {},
  },
});

const FAILED_809 = "The remote ngrok agent failed to update because of an error: ";

describe("what the agent refuses is told on the card and once to the requester and the approver", () => {
  test.each([
    ["edge-04", "No update is available."],
    ["edge-05", "Updates are disabled in the agent's configuration."],
    ["edge-06", `The agent refused the update: “${FAILED_809}open /usr/local/bin/ngrok: permission denied”.`],
    ["is-updating", "An update of this agent is already running; see whether it comes back by itself."],
    ["is-updated", "The agent is updated already and runs the new version from its next restart."],
    [
      "sdk-01",
      "The agent refused the update: “This ngrok agent does not support remote updating: the agent has not defined a callback for this operation.”",
    ],
  ])("%s: %s", async (agent, why) => {
    const card = await bot.steps.update(agent);
    const words = `*${agent} was not updated.* ${why} Nothing changed.`;
    expect(await card.reply("was not updated")).toBe(`@olga @ada: ${words}`);
    expect(card.thread()).toHaveLength(1);
    expect(card.words()).toBe(
      `*${agent} was not updated.*\n${why} Nothing changed.\nAsked by @olga: “security fix” · approved by @ada\n[Details]`,
    );
    expect(card.calls()).toEqual(["update 400"]);
    expect(card.effects()).toEqual([]);
  });
});

const answers = (status: number, code: string, msg: string): Fault => ({
  method: "POST",
  path: "/tunnel_sessions/*/update",
  action: "status",
  status,
  body: { error_code: code, status_code: status, msg, details: { operation_id: "op_31" } },
});

describe("what the account refuses is told with the way out", () => {
  test.each([
    [
      "bad-key",
      answers(403, "ERR_NGROK_203", "Your authentication: 'sandboxKey_thatOpensNothing'."),
      "ngrok refused the bot's API key (ERR_NGROK_203, op_31). Have an admin check it.",
    ],
    [
      "no-permission",
      answers(403, "ERR_NGROK_635", "You do not have permission."),
      "The owner of the bot's API key is not allowed to change things in this account. Ask an admin of the account for write access.",
    ],
    [
      "no-plan",
      answers(400, "ERR_NGROK_1702", "Upgrade your plan."),
      "This ngrok account is not allowed to update sessions: that takes a paid plan.",
    ],
    [
      "vanishes",
      answers(404, "", "Resource not found"),
      "ngrok does not know it (any more). Look for it with `/ngrok sessions` or `/ngrok ingresses`.",
    ],
  ])("%s", async (agent, fault, why) => {
    bot.world.ngrok.faults.add(fault);
    const card = await bot.steps.update(agent);
    expect(await card.reply("was not updated")).toBe(
      `@olga @ada: *${agent} was not updated.* ${why} Nothing changed.`,
    );
    expect(card.words()).toContain(`*${agent} was not updated.*\n${why} Nothing changed.`);
    expect(JSON.stringify([card.message(), bot.world.logged])).not.toContain(bot.world.ngrok.apiKey);
    expect(card.calls()).toHaveLength(1);
    expect(card.effects()).toEqual([]);
  });
});

describe("a restart that is refused after the update", () => {
  test.each([
    [
      "no-restart",
      "“This ngrok agent does not support remote restarting: remote restart is not supported.” Restart it on its device.",
    ],
    [
      "bad-restart",
      "“The remote ngrok agent failed to restart because of an error: fork/exec: no such file”.",
    ],
  ])("%s: tells that the update has started", async (agent, said) => {
    const card = await bot.steps.update(agent);
    const why = `The update has started; the agent refused the restart: ${said}`;
    expect(await card.reply("@olga @ada:")).toBe(`@olga @ada: *${agent} was not restarted.* ${why}`);
    expect(await card.reply("Old session")).toBe(
      `*${agent} was not restarted.* @olga\n${why}\nOld session \`${card.sessionId}\``,
    );
    expect(card.words()).toContain(`*${agent} was not restarted.*\n${why}\n`);
    expect(card.calls()).toEqual(["update 204", "restart 400"]);
  });

  test("offers another restart, but not where it would only be refused again", async () => {
    const refused = await bot.steps.update("refuses-again");
    expect(await refused.reads("was not restarted")).toMatch(/\n\[Details\]$/);

    const card = await bot.steps.update("fails-once");
    expect(await card.reads("was not restarted")).toContain("[Restart…] [Details]");
    await card.press("olga", "Restart…");
    expect(await bot.steps.answer(card.sessionId)).toContain("Reason (optional): security fix");
  });
});

test("a session that left before the approval is told as gone, and nothing is called", async () => {
  const card = await bot.steps.askForUpdate("is-gone");
  bot.world.ngrok.agents.disconnect("is-gone");
  await card.press("ada", "Approve");
  const tail = card.sessionId.slice(-6);
  const why = `Session …${tail} is offline. Ask again once it is back.`;
  expect(await card.reply("is gone")).toBe(`@olga @ada: *is-gone is gone, so nothing was run.* ${why}`);
  expect(card.words()).toContain(`*is-gone is gone, so nothing was run.*\n${why}\n`);
  expect(card.calls()).toEqual([]);
});

test("a session without an agent is refused in the form, before anything is typed", async () => {
  const { world, steps } = bot;
  await steps.open(`session update ${world.sessionOf("ssh-01")}`, "cannot be updated");
  const form = world.screen();
  expect(form).toContain("it has no agent that could be updated");
  expect(form).not.toContain("[Ask for approval]");
  await world.slack.person("olga").closeModal({ all: true });
});

test("an agent on Windows is only updated, and the card says what is still to come", async () => {
  const card = await bot.steps.askForUpdate("win-01");
  expect(card.words()).toContain("3.19.0 → ngrok's newest 3.x, no restart. Nothing goes down.");
  await card.press("ben", "Approve");
  expect(await card.reads("started")).toContain(
    "*Update of win-01 started.*\nngrok gave it to the agent; stop it: its service manager, where it has one, starts the new version; without one it stays off.",
  );
  expect(card.calls()).toEqual(["update 204"]);
});
