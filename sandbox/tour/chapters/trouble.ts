import type { Production } from "../production.ts";
import { callsOf, sessionIdOf, updateApproved } from "../requests.ts";
import { must } from "../stage.ts";

/** ngrok and Slack have bad days, and people type in odd places. */
export async function trouble(on: Production): Promise<void> {
  on.stage.chapter("Trouble with ngrok, trouble with Slack, odd places");
  await on.stage.scene(() => ngrokTrouble(on));
  await on.stage.scene(() => slackTrouble(on));
  await on.stage.scene(() => oddPlaces(on));
  await on.stage.scene(() => oddWords(on));
}

async function ngrokTrouble(on: Production): Promise<void> {
  const { stage, cast, sandbox } = on;
  const { faults, apiKey } = sandbox.ngrok;
  const path = "/agent_ingresses/*";
  on.expectError(/"err":\{"type":"Ngrok\w+Error".*"msg":"Handler failed"/);
  const asked = () => cast.asks("ada", "ingress show agents.example.com");
  const withFault = async (fault: Parameters<typeof faults.add>[0]) => {
    for (const at of [path, "/agent_ingresses"]) faults.add({ ...fault, path: at, times: "always" });
    const words = await asked().finally(() => faults.clear());
    must(!words.includes(apiKey), "no key in the words");
    return words;
  };
  await stage.step("ngrok has a fault of its own.", () => withFault({ path, action: "html-502" }), [
    "ngrok has a fault of its own (502)",
    "Reference",
  ]);
  await stage.step(
    "ngrok refuses the key, and repeats it: the words do not.",
    () =>
      withFault({
        path,
        action: "status",
        status: 403,
        body: {
          error_code: "ERR_NGROK_206",
          status_code: 403,
          msg: `The API key "${apiKey}" is not valid.`,
          details: { operation_id: "op_2TMGJ5XTkNXxX2o9kiFMMLhTHw7" },
        },
      }),
    ["ngrok refused the bot's API key", "op_2TMGJ5XTkNXxX2o9kiFMMLhTHw7"],
  );
  await stage.step("ngrok is silent.", async () => {
    const words = await withFault({ path, action: "hang" });
    // Home may have asked for the same list a moment ago: until it gives up, who asks next waits with it.
    await on.untilTime(new Date(on.now().getTime() + 11_000));
    return words;
  }, ["ngrok did not answer within 10 s"]);
  await stage.step(
    "ngrok's request limit is used up.",
    () => withFault({ path, action: "429", retryAfterSeconds: 30 }),
    ["ngrok's request limit is used up. Try again in"],
  );
  const pauseIsOver = new Date(on.now().getTime() + 31_000);
  await stage.step("A limit that passes is waited out: the update of wire-1 is turned away once, and then runs.", async () => {
    await on.untilTime(pauseIsOver);
    faults.add({ path: "/tunnel_sessions/*/update", action: "429", retryAfterSeconds: 2 });
    return cast.reads(await updateApproved(on, "wire-1"), "wire-1 is back.", on.realMs(400));
  }, ["3.19.0 → 3.22.1"]);
}

async function slackTrouble(on: Production): Promise<void> {
  const { stage, cast, sandbox } = on;
  const { slack } = sandbox;
  // What Slack's library says of a socket that is gone without a word.
  on.expectError(/"said":"WebSocket error/);
  const sockets = () => slack.calls.filter(({ method }) => method === "apps.connections.open").length;
  for (const reason of ["warning", "refresh_requested", "silently"] as const) {
    await stage.step(`Slack closes the sockets (${reason}): the bot comes back, and answers.`, async () => {
      const opened = sockets();
      slack.faults.disconnectSockets(reason);
      await cast.waitFor(() => sockets() >= opened + 2 && slack.connections === 2, "two new sockets");
      return firstLine(await cast.asks("olga", "help"));
    }, ["ngrok agents and agent ingresses"]);
  }
  await stage.step("Slack is gone while a restart comes due: no restart without its follow-up, then both.", async () => {
    const card = await updateApproved(on, "wire-2", { when: "restart-later", inSeconds: 40 });
    await cast.reads(card, "wire-2 restarts at");
    slack.faults.goOffline();
    await on.untilTime(new Date(on.now().getTime() + 60_000));
    must(callsOf(on, "restart", "wire-2") === 0, "no restart while Slack is away");
    slack.faults.comeBack();
    return cast.reads(card, "wire-2 is back.", on.realMs(400));
  }, ["3.19.0 → 3.22.1"]);
  await stage.step("And it answers again.", async () => {
    await cast.waitFor(() => slack.connections === 2, "two sockets", 30_000);
    return firstLine(await cast.asks("olga", "help"));
  }, ["ngrok agents and agent ingresses"]);
}

async function oddPlaces(on: Production): Promise<void> {
  const { stage, cast, sandbox } = on;
  await stage.step(
    "In #random, where the bot is not, it answers all the same, for the asker's eyes.",
    () => cast.asks("olga", "help", "#random"),
    ["The bot is not in this channel", "/invite"],
  );
  await stage.step(
    "A change has no place for its card there: the form says so, and how to invite the bot.",
    () =>
      cast.opens(
        "olga",
        `session update ${sessionIdOf(on, "edge-10")}`,
        "The bot is not in #random",
        "#random",
      ),
    ["/invite @ngrok"],
  );
  await stage.step("She invites it, and tries again.", async () => {
    await cast.closes("olga");
    sandbox.slack.person("olga").invite("#random");
    const words = await cast.opens(
      "olga",
      `session update ${sessionIdOf(on, "edge-10")}`,
      "Reason:",
      "#random",
    );
    await cast.closes("olga");
    return words;
  }, ["[Ask for approval]"]);
  await stage.step(
    "In the bot's DM it answers too.",
    async () => firstLine(await cast.asks("olga", "sessions edge-10", "dm")),
    ["fit “edge-10”"],
  );
  await stage.step("But what needs an approval needs others who read it.", async () => {
    const command = "ingress delete agents.example.com";
    const words = await cast.opens("olga", command, "nobody else reads this conversation", "dm");
    await cast.closes("olga");
    return words;
  });
}

async function oddWords({ stage, cast }: Production): Promise<void> {
  await stage.step("A command that there is not: the nearest is named.", () => cast.asks("otto", "sesions"), [
    "There is no command “sesions”. Did you mean /ngrok sessions",
  ]);
  await stage.step("Nothing is near.", () => cast.asks("otto", "make coffee"), [
    "/ngrok help lists all commands.",
  ]);
  await stage.step("An id is missing.", () => cast.asks("otto", "session show"), [
    "Usage: /ngrok session show ID",
  ]);
}

function firstLine(words: string): string {
  return words.split("\n")[0] ?? "";
}
