import { expect, test } from "vitest";
import { createHomeScreen } from "../support/home-screen.ts";
import { useBot } from "../support/use-bot.ts";

const bot = useBot({
  outsiders: true,
  // A group of theirs is worth nothing to those who are no members.
  environment: { OPERATORS: "U0OLGA0001,S0OPERATORS", APPROVERS: "U0ADA00001,S0OPERATORS,U0UNA00001" },
  agents: { "till-1": {}, "till-2": {}, "till-3": {} },
});

const mine = async (name: "gus" | "stella" | "una", words: string) =>
  bot.world.until(
    () =>
      bot.world.slack
        .person(name)
        .messages("#fleet")
        .filter(({ onlyFor }) => onlyFor === bot.world.slack.people[name].id)
        .map((message) => bot.world.slack.renderText(message))
        .find((text) => text.includes(words)),
    `${words} for ${name}`,
  );

test("a guest and somebody of another workspace read why they may not, and the card waits on", async () => {
  const { slack } = bot.world;
  const [, operators] = slack.userGroups;
  operators?.members.push(slack.people.gus.id, slack.people.stella.id);
  const card = await bot.steps.askForUpdate("till-1");
  await card.press("gus", "Approve");
  await mine("gus", "Guests of this workspace may not use this bot unless an admin names them");
  await card.press("stella", "Approve");
  await mine("stella", "People of another workspace may not use this bot unless an admin names them");
  await slack.person("gus").command("#fleet", "sessions");
  await mine("gus", "so you may not look at anything here");
  expect(card.words()).toContain("Update till-1?");
  expect(card.calls()).toEqual([]);
});

test("a guest who is named by his own id approves", async () => {
  const card = await bot.steps.askForUpdate("till-2");
  await card.press("una", "Approve");
  await card.reads("is back");
});

test("Home says why to a guest, and shows nothing", async () => {
  const home = createHomeScreen(bot.world);
  bot.world.slack.person("gus").openHome();
  const words = await home.reads("gus", "Guests of this workspace may not use this bot");
  expect(words).not.toContain("till-");
  expect(words).not.toContain("[");
});

test("while Slack does not say who somebody is he may do nothing, and once it does he looks", async () => {
  const { slack } = bot.world;
  slack.faults.add("users.info", { kind: "status", status: 500 }, 50);
  await slack.person("otto").command("#fleet", "open");
  await bot.world.reads("Slack did not tell the bot in time who you are in this workspace", "otto");
  slack.faults.clear();
  await slack.person("otto").command("#fleet", "open");
  await bot.world.reads("till-1", "otto");
});
