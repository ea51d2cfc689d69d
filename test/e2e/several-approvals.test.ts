import { expect, test } from "vitest";
import { useBot } from "../support/use-bot.ts";

const bot = useBot({
  environment: { APPROVALS_NEEDED: "session-update:2" },
  agents: { "two-needed": {}, "same-twice": {}, "one-denies": {} },
});

test("an update that needs two approvals runs at the second, of another person", async () => {
  const { steps } = bot;
  const card = await steps.askForUpdate("two-needed");
  expect(card.words()).toContain("2 approvals are needed.");
  expect(card.words()).toContain("· 0 of 2 approvals ·");
  await card.press("ada", "Approve");
  const half = await card.reads("1 of 2 approvals by @ada");
  expect(half).toContain("*Update two-needed?* @ben\n");
  expect(half).toContain("1 more approval is needed.");
  expect(card.calls()).toEqual([]);
  await card.press("ben", "Approve");
  expect(await card.reads("is back")).toContain("approved by @ada and @ben");
  expect(card.calls()).toEqual(["update 204", "restart 204"]);
});

test("one person's second click does not count, and is told so", async () => {
  const { steps } = bot;
  const card = await steps.askForUpdate("same-twice");
  const seen = card.message();
  await card.press("ada", "Approve");
  await card.reads("1 of 2 approvals");
  await card.press("ada", "Approve", seen);
  expect(await steps.told("ada", "You approved it at")).toContain(
    "1 more approval is needed. Another approver has to press *Approve*.",
  );
  await card.press("olga", "Cancel");
  await card.reads("cancelled");
  expect(card.calls()).toEqual([]);
});

test("one denial ends it, whoever has approved", async () => {
  const { steps } = bot;
  const card = await steps.askForUpdate("one-denies");
  await card.press("ada", "Approve");
  await card.reads("1 of 2 approvals");
  await card.press("ben", "Deny");
  await steps.submit("Why not?", { "Why not?": "Not tonight" }, "ben");
  await card.reads("denied");
  expect(card.calls()).toEqual([]);
});
