import type { PersonName } from "../../sandbox/slack/directory.ts";
import type { Entry } from "../../sandbox/slack/people/chosen-state.ts";
import type { BotWorld } from "./bot-world.ts";
import { type Card, createCard } from "./e2e-card.ts";

const FLEET = "#fleet";

/** What the steps need of a world, whatever bots are in it. */
export type Scene = Pick<BotWorld, "slack" | "ngrok" | "until" | "modal" | "sessionOf">;

/** What people do in the end-to-end tests, and what they then read. */
export function createSteps(world: Scene) {
  const { slack, ngrok } = world;
  const person = (name: PersonName) => slack.person(name);

  /** The card that `act` brings about. `sessionId`: of the session that it is about. */
  async function newCard(act: () => Promise<unknown>, sessionId = ""): Promise<Card> {
    const cards = () =>
      person("olga")
        .messages(FLEET)
        .filter(({ from, threadTs, onlyFor }) => from === "bot" && threadTs === null && onlyFor === null);
    const before = new Set(cards().map(({ ts }) => ts));
    await act();
    const { ts } = await world.until(() => cards().find((card) => !before.has(card.ts)), "a new card");
    return createCard(world, ts, sessionId);
  }

  /** Fills in and submits the modal that shows `text`. */
  async function submit(text: string, entries: Record<string, Entry>, name: PersonName = "olga") {
    await world.modal(text, name);
    await person(name).fill(entries);
    return person(name).submit();
  }

  /** The words of the modal once it shows `text`; it is closed then. */
  async function answer(text: string, name: PersonName = "olga"): Promise<string> {
    const words = slack.renderText(await world.modal(text, name));
    await person(name).closeModal({ all: true });
    return words;
  }

  async function ask(command: string, agent: string, entries: Record<string, Entry> = {}): Promise<Card> {
    const sessionId = world.sessionOf(agent);
    return newCard(async () => {
      await person("olga").command(FLEET, `session ${command} ${sessionId}`);
      await submit(sessionId, entries);
      await world.until(() => person("olga").modal()?.submit === null, "the form's answer");
      await person("olga").closeModal({ all: true });
    }, sessionId);
  }

  const askForUpdate = (agent: string, entries: Record<string, Entry> = {}) =>
    ask("update", agent, { Reason: "security fix", ...entries });

  return {
    newCard,
    submit,
    answer,
    askForUpdate,
    restart: (agent: string) => ask("restart", agent),
    stop: (agent: string) => ask("stop", agent),
    /** An update that Ada has approved. */
    update: async (agent: string, entries: Record<string, Entry> = {}) => {
      const card = await askForUpdate(agent, entries);
      await card.press("ada", "Approve");
      return card;
    },
    /** Opens the form that `/ngrok …` leads to. */
    open: async (command: string, shows: string) => {
      if (person("olga").modal()) await person("olga").closeModal({ all: true });
      await person("olga").command(FLEET, command);
      return world.modal(shows);
    },
    /** What only this person sees, once it shows `text`. */
    told: (name: PersonName, text: string) =>
      world.until(
        () =>
          person(name)
            .messages(FLEET)
            .filter(({ onlyFor }) => onlyFor !== null)
            .map(slack.renderText)
            .findLast((words) => words.includes(text)),
        `${name} being told ${text}`,
      ),
    /** What ngrok is asked to change from now on, and what comes of it. */
    watchNgrok: () => {
      const from = ngrok.calls.length;
      const writes = () => ngrok.calls.slice(from).filter(({ method }) => method !== "GET");
      return {
        writes: () => writes().map(({ method, status, fault }) => `${method} ${status ?? fault}`),
        effects: () => writes().flatMap(({ effect }) => effect ?? []),
      };
    },
  };
}

export type Steps = ReturnType<typeof createSteps>;
