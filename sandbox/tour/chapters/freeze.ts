import type { Production } from "../production.ts";
import { callsOf, sessionIdOf, updateApproved } from "../requests.ts";
import { must } from "../stage.ts";

/** An incident: an admin stops everything, and what came due meanwhile asks an approver. */
export async function freeze(on: Production): Promise<void> {
  on.stage.chapter("A freeze");
  await on.stage.scene(() => frozen(on));
}

async function frozen(on: Production): Promise<void> {
  const { stage, cast, sandbox } = on;
  const inChannel = (name: string, text: string) =>
    cast.waitFor(() => {
      const messages = sandbox.slack.person("otto").messages(name).map(sandbox.slack.renderText);
      return messages.findLast((words) => words.includes(text));
    }, `${text} in ${name}`);

  await stage.step("Olga may not freeze changes.", () => cast.asks("olga", "freeze"), [
    "Only admins may freeze",
  ]);
  const card = await updateApproved(on, "gate-8", { when: "restart-later", inSeconds: 120 });
  await cast.reads(card, "gate-8 restarts at");
  await stage.step("Ada, who is an admin too, freezes them, which the channel hears.", async () => {
    await sandbox.slack.person("ada").command("#fleet", "freeze incident 4711");
    return inChannel("#fleet", "All changes are frozen");
  }, ["by @ada: “incident 4711”"]);
  await stage.step("So does #announce.", () =>
    inChannel("#announce", "*All changes are frozen*: “incident 4711”."),
  );
  await stage.step("Meanwhile nobody asks for anything.", async () => {
    const words = await cast.opens(
      "olga",
      `session restart ${sessionIdOf(on, "gate-8")}`,
      "All changes are frozen",
    );
    await cast.closes("olga");
    return words;
  }, ["nothing is asked for, approved or run"]);
  await stage.step("A restart that comes due is held, and its card says why.", async () => {
    const words = await cast.reads(card, "The restart of gate-8 was not run.", on.realMs(200));
    must(callsOf(on, "restart", "gate-8") === 0, "no restart");
    return words;
  }, ["All changes were frozen by @ada: “incident 4711”.", "[Restart now] [Choose time…] [Leave it]"]);
  await stage.step("Ada ends the freeze, and nothing runs by itself.", async () => {
    await sandbox.slack.person("ada").command("#fleet", "unfreeze");
    return inChannel("#fleet", "Changes can be made again");
  }, ["@ada ended the freeze"]);
  await stage.step("Ben lets the restart run.", async () => {
    await cast.presses("ben", card, "Restart now");
    return cast.reads(card, "gate-8 is back.", on.realMs(400));
  }, ["let run by @ben"]);
}
