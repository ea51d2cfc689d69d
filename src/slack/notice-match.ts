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
  const noticesThere = Map.groupBy(notices, ({ channelId, postAt }) => placeOf(channelId, postAt.getTime()));
  const pendingThere = Map.groupBy(pending, placeOfPending);
  for (const message of pending) {
    const ofId = known.get(message.id);
    if (ofId) {
      if (ofId.withdrawnAt) surplus.push({ notice: ofId, pending: message });
      continue;
    }
    const place = placeOfPending(message);
    const there = { notices: noticesThere.get(place) ?? [], pending: pendingThere.get(place) ?? [] };
    const notice = noticeLike(message, there, taken);
    if (!notice) continue;
    const isFirst = notice.scheduledId === null && notice.withdrawnAt === null && !taken.has(notice);
    taken.add(notice);
    (isFirst ? adopted : surplus).push({ notice, pending: message });
  }
  return { adopted, surplus };
}

function placeOf(channelId: string, postAtMs: number): string {
  return `${channelId} ${postAtMs}`;
}

function placeOfPending({ channelId, postAtSeconds }: Pending): string {
  return placeOf(channelId, postAtSeconds * 1000);
}

/** Among the notices and the messages of the same channel and second. */
function noticeLike(
  message: Pending,
  { notices, pending }: { notices: readonly ScheduledNotice[]; pending: readonly Pending[] },
  taken: ReadonlySet<ScheduledNotice>,
): ScheduledNotice | undefined {
  const equal = notices.filter(({ text }) => plainly(text) === plainly(message.text));
  // Two devices may bear one name and be due at one time: it is then the one whose id nobody knows yet.
  const open = equal.find((notice) => notice.scheduledId === null && !taken.has(notice));
  if (open || equal[0]) return open ?? equal[0];
  const [only] = notices;
  if (!only || notices.length > 1 || pending.length > 1 || only.scheduledId !== null) return undefined;
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
