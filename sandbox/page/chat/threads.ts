import type { Entries } from "../../demo/entries.ts";

type Message = Entries["message"];

export interface ThreadSummary {
  replies: number;
  lastTs: string;
  /** Replies that ping the reader, and that he has not read. */
  unread: number;
}

/** What stands on a channel's own level. */
export function onChannelLevel(messages: readonly Message[], channel: string): Message[] {
  return messages.filter((one) => one.channel === channel && (one.threadTs === null || one.broadcast));
}

/** In a thread: its root first. */
export function inThread(messages: readonly Message[], channel: string, rootTs: string): Message[] {
  return messages.filter((one) => one.channel === channel && (one.ts === rootTs || one.threadTs === rootTs));
}

/** By the ts of their roots. What only its reader sees is no reply. */
export function threadsOf(messages: readonly Message[], channel: string): Map<string, ThreadSummary> {
  const threads = new Map<string, ThreadSummary>();
  for (const { channel: where, threadTs, ts, onlyFor, unread } of messages) {
    if (where !== channel || threadTs === null || onlyFor !== null) continue;
    const before = threads.get(threadTs);
    threads.set(threadTs, {
      replies: (before?.replies ?? 0) + 1,
      lastTs: ts,
      unread: (before?.unread ?? 0) + (unread ? 1 : 0),
    });
  }
  return threads;
}
