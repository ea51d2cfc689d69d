import { setTimeout as sleep } from "node:timers/promises";
import type { MarkedMessage } from "../errands/board.ts";
import { LETS_RUN } from "../errands/decide.ts";
import { offersButton, press } from "../errands/press.ts";
import type { ErrandDeps } from "../errands/request-form.ts";
import { approvers } from "../errands/roster.ts";
import type { Errand } from "../errands/script.ts";
import type { PersonName } from "../slack/directory.ts";

/** Until the card of what was let run says so, in real time. */
const SHOWN_LIMIT_MS = 2_000;
const PAUSE_MS = 500;
/** Longer than sockets take to come back, and than the bot rests from asking Slack who somebody is. */
const LIMIT_MS = 60_000;

/** An approver who has not asked for it lets run what has stopped; false where it has not. */
export async function letRun(
  deps: ErrandDeps,
  card: MarkedMessage,
  by: PersonName | undefined,
  turn = 0,
): Promise<boolean> {
  const { slack } = deps.sandbox;
  const label = stoppedLabel(card);
  const others = approvers.filter((name) => name !== by);
  const approver = others[turn % others.length];
  if (!label || !approver) return false;
  await press({ ...deps, slack }, approver, card, label);
  await slack.waitFor(() => !stoppedLabel(card), "a card that goes on", SHOWN_LIMIT_MS).catch(() => {});
  return true;
}

/** When all have gone home, approvers come back for what has stopped, until nothing of it is left. */
export async function letAllRun(deps: ErrandDeps, errands: readonly Errand[]): Promise<void> {
  const awake = { ...deps, patience: { ...deps.patience, isOver: () => false } };
  const stopped = () => deps.board.all().filter((one) => one.role === "card" && stoppedLabel(one));
  const untilMs = performance.now() + LIMIT_MS;
  for (let turn = 0; stopped().length > 0 && performance.now() < untilMs; turn += 1) {
    for (const card of stopped()) {
      const shown = JSON.stringify(card.message.blocks);
      await letRun(awake, card, errands.find(({ token }) => shown.includes(token))?.by, turn);
    }
    await sleep(PAUSE_MS);
  }
}

/** The button by which it is let run; undefined where it has not stopped. */
function stoppedLabel({ message }: MarkedMessage): string | undefined {
  return LETS_RUN.find((label) => offersButton(message, label));
}
