import type { PersonName } from "../slack/directory.ts";
import type { Message } from "../slack/message-store.ts";
import type { View } from "../slack/view-store.ts";
import type { SlackWorkspace } from "../slack/workspace.ts";
import { type Expected, StepFailure, shows } from "./stage.ts";

const LIMIT_MS = 12_000;

/** A message, as its `ts` finds it. */
export interface Post {
  channel: string;
  ts: string;
}

/** What people see in Slack, and waiting for what they are to see. */
export interface Screen {
  words(shown: Message | View): string;
  messages(name: PersonName, channel: string): Message[];
  find(name: PersonName, post: Post): Message | undefined;
  replies(post: Post): Message[];
  /** The first message that comes after `act` and fits. */
  newest(
    name: PersonName,
    channel: string,
    act: () => Promise<unknown>,
    fits: (message: Message) => boolean,
  ): Promise<Message>;
  /** @throws StepFailure that says what was on the screen instead */
  awaitWords(look: () => string | null, awaited: Expected, limitMs?: number): Promise<string>;
}

export function createScreen(slack: SlackWorkspace): Screen {
  const words = (shown: Message | View) => slack.renderText(shown);
  const messages: Screen["messages"] = (name, channel) => slack.person(name).messages(channel);
  return {
    words,
    messages,
    find: (name, post) => messages(name, post.channel).find(({ ts }) => ts === post.ts),
    replies: (post) => messages("olga", post.channel).filter(({ threadTs }) => threadTs === post.ts),
    newest: async (name, channel, act, fits) => {
      const before = new Set(messages(name, channel).map(({ ts }) => ts));
      await act();
      const look = () =>
        messages(name, channel).find(
          (message) => !before.has(message.ts) && message.from !== "person" && fits(message),
        );
      return slack.waitFor(look, `a new message for ${name} in ${channel}`, LIMIT_MS);
    },
    awaitWords: async (look, awaited, limitMs = LIMIT_MS) => {
      let last: string | null = null;
      const seen = () => {
        last = look();
        return last !== null && shows(last, awaited) ? last : null;
      };
      return slack.waitFor(seen, String(awaited), limitMs).catch(() => {
        const instead = last === null ? "there was nothing" : `there was:\n${last}`;
        throw new StepFailure(`expected: ${String(awaited)}\nafter ${limitMs / 1000} s ${instead}`);
      });
    },
  };
}
