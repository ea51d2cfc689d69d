import { expect } from "vitest";
import type { MethodUse } from "./method-use.ts";

/** A stop: a card that is posted, and edited. */
async function stop({ bot, agent, arm }: MethodUse) {
  arm();
  const card = await bot.steps.stop(agent);
  await card.reads(`${agent} is stopped`);
  expect(card.calls()).toEqual(["stop 204"]);
}

/** An update, whose dead man's notice is asked for and taken back. */
async function update({ bot, agent, arm }: MethodUse) {
  const { world } = bot;
  arm();
  const card = await bot.steps.update(agent);
  await card.reads(`${agent} is back`);
  expect(card.effects()).toEqual(["update-started", "restart-begun"]);
  await world.until(() => world.slack.scheduled.every(({ over }) => over), "the notice's end");
  expect(card.thread().filter((words) => words.includes("Is the bot down?"))).toEqual([]);
}

/** An update whose follow-up, the first post after the approval, meets a fault. */
async function updateWithFollowUp({ bot, agent }: MethodUse, armFollowUp: () => void) {
  const card = await bot.steps.askForUpdate(agent);
  armFollowUp();
  await card.press("ada", "Approve");
  await card.reads(`${agent} is back`);
  await card.reply("Old session");
  expect(card.thread()).toHaveLength(1);
  expect(card.effects()).toEqual(["update-started", "restart-begun"]);
}

/** Calls for operations: whatever becomes of one, the operation comes to its end once, and is shown once. */
export const publishUses: Record<string, (use: MethodUse) => Promise<void>> = {
  "chat.postMessage": async (use) => {
    use.arm();
    await updateWithFollowUp(use, use.arm);
  },
  "chat.update": stop,
  "chat.getPermalink": stop,
  "conversations.history": async (use) => {
    use.bot.world.slack.faults.add("chat.postMessage", { kind: "drop-after" });
    await stop(use);
  },
  "conversations.replies": (use) =>
    updateWithFollowUp(use, () => {
      use.bot.world.slack.faults.add("chat.postMessage", { kind: "drop-after" });
      use.arm();
    }),
  "chat.scheduleMessage": update,
  "chat.deleteScheduledMessage": update,
  "chat.scheduledMessages.list": async (use) => {
    use.bot.world.slack.faults.add("chat.scheduleMessage", { kind: "drop-after" });
    await update(use);
  },
};
