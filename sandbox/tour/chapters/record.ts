import type { Production } from "../production.ts";
import { askUpdate, sessionIdOf } from "../requests.ts";
import { must } from "../stage.ts";

/** What is open, what was done, and what everyone heard of it. */
export async function record(on: Production): Promise<void> {
  const { stage } = on;
  stage.chapter("The record: what is open, what was done");
  await stage.scene(() => open(on));
  await stage.scene(() => history(on));
  await stage.scene(() => announcements(on));
  for (const scene of on.later) await stage.scene(scene);
}

async function open(on: Production): Promise<void> {
  const { stage, cast } = on;
  const card = await askUpdate(on, "gate-3", { reason: "Still to be decided" });
  await stage.step(
    "Otto sees everything unfinished or unresolved, with links to the cards.",
    () => cast.asks("otto", "open"),
    [
      /\d+ changes are open, \d+ need a person/,
      "edge-11 is back without its URL",
      "Needs a person since",
      "Card (https://",
    ],
  );
  await stage.step("He shares it with the channel; that pings nobody.", async () => {
    const list = cast.answerOf("otto");
    const before = on.sandbox.slack.person("olga").mentions().length;
    const words = await cast.reads(
      await cast.posted(() => cast.presses("otto", list, "Share here")),
      "Shared by",
    );
    must(on.sandbox.slack.person("olga").mentions().length === before, "no new mention of Olga");
    return words;
  }, ["Shared by @otto"]);
  await cast.presses("olga", card, "Cancel");
  await cast.reads(card, "cancelled by @olga");
}

async function history(on: Production): Promise<void> {
  const { stage, cast, sandbox } = on;
  await stage.step("The history, newest first.", () => cast.asks("ben", "history"), [
    "History, newest first",
    "Update of gate-3 cancelled",
    "[Older] [Share here]",
  ]);
  const list = cast.answerOf("ben");
  await stage.step("An older page.", async () => {
    await cast.presses("ben", list, "Older");
    return cast.reads(list, "History, older");
  }, ["[Newest]"]);
  const call = sandbox.ngrok.calls.find(
    ({ agent, path }) => agent === "edge-01" && path.endsWith("/restart"),
  );
  const old = call?.sessionId ?? "";
  const now = sessionIdOf(on, "edge-01");
  const story = [
    `…${old.slice(-6)} → …${now.slice(-6)}`,
    now,
    "Asked by @olga",
    "approved by @ada",
    "ngrok started the update",
    "edge-01 is back.",
  ];
  await stage.step(
    "By the old id of edge-01: the whole story.",
    () => cast.asks("ben", `history ${old}`),
    story,
  );
  await stage.step("By its new id: the same.", () => cast.asks("ben", `history ${now}`), story);
}

async function announcements({ stage, sandbox }: Production): Promise<void> {
  await stage.step("Every finished change is one line in #announce, which pings nobody.", async () => {
    const { slack } = sandbox;
    const lines = slack.person("otto").messages("#announce");
    const words = lines.map((message) => slack.renderText(message));
    must(
      lines.every(({ text, blocks }) => !`${text}${JSON.stringify(blocks)}`.includes("<@")),
      "no mention",
    );
    return `${words.slice(0, 6).join("\n")}\nand ${Math.max(0, words.length - 6)} more`;
  }, ["is created.", "is deleted."]);
}
