import type { ScheduledNotice } from "../store/store.ts";
import type { Pending } from "./notice-calls.ts";

export interface NoticeMatch {
  notice: ScheduledNotice;
  pending: Pending;
}

export interface Matches {
  /** Slack has it, and no record says so yet. */
  adopted: NoticeMatch[];
  /** Slack has it though it was withdrawn, or has it once more beside the one that is known. */
  surplus: NoticeMatch[];
}

/**
 * Which of Slack's pending messages are which of the recorded notices: by id, else by channel, second and text.
 * Slack may write a text otherwise than it was sent: what nobody has an answer about may also be the lone message
 * of that channel and second. What no notice is like is not the bot's, and left alone.
 */
export function matchNotices(notices: readonly ScheduledNotice[], pending: readonly Pending[]): Matches {
  const known = new Map(notices.map((notice) => [notice.scheduledId, notice]));
  const adopted: NoticeMatch[] = [];
  const surplus: NoticeMatch[] = [];
  const taken = new Set<ScheduledNotice>();
  for (const message of pending) {
    const ofId = known.get(message.id);
    if (ofId) {
      if (ofId.withdrawnAt) surplus.push({ notice: ofId, pending: message });
      continue;
    }
    const notice = noticeLike(message, notices, pending, taken);
    if (!notice) continue;
    const isFirst = notice.scheduledId === null && notice.withdrawnAt === null && !taken.has(notice);
    taken.add(notice);
    (isFirst ? adopted : surplus).push({ notice, pending: message });
  }
  return { adopted, surplus };
}

function noticeLike(
  message: Pending,
  notices: readonly ScheduledNotice[],
  pending: readonly Pending[],
  taken: ReadonlySet<ScheduledNotice>,
): ScheduledNotice | undefined {
  const { channelId, postAtSeconds } = message;
  const isThere = notices.filter(
    (notice) => notice.channelId === channelId && notice.postAt.getTime() === postAtSeconds * 1000,
  );
  const equal = isThere.filter(({ text }) => plainly(text) === plainly(message.text));
  // Two devices may bear one name and be due at one time: it is then the one whose id nobody knows yet.
  const open = equal.find((notice) => notice.scheduledId === null && !taken.has(notice));
  if (open || equal[0]) return open ?? equal[0];
  const others = pending.filter(
    (other) => other.channelId === channelId && other.postAtSeconds === postAtSeconds,
  );
  const [only] = isThere;
  if (!only || isThere.length > 1 || others.length > 1 || only.scheduledId !== null) return undefined;
  return questionOf(message.text) === questionOf(only.text) ? only : undefined;
}

function plainly(text: string): string {
  return text
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&amp;", "&")
    .replace(/\s+/g, " ")
    .trim();
}

/** Up to its question mark: the same in every notice, and in nothing else that the bot could ask Slack for. */
function questionOf(text: string): string {
  return plainly(text).split("?")[0] ?? "";
}
