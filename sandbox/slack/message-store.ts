import type { Clock } from "../../src/clock.ts";
import type { Block } from "./block.ts";

export interface Message {
  channel: string;
  ts: string;
  /** The root of the thread that it stands in; null on the channel's own level. */
  threadTs: string | null;
  user: string;
  /** Posted by the bot, by a person, or said by Slack itself. */
  from: "bot" | "person" | "slack";
  text: string;
  blocks: Block[];
  metadata: unknown;
  /** Also shown on the channel's own level though it stands in a thread. */
  broadcast: boolean;
  /** The one person who sees it; null: everyone in the channel. */
  onlyFor: string | null;
  editedTs: string | null;
}

export type MessageDraft = Pick<Message, "channel" | "user" | "from" | "text"> &
  Partial<Pick<Message, "threadTs" | "blocks" | "metadata" | "broadcast" | "onlyFor">>;

export type MessagePatch = Partial<Pick<Message, "text" | "blocks" | "metadata" | "broadcast">>;

export interface MessageStore {
  /** Oldest first. */
  readonly all: readonly Message[];
  /** Unique and rising, also while the clock stands still. */
  nextTs(): string;
  post(draft: MessageDraft): Message;
  edit(message: Message, patch: MessagePatch): void;
  remove(message: Message): void;
  find(channelId: string, ts: string): Message | null;
  in(channelId: string): readonly Message[];
}

export function createMessageStore(deps: {
  clock: Clock;
  changed: () => void;
  posted: (message: Message) => void;
}): MessageStore {
  const messages: Message[] = [];
  let lastMicros = 0;

  const nextTs = () => {
    lastMicros = Math.max(lastMicros + 1, deps.clock.now().getTime() * 1000);
    const digits = String(lastMicros);
    return `${digits.slice(0, -6)}.${digits.slice(-6)}`;
  };
  return {
    all: messages,
    nextTs,
    post: (draft) => {
      const message: Message = {
        threadTs: null,
        blocks: [],
        metadata: null,
        broadcast: false,
        onlyFor: null,
        editedTs: null,
        ...draft,
        ts: nextTs(),
      };
      messages.push(message);
      deps.posted(message);
      deps.changed();
      return message;
    },
    edit: (message, patch) => {
      Object.assign(message, patch, { editedTs: nextTs() });
      deps.changed();
    },
    remove: (message) => {
      messages.splice(messages.indexOf(message), 1);
      deps.changed();
    },
    find: (channelId, ts) =>
      messages.find((message) => message.channel === channelId && message.ts === ts) ?? null,
    in: (channelId) => messages.filter((message) => message.channel === channelId),
  };
}
