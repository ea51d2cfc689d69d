import { type Block, type Element, elementsOf, optionsOf } from "../../sandbox/slack/block.ts";
import type { PersonName } from "../../sandbox/slack/directory.ts";
import type { Message } from "../../sandbox/slack/message-store.ts";
import type { BotWorld } from "./bot-world.ts";

const FLEET = "#fleet";

/** A card in #fleet with the thread below it, and what ngrok was told of its session. */
export function createCard(
  world: Pick<BotWorld, "slack" | "ngrok" | "until">,
  ts: string,
  sessionId: string,
) {
  const { slack, ngrok } = world;
  const all = (name: PersonName) => slack.person(name).messages(FLEET);
  const message = (name: PersonName = "olga"): Message => {
    const found = all(name).find((one) => one.ts === ts);
    if (!found) throw new Error(`The card ${ts} is gone.`);
    return found;
  };
  // Looked at every second that passes: as it stands in Slack, without a copy of the whole channel.
  const words = () => {
    const found = slack.messages.find((one) => one.ts === ts && one.onlyFor === null);
    return slack.renderText(found ?? message());
  };
  const thread = () => all("olga").filter((one) => one.threadTs === ts && one.onlyFor === null);
  const commands = () => ngrok.calls.filter(({ path }) => path.startsWith(`/tunnel_sessions/${sessionId}/`));

  return {
    sessionId,
    message,
    words,
    /** As a person does it: by what stands on the button or in the menu. `seen`: the card as it was then. */
    press: (name: PersonName, label: string, seen?: Message) => {
      const on = seen ?? message(name);
      return slack
        .person(name)
        .click({ ...labelled(on.blocks, label), message: on, stale: seen !== undefined });
    },
    /** Waits until the card shows `text`, and answers its words. */
    reads: (text: string) => world.until(() => words().includes(text) && words(), `the card with ${text}`),
    /** Waits for the reply in its thread that shows `text`. */
    reply: async (text: string) => {
      const fits = (one: Message) => slack.renderText(one).includes(text);
      const found = await world.until(() => thread().find(fits), `a reply with ${text}`);
      return slack.renderText(found);
    },
    /** All that stands below it; what the channel shows too begins with ↗. */
    thread: () => thread().map((one) => `${one.broadcast ? "↗ " : ""}${slack.renderText(one)}`),
    /** As in `update 204`; what was never answered names its fault. */
    calls: () => commands().map(({ path, status, fault }) => `${path.split("/").at(-1)} ${status ?? fault}`),
    /** What an agent really did. */
    effects: () => commands().flatMap(({ effect }) => effect ?? []),
  };
}

export type Card = ReturnType<typeof createCard>;

function labelled(blocks: Block[], label: string): { actionId: string; option?: string } {
  for (const element of blocks.flatMap(elementsOf)) {
    const { action_id: actionId } = element;
    if (labelOf(element) === label) return { actionId };
    if (optionsOf(element).some((option) => option.text.text === label)) return { actionId, option: label };
  }
  throw new Error(`The card has no ${label}.`);
}

function labelOf({ text }: Element): string {
  return typeof text === "string" ? text : (text?.text ?? "");
}
