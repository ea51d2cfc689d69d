import { expect, test } from "vitest";
import { useBot } from "../support/use-bot.ts";

const EXPIRES_MS = 5 * 60_000;
const bot = useBot({
  // Ada may ask as well as approve.
  environment: { OPERATORS: "U0OLGA0001,U0ADA00001", APPROVAL_EXPIRES_MINUTES: "5" },
  agents: {
    "till-1": {},
    expires: {},
    "till-2": {},
    "own-request": {},
    "for-outsiders": {},
    "two-ask": {},
    "two-submit": {},
    changes: {},
    "asked-else": {},
  },
});

test("the card names who asked, why, what goes down, and until when", async () => {
  const { world, steps } = bot;
  const sessionId = world.sessionOf("edge-07");
  const until = new Date(world.clock.now().getTime() + EXPIRES_MS).toISOString().slice(11, 15);
  const card = await steps.askForUpdate("edge-07");
  expect(card.words()).toMatch(/^\*Update edge-07\?\* @ada @ben\n/);
  expect(card.words()).toContain(
    "Asked by @olga: “security fix”. 3.19.0 → ngrok's newest 3.x, restart 30 s later. 2 URLs go down; a bad configuration can keep it offline.\nExpires ",
  );
  expect(card.words()).toContain(`Expires ${until}`);
  expect(card.words()).toContain(`Session …${sessionId.slice(-6)}`);
  expect(card.words()).toContain("[Approve] [Deny] [⋯ Details | Ask someone else | Cancel]");
  await card.press("ada", "Approve");
  expect(world.slack.person("ada").confirmations.at(-1)).toContain(
    "Update edge-07?\nGo down: edge-07-ssh.devices.example.com, edge-07.devices.example.com. A bad configuration can keep it offline.",
  );
  await card.reads("is back");
});

test("a denial asks why, tells the requester, and changes nothing", async () => {
  const card = await bot.steps.askForUpdate("till-1");
  await card.press("ada", "Deny");
  expect(await bot.steps.submit("Why not?", { "Why not?": " " }, "ada")).toMatchObject({ kind: "errors" });
  await bot.steps.submit("Why not?", { "Why not?": "Not tonight" }, "ada");
  expect(await card.reads("denied")).toBe(
    "*Update of till-1 denied.*\n@ada: “Not tonight”. Nothing changed.\nAsked by @olga: “security fix”\n[Details]",
  );
  await card.reply("@olga @ada");
  expect(card.thread()).toEqual([
    "@olga @ada: *Update of till-1 denied.* @ada: “Not tonight”. Nothing changed.",
  ]);
  expect(card.calls()).toEqual([]);
});

test("a request that nobody approved expires, refuses a late click, and can be asked again", async () => {
  const { world, steps } = bot;
  const card = await steps.askForUpdate("expires");
  const seen = card.message();
  await world.clock.advance(EXPIRES_MS + 1000);
  expect(await card.reads("expired")).toMatch(
    /^\*The request for expires expired\.\*\nNobody approved by [\d:]+\. Nothing changed\.\nAsked by @olga: “security fix”\n\[Ask again\] \[Details\]$/,
  );
  await card.press("ben", "Approve", seen);
  expect(await steps.told("ben", "expired")).toBe("The request has expired. *Ask again* is on the card.");
  await card.press("olga", "Ask again");
  expect(await steps.answer(card.sessionId)).toContain("Reason: security fix");
  expect(card.calls()).toEqual([]);
});

test("the requester may cancel, and a click on the old card is told who did", async () => {
  const { steps } = bot;
  const card = await steps.askForUpdate("till-2");
  const seen = card.message();
  await card.press("olga", "Cancel");
  expect(await card.reads("cancelled")).toBe(
    "*Update of till-2 cancelled by @olga.*\nNothing changed.\nAsked by @olga: “security fix”\n[Details]",
  );
  await card.press("ada", "Approve", seen);
  expect(await steps.told("ada", "cancelled at")).toMatch(
    /^@olga was first: cancelled at [\d:]+\. There is nothing left to do here\.$/,
  );
  expect(card.calls()).toEqual([]);
});

test("an approver cannot approve his own request", async () => {
  const { world, steps } = bot;
  const sessionId = world.sessionOf("own-request");
  const card = await steps.newCard(async () => {
    await world.slack.person("ada").command("#fleet", `session update ${sessionId}`);
    await steps.submit(sessionId, { Reason: "mine" }, "ada");
  }, sessionId);
  await card.press("ada", "Approve");
  expect(await steps.told("ada", "yourself")).toContain(
    "You asked for this yourself, so another approver has to decide. *Ask someone else*",
  );
  expect(card.words()).toContain("[Approve]");
  await card.press("ben", "Approve");
  await card.reads("is back");
  expect(card.effects()).toEqual(["update-started", "restart-begun"]);
});

test("an outsider is refused, with his id and what an admin has to do", async () => {
  const { steps } = bot;
  const card = await steps.askForUpdate("for-outsiders");
  for (const label of ["Approve", "Deny", "Cancel"]) await card.press("otto", label);
  expect(await steps.told("otto", "approve a change")).toBe(
    "Only approvers may approve a change. To become one, ask an admin to add your Slack id `U0OTTO0001` (@otto) to `APPROVERS` and start the bot anew.",
  );
  await steps.told("otto", "deny a change");
  await steps.told("otto", "cancel a change");
  expect(card.words()).toContain("[Approve]");
  expect(card.calls()).toEqual([]);
});

test("who opens the form second is told who was first, with the link, before anything is typed", async () => {
  const { world, steps } = bot;
  const card = await steps.askForUpdate("two-ask");
  await world.slack.person("ada").command("#fleet", `session update ${card.sessionId}`);
  const form = world.slack.renderText(await world.modal("was first", "ada"));
  expect(form).toContain("*@olga was first.* Update of two-ask, asked ");
  expect(form).toContain(`/archives/C0FLEET001/p${card.message().ts.replace(".", "")}`);
  expect(form).not.toContain("[Ask for approval]");
  await world.slack.person("ada").closeModal({ all: true });
});

test("who submits second is told who was first, and nothing typed is lost", async () => {
  const { world, steps } = bot;
  const ada = world.slack.person("ada");
  await ada.command("#fleet", `session update ${world.sessionOf("two-submit")}`);
  await world.modal("two-submit", "ada");
  await ada.fill({ Reason: "me too" });
  await steps.askForUpdate("two-submit");
  await ada.submit();
  const form = world.slack.renderText(await world.modal("@olga", "ada"));
  expect(form).toContain("*@olga was first.* Update of two-submit, asked ");
  expect(form).toContain("me too");
  await ada.closeModal({ all: true });
});

test("a session that changed since it was reviewed is not touched, and Ask again has its new id", async () => {
  const { world, steps } = bot;
  const card = await steps.askForUpdate("changes");
  world.ngrok.agents.upgradeByHand("changes", "3.20.0");
  const newId = world.sessionOf("changes");
  await card.press("ada", "Approve");
  const why = `Approved: …${card.sessionId.slice(-6)}, 3.19.0. Now: …${newId.slice(-6)}, 3.20.0.`;
  expect(await card.reads("changed")).toContain(`*changes changed, so nothing was run.*\n${why}\n`);
  await card.reply("@olga @ada");
  expect(card.thread()).toEqual([`@olga @ada: *changes changed, so nothing was run.* ${why}`]);
  await card.press("olga", "Ask again");
  const form = await steps.answer(newId);
  expect(form).toContain("Reason: security fix");
  expect(form).not.toContain(card.sessionId);
  expect(card.calls()).toEqual([]);
});

test("somebody else may be asked, who is then told in the thread", async () => {
  const { steps } = bot;
  const card = await steps.askForUpdate("asked-else", { "Who should approve": ["ada"] });
  expect(card.words()).toMatch(/^\*Update asked-else\?\* @ada\n/);
  await card.press("olga", "Ask someone else");
  expect(await steps.submit("Approver", { Approver: "otto" })).toMatchObject({ kind: "errors" });
  await steps.submit("Approver", { Approver: "ben" });
  expect(await card.reply("@ben")).toBe(
    "@ben: *Update of asked-else?* @olga asks you to approve it on the card above.",
  );
  await card.press("olga", "Cancel");
  await card.reads("cancelled");
});
