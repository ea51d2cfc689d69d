import type { Clock } from "../../src/clock.ts";
import type { PersonName } from "../slack/directory.ts";
import type { Message } from "../slack/message-store.ts";
import { allElements, type ElementReference } from "../slack/people/find-element.ts";
import type { SlackWorkspace } from "../slack/workspace.ts";
import type { MarkedMessage } from "./board.ts";
import type { Ledger } from "./ledger.ts";
import { asksToWait, type Patience } from "./patience.ts";

const MOST_TRIES = 10;
const TOLD_LIMIT_MS = 400;

export interface PressDeps {
  slack: SlackWorkspace;
  clock: Clock;
  ledger: Ledger;
  patience: Patience;
}

/**
 * Presses the button of that label on the card, and again as long as Slack says that there was trouble and the
 * card still shows it. `seen` is the card as it was a moment ago. False when the button is not there, or nobody
 * answered.
 */
export async function press(
  deps: PressDeps,
  name: PersonName,
  card: MarkedMessage,
  label: string,
  seen?: Message,
): Promise<boolean> {
  for (let tries = 1; tries <= MOST_TRIES && !deps.patience.isOver(); tries += 1) {
    const message = seen ?? card.message;
    const reference = labelled(message, label);
    if (reference === null) return false;
    const one = {
      token: tokenOf(card),
      label,
      by: name,
      userId: deps.slack.person(name).id,
      at: deps.clock.now(),
      ackedAt: null as Date | null,
      operationId: card.operationId,
    };
    deps.ledger.presses.push(one);
    const from = deps.slack.messages.length;
    // By reference, as the card of a busy channel is found slowly on the screen.
    const outcome = await deps.slack.person(name).click({ message, ...reference, stale: true });
    if (outcome.kind === "answered") {
      one.ackedAt = deps.clock.now();
      if (!(await isToldToWait(deps, name, card, { label, from }))) return true;
    }
    await deps.patience.pause();
  }
  return false;
}

/** Whether words that come instead of a new card ask this person to try again later. */
async function isToldToWait(
  { slack }: PressDeps,
  name: PersonName,
  { message }: MarkedMessage,
  { label, from }: { label: string; from: number },
): Promise<boolean> {
  const { id } = slack.person(name);
  const isTold = () =>
    slack.messages.slice(from).some(({ onlyFor, text }) => onlyFor === id && asksToWait(text));
  const isAnswered = () => isTold() || !offersButton(message, label);
  await slack.waitFor(isAnswered, "an answer to the button", TOLD_LIMIT_MS).catch(() => false);
  return isTold();
}

export function offersButton(message: Message, label: string): boolean {
  return labelled(message, label) !== null;
}

/** The button, or the entry of a menu. */
function labelled(message: Message, label: string): ElementReference | null {
  for (const { block, element } of allElements(message.blocks)) {
    const { action_id: actionId, text } = element;
    const name = typeof text === "string" ? text : text?.text;
    if (name === label) return { blockId: block.block_id, actionId };
    if ((element.options ?? []).some((option) => option.text.text === label)) {
      return { blockId: block.block_id, actionId, option: label };
    }
  }
  return null;
}

function tokenOf({ message }: MarkedMessage): string {
  return /\be\d{4}x\b/.exec(JSON.stringify(message.blocks))?.[0] ?? "";
}
