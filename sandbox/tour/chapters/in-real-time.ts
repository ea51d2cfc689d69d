import type { Call } from "../../ngrok/calls.ts";
import type { Production } from "../production.ts";
import type { Post } from "../screen.ts";
import { must } from "../stage.ts";

const SECOND_MS = 1000;

/** An update on the clock on the wall, through the death of the bot. */
export async function inRealTime(on: Production): Promise<void> {
  const { stage, cast } = on;
  stage.chapter("One update in real time, with the bot killed in its middle");
  await stage.scene(async () => {
    await stage.step(
      "Olga asks the bot what it can do, and what she may do here.",
      () => cast.asks("olga", "help"),
      [
        "/ngrok sessions [words]",
        "Slack id U0OLGA0001",
        "ask for changes (operator)",
        "channel id C0FLEET001",
      ],
    );
    const { agents } = on.sandbox.ngrok;
    const before = agents.find("edge-07").session?.id ?? "";
    const card = await asked(on, before);
    await approvedTwice(on, card);
    await killedAndRestarted(on);
    await reported(on, card, before);
  });
}

async function asked({ stage, cast }: Production, sessionId: string): Promise<Post> {
  await stage.step(
    "She wants to update edge-07: the form says what goes down and what follows.",
    () => cast.opens("olga", `session update ${sessionId}`, "edge-07"),
    [
      "2 URLs go down",
      "https://edge-07.devices.example.com",
      "Now, restart 10 s later",
      "can keep it offline",
    ],
  );
  let card: Post = { channel: "#fleet", ts: "" };
  await stage.step("She gives her reason and asks. The card mentions both approvers.", async () => {
    await cast.fills("olga", { Reason: "CVE-2026-1234 is fixed in 3.22" });
    card = await cast.posted(() => cast.submits("olga", "Asked; nothing changes before an approver agrees"));
    await cast.closes("olga");
    return cast.reads(card, "Update edge-07?");
  }, ["@ada", "@ben", "CVE-2026-1234", "[Approve] [Deny]", "restart 10 s later", "2 URLs go down"]);
  return card;
}

async function approvedTwice({ stage, cast, sandbox }: Production, card: Post): Promise<void> {
  await stage.step("Ada and Ben press Approve at the same moment: one update, and the other is told who was first.", async () => {
    const { ada, ben } = sandbox.slack.people;
    const saw = (id: string) =>
      sandbox.slack
        .person(id === ada.id ? "ada" : "ben")
        .messages("#fleet")
        .findLast(({ onlyFor }) => onlyFor === id);
    const seen = cast.sees("ben", card);
    await Promise.all([cast.presses("ada", card, "Approve"), cast.presses("ben", card, "Approve", { seen })]);
    const told = await cast.waitFor(() => saw(ada.id) ?? saw(ben.id), "an answer for whoever was second");
    must(!(saw(ada.id) && saw(ben.id)), "only one of them is told that he was second");
    await cast.reads(card, "edge-07 restarts at");
    must(commands(sandbox.ngrok.calls, "update").length === 1, "one call of update");
    const second = told.onlyFor === ada.id ? "ada" : "ben";
    return `To ${second} alone: ${sandbox.slack.renderText(told)}`;
  }, [/@(ada|ben) was first: approved at/]);
  await stage.step(
    "ngrok has started the update; the card counts down and can be stopped.",
    () => cast.reads(card, "edge-07 restarts at"),
    ["ngrok has started the update", "[Cancel restart] [Postpone…]"],
  );
}

async function killedAndRestarted({ stage, bot }: Production): Promise<void> {
  await stage.step("While it waits, the bot is killed with SIGKILL, and started again.", async () => {
    await bot.end("SIGKILL");
    must(!bot.running, "the bot to be gone");
    await bot.start();
    return "The bot is back: ready.";
  });
}

async function reported(on: Production, card: Post, before: string): Promise<void> {
  const { stage, cast, sandbox } = on;
  const { calls, agents } = sandbox.ngrok;
  await stage.step(
    "The follow-up in the card's thread comes first, then the restart.",
    () => cast.thread(card, "edge-07", 30 * SECOND_MS),
    [/Restarting edge-07|edge-07 is back/, "@olga"],
  );
  await stage.step("edge-07 is back: old and new session id, and which endpoints are back.", async () => {
    const words = await cast.thread(card, "is back", 40 * SECOND_MS);
    must(words.includes(before), `the old id ${before}`);
    must(words.includes(agents.find("edge-07").session?.id ?? "?"), "the new id");
    return words;
  }, ["3.19.0 → 3.22.1", "2 of 2 URLs are back", /Back: .*https:..edge-07.devices.example.com/]);
  await stage.step("The card says the same.", () => cast.reads(card, "edge-07 is back"), ["New session ts_"]);
  await stage.step(
    "One update, one restart, one follow-up, one card; 10 s at least between 204 and restart.",
    async () => {
      const [update] = commands(calls, "update");
      const restarts = commands(calls, "restart");
      const [restart] = restarts;
      must(restarts.length === 1, `one call of restart (there were ${restarts.length})`);
      must(
        cast.replies(card).length === 1,
        `one reply in the thread (there are ${cast.replies(card).length})`,
      );
      const cards = sandbox.slack.person("olga").messages("#fleet");
      must(
        cards.filter(({ from, onlyFor, threadTs }) => from === "bot" && !onlyFor && !threadTs).length === 1,
        "one card",
      );
      const waitedMs =
        (restart?.monotonicMs ?? 0) - (update?.answeredMonotonicMs ?? Number.POSITIVE_INFINITY);
      must(waitedMs >= 10 * SECOND_MS, `10 s at least between ngrok's 204 and the restart (${waitedMs} ms)`);
      return `update answered ${update?.status}; restart called ${(waitedMs / SECOND_MS).toFixed(1)} s later`;
    },
  );
}

function commands(calls: readonly Call[], name: "update" | "restart"): Call[] {
  return calls.filter(({ path }) => path.endsWith(`/${name}`));
}
