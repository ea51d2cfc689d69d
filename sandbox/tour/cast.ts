import type { Sandbox } from "../sandbox.ts";
import type { Block } from "../slack/block.ts";
import type { PersonName } from "../slack/directory.ts";
import type { Message } from "../slack/message-store.ts";
import type { Entry } from "../slack/people/chosen-state.ts";
import { allElements, type ElementReference } from "../slack/people/find-element.ts";
import type { SlackWorkspace } from "../slack/workspace.ts";
import { createScreen, type Post, type Screen } from "./screen.ts";
import { type Expected, StepFailure } from "./stage.ts";

const LIMIT_MS = 15_000;
const people = ["olga", "ada", "ben", "otto"] as const;

export interface Press {
  /** Of a list: words of the row that the button or menu stands in. */
  row?: string;
  /** The post as it was seen a moment ago, though it may have changed since. */
  seen?: Message;
  confirm?: "accept" | "dismiss";
}

/** People in front of Slack: each verb does one thing and answers the words that are on the screen after it. */
export interface Cast {
  /** Types a command; answers what the bot tells this person alone. */
  asks(name: PersonName, text: string, channel?: string): Promise<string>;
  /** Types a command; answers the modal once it shows `awaited`. */
  opens(name: PersonName, text: string, awaited: Expected, channel?: string): Promise<string>;
  fills(name: PersonName, entries: Record<string, Entry>): Promise<void>;
  /** Submits the modal; answers what it, or the modal after it, says once that is `awaited`. */
  submits(name: PersonName, awaited: Expected): Promise<string>;
  /** Submits a modal that is to close. */
  submitsAndCloses(name: PersonName): Promise<void>;
  /** Turns to the bot's Home; answers its words once they show what is awaited. */
  opensHome(name: PersonName, awaited: Expected): Promise<string>;
  /** The words of Home, once they show what is awaited. */
  home(name: PersonName, awaited: Expected, limitMs?: number): Promise<string>;
  pressesOnHome(name: PersonName, label: string): Promise<void>;
  /** Presses a button of a post, or of the open modal where `post` is null. */
  presses(name: PersonName, post: Post | null, label: string, how?: Press): Promise<void>;
  /** Does `act`; answers what the bot tells this person alone after it. */
  told(name: PersonName, act: () => Promise<unknown>, channel?: string): Promise<string>;
  /** Does `act`; answers the post that the bot makes in the channel after it. */
  posted(act: () => Promise<unknown>, channel?: string): Promise<Post>;
  /** The words of the post, once they show what is awaited. */
  reads(post: Post, awaited: Expected, limitMs?: number): Promise<string>;
  /** The replies in the post's thread, once one shows what is awaited. */
  thread(post: Post, awaited: Expected, limitMs?: number): Promise<string>;
  replies(post: Post): Message[];
  /** The post as it is now, to be pressed on later. */
  sees(name: PersonName, post: Post): Message;
  modal(name: PersonName, awaited: Expected): Promise<string>;
  closes(name: PersonName): Promise<void>;
  /** The newest answer for this person's eyes, as a post whose buttons may be pressed. */
  answerOf(name: PersonName, channel?: string): Post;
  waitFor<T>(look: () => T | null | undefined | false, what: string, limitMs?: number): Promise<T>;
}

export function createCast({ slack }: Sandbox): Cast {
  const screen = createScreen(slack);
  const { words, messages, find, newest, awaitWords } = screen;
  const watching = createWatching(slack, screen);
  const { modal } = watching;
  const told: Cast["told"] = async (name, act, channel = "#fleet") =>
    words(await newest(name, channel, act, ({ onlyFor }) => onlyFor === slack.person(name).id));
  const closes: Cast["closes"] = async (name) => {
    if (slack.person(name).modal()) await slack.person(name).closeModal({ all: true });
  };

  return {
    ...watching,
    ...createAtHome(slack, screen),
    told,
    asks: (name, text, channel = "#fleet") =>
      told(name, () => slack.person(name).command(channel, text), channel),
    opens: async (name, text, awaited, channel = "#fleet") => {
      // Nobody types a command behind an open modal.
      await closes(name);
      const outcome = await slack.person(name).command(channel, text);
      if (outcome.words) throw new StepFailure(`Slack said: ${outcome.words}`);
      return modal(name, awaited);
    },
    fills: (name, entries) => slack.person(name).fill(entries),
    submits: async (name, awaited) => {
      await slack.person(name).submit();
      return modal(name, awaited);
    },
    submitsAndCloses: async (name) => {
      const result = await slack.person(name).submit();
      if (result.kind !== "closed")
        throw new StepFailure(`the modal did not close: ${JSON.stringify(result)}`);
    },
    presses: async (name, post, label, { row, seen, confirm } = {}) => {
      const person = slack.person(name);
      const message = seen ?? (post ? find(name, post) : undefined);
      const view = post ? undefined : (person.modal() ?? undefined);
      const shown = message ?? view;
      if (!shown) throw new StepFailure(`${name} sees nothing to press ${label} on`);
      const reference = labelled(shown.blocks, label, row, (block) => words({ ...shown, blocks: [block] }));
      const outcome = await person.click({ message, view, ...reference, confirm, stale: seen !== undefined });
      if (outcome.words) throw new StepFailure(`Slack said: ${outcome.words}`);
    },
    posted: async (act, channel = "#fleet") => {
      const message = await newest("olga", channel, act, (one) => one.onlyFor === null && !one.threadTs);
      return { channel, ts: message.ts };
    },
    answerOf: (name, channel = "#fleet") => {
      const message = messages(name, channel).findLast(({ onlyFor }) => onlyFor === slack.person(name).id);
      if (!message) throw new StepFailure(`${name} was told nothing in ${channel}`);
      return { channel, ts: message.ts };
    },
    closes,
    replies: screen.replies,
    sees: (name, post) => {
      const message = find(name, post);
      if (!message) throw new StepFailure(`${name} does not see ${post.ts} in ${post.channel}`);
      return message;
    },
    thread: (post, awaited, limitMs) =>
      awaitWords(() => screen.replies(post).map(words).join("\n--\n"), awaited, limitMs),
  };
}

type AtHome = Pick<Cast, "opensHome" | "home" | "pressesOnHome">;

function createAtHome(slack: SlackWorkspace, { awaitWords, words }: Screen): AtHome {
  const home: Cast["home"] = (name, awaited, limitMs) =>
    awaitWords(
      () => {
        const view = slack.person(name).home();
        return view && words(view);
      },
      awaited,
      limitMs,
    );
  return {
    home,
    opensHome: (name, awaited) => {
      slack.person(name).openHome();
      return home(name, awaited);
    },
    pressesOnHome: async (name, label) => {
      const view = slack.person(name).home();
      if (!view) throw new StepFailure(`${name} sees no Home`);
      const reference = labelled(view.blocks, label, undefined, (block) =>
        words({ ...view, blocks: [block] }),
      );
      const outcome = await slack.person(name).click({ view, ...reference });
      if (outcome.words) throw new StepFailure(`Slack said: ${outcome.words}`);
    },
  };
}

type Watching = Pick<Cast, "waitFor" | "modal" | "reads">;

function createWatching(slack: SlackWorkspace, { awaitWords, find, words }: Screen): Watching {
  return {
    waitFor: (look, what, limitMs = LIMIT_MS) => slack.waitFor(look, what, limitMs),
    modal: (name, awaited) =>
      awaitWords(() => {
        const view = slack.person(name).modal();
        return view && words(view);
      }, awaited),
    reads: (post, awaited, limitMs) => {
      const reader = people.find((name) => find(name, post)) ?? "olga";
      return awaitWords(
        () => {
          const message = find(reader, post);
          return message ? words(message) : null;
        },
        awaited,
        limitMs,
      );
    },
  };
}

/** The button or menu entry of that label, in the row that shows `row`. */
function labelled(
  blocks: Block[],
  label: string,
  row: string | undefined,
  words: (block: Block) => string,
): ElementReference {
  const rows = row === undefined ? blocks : blocks.filter((block) => words(block).includes(row));
  for (const { block, element } of allElements(rows)) {
    const { action_id: actionId, text } = element;
    const name = typeof text === "string" ? text : text?.text;
    if (name === label) return { blockId: block.block_id, actionId };
    const options = element.options ?? [];
    if (options.some((option) => option.text.text === label)) {
      return { blockId: block.block_id, actionId, option: label };
    }
  }
  throw new StepFailure(
    `expected: a button “${label}”${row ? ` in the row “${row}”` : ""}\nthere is:\n${blocks.map(words).join("\n")}`,
  );
}
