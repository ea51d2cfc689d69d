import type { PersonName } from "../slack/directory.ts";
import type { Entry } from "../slack/people/chosen-state.ts";
import type { MarkedMessage } from "./board.ts";
import { changeByHand } from "./errand-things.ts";
import { offersButton, press } from "./press.ts";
import { type ErrandDeps, requestForm } from "./request-form.ts";
import { colleagueOf } from "./roster.ts";
import { type Errand, TWICE_APPROVED } from "./script.ts";

/** By which an approver lets run what has stopped. */
export const LETS_RUN = ["Restart now", "Update now", "Stop now", "Create now", "Edit now", "Delete now"];

const WAIT_LIMIT_MS = 8_000;
const HELP_LIMIT_MS = 14_000;

/** What people do about a card: decide, change their minds, help. */
export async function decide(deps: ErrandDeps, errand: Errand, card: MarkedMessage): Promise<void> {
  const act = actor(deps, errand, card);
  if (await act.shows("Approve", 1_500)) {
    const goesOn = await decideApproval(act, errand);
    if (!goesOn) return;
  }
  if (errand.inWait !== "nothing") await meddle(act, errand);
  if (errand.help !== "nothing") await help(act, errand);
}

type Actor = ReturnType<typeof actor>;

function actor(deps: ErrandDeps, errand: Errand, card: MarkedMessage) {
  const { slack, ngrok } = deps.sandbox;
  const pressDeps = { ...deps, slack };
  const through = (name: PersonName, label: string, what: string, entries: Record<string, Entry>) =>
    deps.desk.fillIn(name, {
      token: errand.token,
      what,
      operationId: card.operationId,
      isImpatient: false,
      open: () => press(pressDeps, name, card, label),
      entries: () => entries,
    });
  return {
    press: (name: PersonName, label: string, seen?: MarkedMessage["message"]) =>
      press(pressDeps, name, card, label, seen),
    through,
    shows: (label: string, limitMs: number) =>
      slack
        .waitFor(() => offersButton(card.message, label), label, limitMs)
        .then(() => true)
        .catch(() => false),
    offers: (label: string) => offersButton(card.message, label),
    /** Whether somebody is called for; false once it has ended. */
    callsForHelp: async () => {
      const ended = () => deps.board.has(card.operationId, "announcement");
      const over = () => offersButton(card.message, "I'm on it") || ended();
      await slack.waitFor(over, "an end", HELP_LIMIT_MS).catch(() => {});
      return offersButton(card.message, "I'm on it");
    },
    seen: () => structuredClone(card.message),
    stop: () => deps.desk.fillIn(colleagueOf(errand.by), requestForm(deps, errand, "session-stop")),
    changeByHand: () => changeByHand(ngrok, errand),
    comeBack: async () => {
      if (errand.comesBackAfterMs === null) return;
      await slack
        .waitFor(() => !deps.patience.isOver() && agentIsAway(deps, errand), "an agent away", HELP_LIMIT_MS)
        .catch(() => {});
      deps.clock.setTimer(() => {
        if (agentIsAway(deps, errand)) ngrok.agents.reconnect(errand.token);
      }, errand.comesBackAfterMs);
    },
    wait: deps.patience.wait,
    now: () => deps.clock.now(),
  };
}

function agentIsAway({ sandbox }: ErrandDeps, { token }: Errand): boolean {
  return sandbox.ngrok.agents.all().some((agent) => agent.name === token && agent.state === "offline");
}

/** Whether it goes on after that. */
async function decideApproval(act: Actor, errand: Errand): Promise<boolean> {
  const { decider, by, token } = errand;
  // Only one of the two is somebody else than the requester.
  const second = colleagueOf(decider) === by ? decider : colleagueOf(decider);
  const another = colleagueOf(decider) === by ? colleagueOf(by) : colleagueOf(decider);
  switch (errand.decision) {
    case "nobody":
      return false;
    case "deny":
      await act.through(decider, "Deny", "deny", { "Why not?": `Not now, ${token}` });
      await act.press(second, "Approve", act.seen());
      return false;
    case "cancel":
      await act.press(by, "Cancel");
      return false;
    case "changed":
      act.changeByHand();
      break;
    case "ask-then-approve":
      await act.through(by, "Ask someone else", "ask-someone-else", { Approver: decider });
      break;
    case "approve-twice":
      await Promise.all([act.press(decider, "Approve"), act.press(second, "Approve")]);
      return true;
    default:
      break;
  }
  await act.press(decider, "Approve");
  if (errand.kind === TWICE_APPROVED) await act.press(another, "Approve");
  return true;
}

/** What is done while an update waits for its restart. */
async function meddle(act: Actor, errand: Errand): Promise<void> {
  const { inWait, decider, by, token } = errand;
  const seen = act.seen();
  if (inWait === "late-approve") {
    await act.press(colleagueOf(decider) === by ? decider : colleagueOf(decider), "Approve", seen);
    return;
  }
  if (inWait === "late-deny") {
    await act.through(decider, "Deny", "deny", { "Why not?": `Too late, ${token}` });
    return;
  }
  const label = inWait === "postpone" ? "Postpone…" : "Cancel restart";
  if (!(await act.shows(label, WAIT_LIMIT_MS))) return;
  if (inWait === "cancel") await act.press(by, label);
  if (inWait === "stop") await act.stop();
  if (inWait === "postpone") {
    const at = new Date(act.now().getTime() + 120_000);
    await act.through(decider, label, "postpone", { "New time": at });
  }
}

/** Until what was looked for is said. */
const LOOK_MS = 1_500;
const CALLS_FOR_HELP = ["Mark resolved…", "Restart anyway", ...LETS_RUN, "Leave it", "Close"];

async function help(act: Actor, errand: Errand): Promise<void> {
  const { help: how, decider, by, token } = errand;
  if (errand.behaviour.neverReturn) await act.comeBack();
  const called = () => CALLS_FOR_HELP.find((label) => act.offers(label));
  if (!(await act.callsForHelp())) return;
  if (how === "own" || how === "all") await act.press(by, "I'm on it");
  if (how === "look" || how === "all") await act.press(decider, "Look again");
  if (how !== "settle" && how !== "all") return;
  if (how === "all") await act.wait(LOOK_MS);
  const label = token.charCodeAt(4) % 2 === 0 ? called() : CALLS_FOR_HELP.toReversed().find(act.offers);
  if (label === "Mark resolved…")
    await act.through(by, label, "resolve", { "What was done?": `Seen to ${token}` });
  else if (label) await act.press(decider === by ? colleagueOf(decider) : decider, label);
}
