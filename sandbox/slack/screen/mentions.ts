import { app, type Directory } from "../directory.ts";
import type { Message } from "../message-store.ts";
import { messageWords } from "./message-words.ts";

export interface Mentions {
  /** To be told of each new message; edits ping nobody. */
  posted(message: Message): void;
  of(userId: string): Message[];
  /** Whom the message would ping as it stands now. */
  pinged(message: Message): ReadonlySet<string>;
  /** Everywhere, unless a place is given. */
  clear(userId: string, place?: Place): void;
}

/** A channel's own level, or the thread of that root; what is broadcast stands in both. */
export interface Place {
  channelId: string;
  threadTs: string | null;
}

/** With blocks, `text` is for notifications only, and what it mentions pings nobody. */
export function createMentions(directory: Directory): Mentions {
  const unread = new Map<string, Message[]>();
  const pinged = (message: Message): Set<string> => {
    const words = messageWords(message);
    const members = directory.channel(message.channel)?.members ?? new Set<string>();
    const ids = [...words.matchAll(/<@(U\w+)(?:\|[^>]*)?>/g)].map((match) => match[1] ?? "");
    const groups = [...words.matchAll(/<!subteam\^(\w+)(?:\|[^>]*)?>/g)].flatMap(
      (match) => directory.userGroup(match[1] ?? "")?.members ?? [],
    );
    const everyone = /<!(here|channel|everyone)(\|[^>]*)?>/.test(words) ? [...members] : [];
    const wanted = new Set([...ids, ...groups, ...everyone]);
    if (directory.channel(message.channel)?.kind === "im") for (const id of members) wanted.add(id);
    const seen = [...wanted].filter((id) => members.has(id) && id !== app.botUserId && id !== message.user);
    return new Set(message.onlyFor ? seen.filter((id) => id === message.onlyFor) : seen);
  };
  return {
    posted: (message) => {
      for (const id of pinged(message)) unread.set(id, [...(unread.get(id) ?? []), structuredClone(message)]);
    },
    of: (userId) => unread.get(userId) ?? [],
    pinged,
    clear: (userId, place) => {
      const left = place ? (unread.get(userId) ?? []).filter((message) => !isAt(place, message)) : [];
      unread.set(userId, left);
    },
  };
}

function isAt({ channelId, threadTs }: Place, message: Message): boolean {
  if (message.channel !== channelId) return false;
  if (threadTs === null) return message.threadTs === null || message.broadcast;
  return message.threadTs === threadTs || message.ts === threadTs;
}
