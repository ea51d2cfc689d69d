import { addAgents } from "../../ngrok/seed-fleet.ts";
import type { Production } from "../production.ts";
import { must } from "../stage.ts";

const MANY = 110;

/** Looking at sessions changes nothing, so anybody may do it. */
export async function sessions(on: Production): Promise<void> {
  const { stage, sandbox } = on;
  stage.chapter("Sessions: the list, the search, one of them");
  await stage.scene(() => paging(on));
  for (let index = 1; index <= MANY; index += 1) {
    sandbox.ngrok.agents.remove(`fleet-${String(index).padStart(4, "0")}`);
  }
  await stage.scene(() => searching(on));
  await stage.scene(() => oneSession(on));
  await stage.scene(() => whatSomeCannot(on));
}

async function paging({ stage, cast, sandbox }: Production): Promise<void> {
  addAgents(sandbox.ngrok, MANY);
  const count = sandbox.ngrok.agents.all().length;
  await stage.step(`Otto lists ${count} sessions.`, () => cast.asks("otto", "sessions"), [
    `${count} sessions online`,
    `and ${count - 8} more`,
    "[⋯ Show | Update… | Restart… | Stop…]",
    "[Next] [Share here]",
  ]);
  const list = cast.answerOf("otto");
  await stage.step("He turns to the next page: it takes the first one's place.", async () => {
    await cast.presses("otto", list, "Next");
    return cast.reads(list, "9 to 16");
  }, [`and ${count - 16} more`, "[Previous] [Next] [Share here]"]);
  await stage.step("And back.", async () => {
    await cast.presses("otto", list, "Previous");
    return cast.reads(list, `and ${count - 8} more`);
  }, ["[Next] [Share here]"]);
}

async function searching({ stage, cast }: Production): Promise<void> {
  await stage.step(
    "Ben searches by words: every one has to fit.",
    () => cast.asks("ben", "sessions linux us"),
    ["fit “linux us”", "edge-01"],
  );
  await stage.step(
    "He pastes a link that Slack made of a URL.",
    () =>
      cast.asks("ben", "sessions <https://edge-07.devices.example.com/health|edge-07.devices.example.com>"),
    [/1 of \d+ sessions online fit/, "edge-07"],
  );
  const list = cast.answerOf("ben");
  await stage.step("He shares what he found with the channel.", async () => {
    const shared = await cast.posted(() => cast.presses("ben", list, "Share here"));
    return cast.reads(shared, "Shared by");
  }, ["Shared by @ben", "edge-07"]);
  await stage.step(
    "Nothing fits: he is told where was searched.",
    () => cast.asks("ben", "sessions no-such-thing"),
    [/None of the \d+ sessions online fits “no-such-thing”/, "Searched: name, id, ip, os"],
  );
}

async function oneSession({ stage, cast, sandbox }: Production): Promise<void> {
  const { id = "" } = sandbox.ngrok.agents.find("edge-02").session ?? {};
  await stage.step(
    "Olga shows a session by the end of its id: all fields, and what it serves.",
    () => cast.asks("olga", `session show ${id.slice(-7)}`),
    [
      id,
      "Version: 3.19.0",
      "OS: linux",
      "Credential: cr_",
      "https://edge-02.devices.example.com",
      "survives a restart",
    ],
  );
  await stage.step("From the row's menu it is the same.", async () => {
    await cast.asks("olga", "sessions edge-02");
    const list = cast.answerOf("olga");
    return cast.told("olga", () => cast.presses("olga", list, "Show", { row: "edge-02" }));
  }, [id, "Serves right now"]);
  const twins = ["twin-a", "twin-b"].map((name) => sandbox.ngrok.agents.find(name).session?.id ?? "");
  await stage.step(
    "A name that two sessions bear is not guessed.",
    () => cast.asks("olga", "session show kiosk"),
    ["2 sessions online fit kiosk.", ...twins],
  );
  await stage.step("An id that nobody knows.", () => cast.asks("olga", "session show ts_nothing"), [
    "No session online has the id or name ts_nothing",
  ]);
}

async function whatSomeCannot({ stage, cast, sandbox }: Production): Promise<void> {
  const idOf = (name: string) => sandbox.ngrok.agents.find(name).session?.id ?? "";
  await stage.step(
    "Windows says what it cannot do.",
    () => cast.asks("olga", `session show ${idOf("win-01")}`),
    ["An agent on Windows cannot be restarted from here"],
  );
  await stage.step("So does an SSH session.", () => cast.asks("olga", `session show ${idOf("ssh-01")}`), [
    "This is an SSH session",
    "[Stop…]",
  ]);
  await stage.step(
    "And what is likely an application with an SDK.",
    () => cast.asks("olga", `session show ${idOf("sdk-01")}`),
    ["may be an application built with an ngrok SDK"],
  );
  await stage.step("The form of an update refuses the SSH session before anything is typed.", async () => {
    const words = await cast.opens("olga", `session update ${idOf("ssh-01")}`, "It cannot be updated");
    await cast.closes("olga");
    return words;
  }, ["it has no agent that could be updated"]);
  await stage.step("A restart of the Windows session names the way out.", async () => {
    const words = await cast.opens(
      "olga",
      `session restart ${idOf("win-01")}`,
      "cannot be restarted from here",
    );
    await cast.closes("olga");
    must(!words.includes("[Restart]"), "no button to restart it");
    return words;
  }, ["Stop it: its service manager, where it has one, starts it again"]);
}
