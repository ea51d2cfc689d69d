import { expect } from "vitest";
import type { PersonName } from "../../sandbox/slack/directory.ts";
import type { Message } from "../../sandbox/slack/message-store.ts";
import { allElements } from "../../sandbox/slack/people/find-element.ts";
import type { BotWorld } from "./bot-world.ts";

/** The bot's Home tab as people see and use it, and what the bot says in its DM with them. */
export function createHomeScreen({ slack, until }: Pick<BotWorld, "slack" | "until">) {
  const words = (name: PersonName): string => {
    const view = slack.person(name).home();
    return view ? slack.renderText(view) : "";
  };
  const shows = (text: string | RegExp, said: string) =>
    typeof text === "string" ? said.includes(text) : text.test(said);

  const click = async (name: PersonName, label: string, message?: Message) => {
    const person = slack.person(name);
    const view = person.home();
    const blocks = (message ?? view)?.blocks ?? [];
    const found = allElements(blocks).find(({ element }) => JSON.stringify(element).includes(`"${label}"`));
    if (!found) throw new Error(`There is no ${label}`);
    const { element, block } = found;
    const option = element.type === "overflow" ? { option: label } : {};
    const surface = message ? { message } : { view: view ?? undefined };
    const at = { actionId: element.action_id, blockId: block.block_id };
    const outcome = await person.click({ ...surface, ...at, ...option });
    expect(outcome).toEqual({ kind: "answered", words: null });
  };

  return {
    words,
    /** Waits until this person's Home shows `text`, and answers its words. */
    reads: (name: PersonName, text: string | RegExp) =>
      until(() => shows(text, words(name)) && words(name), `${text} on ${name}'s Home`),
    /** Presses what stands on Home, or in a message of the DM. */
    press: click,
    /** What the bot says in the DM after `act`. */
    told: async (name: PersonName, act: () => Promise<void>): Promise<Message> => {
      const all = () => slack.person(name).messages("dm");
      const before = all().length;
      await act();
      return until(() => all()[before], `${name} being told something in the DM`);
    },
  };
}
