import type { Production } from "../production.ts";
import { askUpdate, callsOf, sessionIdOf, type UpdateRequest, updateApproved } from "../requests.ts";
import { type Expected, must } from "../stage.ts";

interface Ending {
  title: string;
  agent: string;
  request?: UpdateRequest;
  awaited: string;
  expected: Expected[];
}

const ENDINGS: Ending[] = [
  {
    title: "edge-01 is updated and restarted.",
    agent: "edge-01",
    awaited: "edge-01 is back.",
    expected: ["3.19.0 → 3.22.1", "New session ts_", "1 of 1 URL is back"],
  },
  {
    title: "edge-04 has the newest version already.",
    agent: "edge-04",
    awaited: "edge-04 was not updated.",
    expected: ["No update is available. Nothing changed."],
  },
  {
    title: "edge-05 has updates disabled.",
    agent: "edge-05",
    awaited: "edge-05 was not updated.",
    expected: ["Updates are disabled in the agent's configuration. Nothing changed."],
  },
  {
    title: "edge-06 refuses, with a text that nobody has foreseen.",
    agent: "edge-06",
    awaited: "edge-06 was not updated.",
    expected: ["permission denied", "Nothing changed."],
  },
  {
    title: "edge-08 comes back as it was.",
    agent: "edge-08",
    awaited: "edge-08 is back, still on 3.19.0.",
    expected: ["The update did not take effect.", "[Look again]", "[I'm on it]", "[Mark resolved…]"],
  },
  {
    title: "edge-11 comes back without its URL.",
    agent: "edge-11",
    awaited: "edge-11 is back without its URL.",
    expected: ["Check its configuration.", "[Look again]"],
  },
  {
    title: "sdk-01 is an application whose code has no handler for it.",
    agent: "sdk-01",
    awaited: "sdk-01 was not updated.",
    expected: ["the agent has not defined a callback for this operation", "Nothing changed."],
  },
  {
    title: "mac-01 is of major version 2, and stays there.",
    agent: "mac-01",
    awaited: "mac-01 is back.",
    expected: ["2.3.40 → 2.3.41"],
  },
  {
    title: "edge-02 is to be updated only; nothing goes down.",
    agent: "edge-02",
    request: { when: "update-only" },
    awaited: "Update of edge-02 started.",
    expected: ["restart it to run the new version", "[Restart…]"],
  },
  {
    title: "win-01 cannot be restarted from here, so its form offers the update alone.",
    agent: "win-01",
    awaited: "Update of win-01 started.",
    expected: ["stop it: its service manager, where it has one, starts the new version"],
  },
];

/** Each way that an update ends by itself. */
export async function updates(on: Production): Promise<void> {
  const { stage, cast } = on;
  stage.chapter("Updates, and each way that they end");
  await stage.scene(() => picking(on));
  for (const { title, agent, request = {}, awaited, expected } of ENDINGS) {
    await stage.scene(() =>
      stage.step(
        title,
        async () => {
          const card = await updateApproved(on, agent, request);
          return cast.reads(card, awaited);
        },
        expected,
      ),
    );
  }
  await stage.scene(() => updatedTwice(on));
  await stage.scene(() => restartRefused(on));
  await stage.scene(() => chosenTimes(on));
}

async function picking(on: Production): Promise<void> {
  const { stage, cast, sandbox } = on;
  await stage.step("Olga opens the form without an id and types a part of a name; she picks, and sees what it serves.", async () => {
    const olga = sandbox.slack.person("olga");
    await cast.opens("olga", "session update", "Reason:");
    const offered = await olga.suggest({ blockId: "session" }, "edge-0");
    must(offered.length >= 9, "the sessions that fit to be offered");
    await cast.fills("olga", { Reason: "Typed before the choice", Session: sessionIdOf(on, "edge-01") });
    const words = await cast.modal("olga", "1 URL goes down");
    await cast.closes("olga");
    return words;
  }, ["https://edge-01.devices.example.com", "Typed before the choice"]);
}

async function updatedTwice(on: Production): Promise<void> {
  await on.stage.step("edge-02 is updated, but not restarted yet: a second update is refused.", async () => {
    on.sandbox.ngrok.agents.find("edge-02").update = "done";
    return on.cast.reads(await updateApproved(on, "edge-02"), "edge-02 was not updated.");
  }, ["The agent is updated already and runs the new version from its next restart."]);
}

async function restartRefused(on: Production): Promise<void> {
  const { stage, cast } = on;
  await stage.step("edge-12 takes the update and refuses the restart: the card offers it again.", async () => {
    const card = await updateApproved(on, "edge-12");
    const words = await cast.reads(card, "edge-12 was not restarted.");
    await cast.presses("olga", card, "Restart…");
    await cast.modal("olga", "goes down");
    await cast.closes("olga");
    return words;
  }, ["The update has started; the agent refused the restart", "fork/exec: no such file", "[Restart…]"]);
}

async function chosenTimes(on: Production): Promise<void> {
  const { stage, cast } = on;
  await stage.step("A time that is missing or past is said at its field.", async () => {
    await cast.opens("olga", `session update ${sessionIdOf(on, "edge-03")}`, "Reason:");
    await cast.fills("olga", { When: "restart-later", Reason: "At night" });
    await cast.modal("olga", "Restart at:");
    await cast.submits("olga", "! Please complete this required field.");
    await cast.fills("olga", { at: new Date(on.now().getTime() - 60_000) });
    const words = await cast.submits("olga", "! This time has passed.");
    await cast.closes("olga");
    return words;
  }, ["Choose a later one."]);
  await stage.step(
    "edge-03 is updated now and restarted at a chosen time.",
    async () => {
      const card = await updateApproved(on, "edge-03", { when: "restart-later", inSeconds: 90 });
      await cast.reads(card, "edge-03 restarts at");
      must(callsOf(on, "restart", "edge-03") === 0, "no restart before its time");
      return cast.reads(card, "edge-03 is back.");
    },
    // Its one URL is pooled with edge-02.
    ["3.19.0 → 3.22.1"],
  );
  await stage.step("edge-13 is updated and restarted at a chosen time; nothing is called before.", async () => {
    const card = await askUpdate(on, "edge-13", { when: "all-later", inSeconds: 120 });
    await cast.presses("ben", card, "Approve");
    await cast.reads(card, "edge-13 will be updated at");
    must(callsOf(on, "update", "edge-13") === 0, "no update before its time");
    return cast.reads(card, "edge-13 is back.");
  }, ["3.19.0 → 3.22.1"]);
}
