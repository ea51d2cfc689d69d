import type { Production } from "../production.ts";
import { askUpdate, sessionIdOf } from "../requests.ts";
import { must } from "../stage.ts";

const RUNNING = /Running now\n(?!Nothing)[\s\S]*gate-7/;

/** What the bot's Home tab shows, and how it stays true. */
export async function home(on: Production): Promise<void> {
  on.stage.chapter("The bot's Home tab");
  await on.stage.scene(() => decided(on));
  await on.stage.scene(() => looking(on));
  await on.stage.scene(() => asking(on));
}

async function decided(on: Production): Promise<void> {
  const { stage, cast } = on;
  await stage.step(
    "Ada turns to the bot's Home: it shows what waits, what runs, and the fleet.",
    () => cast.opensHome("ada", "sessions online"),
    [
      "Waiting for you",
      "Needs attention",
      "Running now",
      "the newest online",
      "Ingresses with certificate trouble",
      "[Update a session…]",
    ],
  );
  let card = { channel: "", ts: "" };
  await stage.step(
    "Olga asks for an update: it waits for Ada, on her Home too, with a link to the card.",
    async () => {
      card = await askUpdate(on, "gate-7", { reason: "As on Home" });
      return cast.home("ada", /Update gate-7\?[\s\S]*“As on Home” · Card \(https:/);
    },
  );
  await stage.step("She approves it on the card; Home shows that it runs.", async () => {
    await cast.presses("ada", card, "Approve");
    return cast.home("ada", RUNNING);
  });
  await stage.step("And it is gone from there once gate-7 is back.", async () => {
    await cast.reads(card, "gate-7 is back.", on.realMs(400));
    await on.cast.waitFor(() => !homeWords(on).includes("gate-7"), "Ada's Home without gate-7");
    return homeWords(on);
  });
}

async function looking({ stage, cast, sandbox }: Production): Promise<void> {
  await stage.step("Otto has Home too, and asks there for the list of sessions: it comes under Messages.", async () => {
    await cast.opensHome("otto", "sessions online");
    const before = sandbox.slack.person("otto").messages("dm").length;
    await cast.pressesOnHome("otto", "Sessions");
    const list = await cast.waitFor(
      () => sandbox.slack.person("otto").messages("dm")[before],
      "the list in Otto's DM",
    );
    must(list.onlyFor === null, "a message that stays");
    await cast.home("otto", "Sessions, asked for at");
    return sandbox.slack.renderText(list);
  }, ["sessions online", "[Next]"]);
  await stage.step("An update he may not ask for.", async () => {
    await cast.pressesOnHome("otto", "Update a session…");
    const words = await cast.modal("otto", "Only operators may update a session");
    await cast.closes("otto");
    return words;
  });
}

async function asking(on: Production): Promise<void> {
  const { stage, cast, sandbox } = on;
  await stage.step("Olga asks for one on Home: the form wants to know where its card is to go.", async () => {
    await cast.opensHome("olga", "sessions online");
    await cast.pressesOnHome("olga", "Update a session…");
    await cast.modal("olga", "Channel for the card");
    const [option] = await sandbox.slack
      .person("olga")
      .suggest({ actionId: "session-pick" }, sessionIdOf(on, "gate-8"));
    await cast.fills("olga", {
      Session: option?.value ?? "",
      Reason: "From Home",
      "Channel for the card": "random",
    });
    return cast.submits("olga", "! The bot is not in this channel");
  });
  await stage.step("In #fleet it may; she cancels it there.", async () => {
    await cast.fills("olga", { "Channel for the card": "fleet" });
    const card = await cast.posted(() => cast.submits("olga", "Asked; nothing changes before"));
    await cast.closes("olga");
    await cast.reads(card, "Update gate-8?");
    await cast.presses("olga", card, "Cancel");
    return cast.reads(card, "Update of gate-8 cancelled by @olga.");
  });
}

function homeWords({ sandbox }: Production): string {
  const view = sandbox.slack.person("ada").home();
  return view ? sandbox.slack.renderText(view) : "";
}
