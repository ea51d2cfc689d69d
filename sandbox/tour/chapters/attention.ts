import type { Production } from "../production.ts";
import { callsOf, sessionIdOf, updateApproved } from "../requests.ts";
import { must } from "../stage.ts";

/** What needs a person, and what a person can do about it. */
export async function attention(on: Production): Promise<void> {
  on.stage.chapter("When something is not as it should be");
  await on.stage.scene(() => neverBack(on));
  await on.stage.scene(() => backLate(on));
  await on.stage.scene(() => backTwice(on));
  await on.stage.scene(() => unknownOutcome(on));
  await on.stage.scene(() => tooLate(on));
}

async function neverBack(on: Production): Promise<void> {
  const { stage, cast } = on;
  const card = await updateApproved(on, "edge-09");
  await stage.step("edge-09 does not come back.", () => cast.reads(card, "edge-09 is not back."), [
    "No new session after 60 s",
    "1 URL is down",
    "[Look again] [I'm on it] [Mark resolved…]",
  ]);
  await stage.step("One reply in the thread, also shown in the channel, tells who asked and who approved.", async () => {
    const words = await cast.thread(card, "The card has the buttons.");
    must(
      cast.replies(card).some(({ broadcast }) => broadcast),
      "a reply that the channel sees too",
    );
    return words;
  }, ["@olga", "@ada", "Down: https://edge-09.devices.example.com"]);
  await stage.step(
    "Ada has the bot look again.",
    () => cast.told("ada", () => cast.presses("ada", card, "Look again")),
    ["Looked at", "edge-09 is not back."],
  );
  await stage.step("Ben is on it.", async () => {
    await cast.presses("ben", card, "I'm on it");
    return cast.reads(card, "@ben has been on it since");
  });
  await stage.step("Ben marks it resolved; a note is required.", async () => {
    await cast.presses("ben", card, "Mark resolved…");
    await cast.modal("ben", "What was done?");
    const empty = await on.sandbox.slack.person("ben").submit();
    must(empty.kind === "errors", "no resolution without a note");
    await cast.fills("ben", { "What was done?": "Power supply replaced" });
    await cast.submitsAndCloses("ben");
    return cast.reads(card, "resolved by @ben");
  }, ["Power supply replaced"]);
}

async function backLate(on: Production): Promise<void> {
  const { stage, cast, sandbox } = on;
  const card = await updateApproved(on, "late-1");
  await stage.step("late-1 is not back in time either.", () => cast.reads(card, "late-1 is not back."));
  await stage.step("A while later it is, and the bot, which kept looking, says so.", async () => {
    sandbox.ngrok.agents.reconnect("late-1");
    await cast.thread(card, "late-1 is back, late.", on.realMs(180));
    return cast.reads(card, "late-1 is back, late.");
  }, ["New session ts_", "1 of 1 URL is back"]);
}

async function backTwice(on: Production): Promise<void> {
  const { stage, cast } = on;
  const card = await updateApproved(on, "pair-1");
  await stage.step(
    "pair-1 comes back twice: the bot does not guess.",
    () => cast.reads(card, "Which one is pair-1?"),
    ["Two new sessions fit", "[Choose…]"],
  );
  await stage.step("Ada chooses.", async () => {
    await cast.presses("ada", card, "Choose…");
    await cast.modal("ada", "pair-1");
    await cast.fills("ada", { "chosen-session": sessionIdOf(on, "pair-1") });
    await cast.submitsAndCloses("ada");
    return cast.reads(card, "pair-1 is back.");
  }, ["Chosen by @ada", sessionIdOf(on, "pair-1")]);
}

async function unknownOutcome(on: Production): Promise<void> {
  const { stage, cast, sandbox } = on;
  const path = "/tunnel_sessions/*/update";
  await stage.step("ngrok never answers the first call of an update, which did nothing: it is called once more.", async () => {
    sandbox.ngrok.faults.add({ path, action: "hang" });
    const card = await updateApproved(on, "odd-1");
    const words = await cast.reads(card, "odd-1 is back.");
    must(callsOf(on, "restart", "odd-1") === 1, "one restart");
    return words;
  }, ["3.19.0 → 3.22.1"]);
  sandbox.ngrok.faults.add({ path, action: "810-executed" });
  const card = await updateApproved(on, "odd-2");
  await stage.step(
    "The network fails, but the update has begun: the agent refuses the second call, and nobody can tell.",
    () => cast.reads(card, "Was odd-2 updated?"),
    ["[Restart anyway] [Close]", "A restart runs the new version, if there is one."],
  );
  await stage.step("Ada restarts it anyway.", async () => {
    await cast.presses("ada", card, "Restart anyway");
    return cast.reads(card, /odd-2 is back/);
  });
  sandbox.ngrok.faults.add({ path, action: "810-executed" });
  const second = await updateApproved(on, "odd-3");
  await stage.step("The same again: this time Ada closes it.", async () => {
    await cast.reads(second, "Was odd-3 updated?");
    await cast.presses("ada", second, "Close");
    return cast.reads(second, "closed by @ada");
  }, ["Whether it took effect is not known."]);
  await stage.step(
    "The answer to a restart is lost: the old id is gone, so it has happened, and it is not repeated.",
    async () => {
      sandbox.ngrok.faults.add({ path: "/tunnel_sessions/*/restart", action: "drop-after" });
      const words = await cast.reads(await updateApproved(on, "odd-4"), "odd-4 is back.");
      must(callsOf(on, "restart", "odd-4") === 1, "one call of restart");
      return words;
    },
  );
}

/** The bot is down while three restarts come due, and for longer than they may be late. */
async function tooLate(on: Production): Promise<void> {
  const { stage, cast, bot } = on;
  const later = { when: "restart-later", inSeconds: 120 } as const;
  const now = await updateApproved(on, "late-2", later);
  const chosen = await updateApproved(on, "late-3", later);
  const left = await updateApproved(on, "late-4", later);
  const wait = new Date(on.now().getTime() + (120 + 130) * 1000);
  await stage.step("Three restarts are due in two minutes when the bot dies; it starts long after.", async () => {
    for (const card of [now, chosen, left]) await cast.reads(card, "restarts at");
    await bot.end("SIGKILL");
    await on.untilTime(wait);
    await bot.start();
    return cast.reads(now, "The restart of late-2 was due");
  }, ["The bot was down, so it was not run.", "[Restart now] [Choose time…] [Leave it]"]);
  await stage.step("Ada: restart now.", async () => {
    must(callsOf(on, "restart", "late-2") === 0, "no restart unasked");
    await cast.presses("ada", now, "Restart now");
    return cast.reads(now, "late-2 is back.");
  });
  await stage.step("Ben chooses a time for the second.", async () => {
    await cast.reads(chosen, "The restart of late-3 was due");
    await cast.presses("ben", chosen, "Choose time…");
    await cast.modal("ben", "New time");
    await cast.fills("ben", { "New time": new Date(on.now().getTime() + 60_000) });
    await cast.submitsAndCloses("ben");
    await cast.reads(chosen, "late-3 restarts at");
    return cast.reads(chosen, "late-3 is back.");
  });
  await stage.step("Ada leaves the third; Olga may not.", async () => {
    await cast.reads(left, "The restart of late-4 was due");
    const words = await cast.told("olga", () => cast.presses("olga", left, "Leave it"));
    must(words.includes("Only approvers"), "Olga to be told that only approvers may");
    await cast.presses("ada", left, "Leave it");
    return cast.reads(left, "The restart of late-4 was not run.");
  }, ["@ada left it.", "The new version runs from its next restart."]);
}
