import { afterEach, expect, test } from "vitest";
import { useBot } from "../support/use-bot.ts";

const bot = useBot({
  environment: { ADMINS: "U0OTTO0001", ANNOUNCE_CHANNEL: "C0ANNOUNCE" },
  agents: { "frozen-1": {}, "frozen-2": {}, "frozen-3": {}, "frozen-4": {}, "frozen-5": {}, "frozen-6": {} },
});

const FROZEN = "*All changes are frozen* by @otto";
const type = (name: "otto" | "olga", command: string) =>
  bot.world.slack.person(name).command("#fleet", command);

/** Until Otto has been answered: the words of earlier freezes stand in the channel as well. */
async function answered(command: string, words: RegExp): Promise<void> {
  const { world } = bot;
  const answers = () =>
    world
      .screen("otto")
      .split("\n---\n")
      .filter((part) => words.test(part)).length;
  const before = answers();
  await type("otto", command);
  await world.until(() => answers() > before, `the answer to ${command}`);
}
const freeze = (reason = "") => answered(`freeze ${reason}`, /^\*All changes are frozen\* by @otto[.:] /);
const unfreeze = () => answered("unfreeze", /ended the freeze|Nothing is frozen/);

afterEach(unfreeze);

test("an admin freezes all changes, in words for the channel and the announcements", async () => {
  const { world, steps } = bot;
  await type("otto", "freeze incident 4711");
  const said = await world.reads(FROZEN);
  expect(said).toContain(
    "*All changes are frozen* by @otto: “incident 4711”. The bot sends ngrok no more changes",
  );
  expect(await world.reads("*All changes are frozen*", "ada", "#announce")).toBe(
    said.replace(" by @otto", ""),
  );
  await type("otto", "freeze once more");
  expect(await steps.told("otto", "It stays as it is")).toContain("“incident 4711”");
  await type("otto", "unfreeze");
  expect(await world.reads("can be made again")).toMatch(
    /^\*Changes can be made again\.\* @otto ended the freeze/,
  );
  await type("otto", "unfreeze");
  expect(await steps.told("otto", "Nothing is frozen")).toContain("`/ngrok freeze [reason]`");
});

test("nobody but an admin freezes or ends a freeze, and a reason has an end", async () => {
  const { world, steps } = bot;
  await type("olga", "freeze");
  expect(await steps.told("olga", "Only admins may freeze changes")).toContain("ADMINS");
  await type("otto", `freeze ${"x".repeat(201)}`);
  await steps.told("otto", "at most 200 characters");
  await type("otto", "freeze");
  await world.reads(FROZEN);
  await type("olga", "unfreeze");
  await steps.told("olga", "Only admins may end a freeze");
  await type("otto", "unfreeze please");
  await steps.told("otto", "Did you mean `/ngrok unfreeze`");
  await type("olga", "open");
  expect(await steps.told("olga", "Nothing is open")).toContain(FROZEN);
});

test("meanwhile nothing is asked for, nor approved; what is asked for already can be denied or cancelled", async () => {
  const { steps } = bot;
  const asked = await steps.askForUpdate("frozen-1");
  const toCancel = await steps.askForUpdate("frozen-2");
  await freeze();
  for (const command of ["session update", "ingress create new.example.com", "session restart frozen-1"]) {
    await steps.open(command, "nothing is asked for, approved or run");
    await bot.world.slack.person("olga").closeModal({ all: true });
  }
  await asked.press("ada", "Approve");
  await steps.told("ada", "nothing is asked for, approved or run");
  expect(asked.calls()).toEqual([]);
  await asked.press("ada", "Deny");
  await steps.submit("Why not?", { "Why not?": "Not now" }, "ada");
  await asked.reads("denied");
  await toCancel.press("olga", "Cancel");
  await toCancel.reads("cancelled");
});

test("a form that was open is refused at its submit, with what was typed kept", async () => {
  const { world, steps } = bot;
  await steps.open("session restart frozen-3", "frozen-3");
  await freeze();
  const answer = await steps.submit("frozen-3", { Reason: "security fix" });
  expect(JSON.stringify(answer)).toContain("All changes are frozen");
  await world.slack.person("olga").closeModal({ all: true });
  expect(world.ngrok.calls.filter(({ method }) => method === "POST")).toEqual([]);
});

test("an update in its wait is held, in words that name the freeze, until an approver lets it run", async () => {
  const { steps } = bot;
  const card = await steps.update("frozen-4");
  await card.reads("restarts at");
  await freeze("incident 4712");
  const held = await card.reads("was not run");
  expect(held).toContain(
    "*The restart of frozen-4 was not run.*\nThe update has started. All changes were frozen by @otto: “incident 4712”. After the freeze an approver can let it run.",
  );
  expect(held).toContain("[Restart now] [Choose time…] [Leave it] [I'm on it] [Details]");
  expect(card.calls()).toEqual(["update 204"]);
  await card.press("ben", "Restart now");
  await steps.told("ben", "nothing is asked for, approved or run");
  await unfreeze();
  await card.press("ben", "Restart now");
  expect(await card.reads("is back")).toContain("let run by @ben");
  expect(card.calls()).toEqual(["update 204", "restart 204"]);
});

test("a restart that is held after a try without an answer is reported all the same once that took effect", async () => {
  const { world, steps } = bot;
  world.ngrok.faults.add({ path: "/tunnel_sessions/*/restart", action: "810-not-executed" });
  const card = await steps.restart("frozen-5");
  await world.until(() => card.calls().length === 1, "the first try");
  await freeze("incident 4713");
  expect(await card.reads("was not run")).toContain(
    "*The restart of frozen-5 was not run.*\nAn earlier try got no answer; the bot looks whether it takes effect after all. All changes were frozen by @otto",
  );
  world.ngrok.agents.reconnect("frozen-5");
  expect(await card.reads("is back")).toContain(world.sessionOf("frozen-5"));
  expect(card.calls()).toHaveLength(1);
});

test("a held restart that is let run after another change has made it is not run, and says why", async () => {
  const { steps } = bot;
  const card = await steps.update("frozen-6");
  await card.reads("restarts at");
  await freeze("incident 4714");
  await card.reads("was not run");
  await unfreeze();
  const other = await steps.restart("frozen-6");
  await other.reads("is back");
  await card.press("ben", "Restart now");
  const ended = await card.reads("came first");
  expect(ended).toContain("*Another change came first, so frozen-6 was not restarted.*");
  expect(ended).toContain("The update has started; a restart since then runs the new version.");
  expect(card.calls().filter((call) => call.startsWith("restart"))).toHaveLength(1);
});
