import { createHash } from "node:crypto";
import type { RoleGrant } from "../access.ts";
import type { Operation } from "../operations/operation.ts";
import { announcementMessage } from "../views/card/announcement-message.ts";
import { cardMessage } from "../views/card/card-message.ts";
import { followUpMessage } from "../views/card/follow-up-message.ts";
import { hasCard } from "../views/card/has-card.ts";
import { callsForPerson, noticeMessage } from "../views/card/notice-message.ts";
import type { Message } from "../views/message.ts";

/** One message that Slack is to show of an operation. */
export interface PlannedMessage {
  /** `card`, `follow-up`, `notice:N` or `announcement`. */
  role: string;
  channelId: string;
  /** In the card's thread. */
  inThread: boolean;
  /** Shown in the channel too. */
  broadcast: boolean;
  /** Redrawn when the operation goes on; a notice stays what it was when it pinged. */
  redrawn: boolean;
  message: Message;
  /** Tells of the call that is to follow at once; without it, the same version looks otherwise. */
  isCallNext?: boolean;
}

export interface PlanOptions {
  announceChannel: string | null;
  approverPing: readonly RoleGrant[];
  /** Of the card; null while it is not known. */
  cardLink: string | null;
  followUpPosted: boolean;
}

/** All messages of an operation as it stands, in the order in which they are posted, the card first; or none. */
export function plannedMessages(operation: Operation, options: PlanOptions): PlannedMessage[] {
  if (!hasCard(operation)) return [];
  const inThread = {
    channelId: operation.request.channelId,
    inThread: true,
    broadcast: false,
    redrawn: true,
  };
  const planned: PlannedMessage[] = [plannedCard(operation, options)];
  if (options.followUpPosted || tellsOfRestart(operation)) planned.push(plannedFollowUp(operation));
  operation.notices.forEach((notice, index) => {
    planned.push({
      ...inThread,
      role: `notice:${index}`,
      broadcast: callsForPerson(operation, notice),
      redrawn: false,
      message: noticeMessage(operation, notice, { approverPing: pingFor(operation, options) }),
    });
  });
  if (options.announceChannel !== null && operation.endedAt !== null) {
    planned.push({
      role: "announcement",
      channelId: options.announceChannel,
      inThread: false,
      broadcast: false,
      redrawn: true,
      message: announcementMessage(operation, options.cardLink),
    });
  }
  return planned;
}

/** Where the message of a role stands, or would. */
export function placeOf(
  { request }: Operation,
  role: string,
  announceChannel: string | null,
): { channelId: string; inThread: boolean } {
  if (role === "announcement" && announceChannel) return { channelId: announceChannel, inThread: false };
  return { channelId: request.channelId, inThread: role !== "card" };
}

export function plannedCard(operation: Operation, options: PlanOptions): PlannedMessage {
  return {
    role: "card",
    channelId: operation.request.channelId,
    inThread: false,
    broadcast: false,
    redrawn: true,
    message: cardMessage(operation, { approverPing: pingFor(operation, options) }),
  };
}

/** Who may approve in another channel alone is not asked here. */
function pingFor({ request }: Operation, { approverPing }: Pick<PlanOptions, "approverPing">): string[] {
  const isHere = ({ channelId }: RoleGrant) => channelId === null || channelId === request.channelId;
  return approverPing.filter(isHere).map(({ id }) => id);
}

/** With `isCallNext` it says that the restart is about to be called. */
export function plannedFollowUp(operation: Operation, { isCallNext = false } = {}): PlannedMessage {
  return {
    role: "follow-up",
    channelId: operation.request.channelId,
    inThread: true,
    broadcast: false,
    redrawn: true,
    message: followUpMessage(operation, { isCallNext }),
    isCallNext,
  };
}

function tellsOfRestart({ kind, state, departure }: Operation): boolean {
  const restarts = kind === "session-update" || kind === "session-restart";
  return restarts && (state === "restarting" || departure !== null);
}

/** What is kept of a message that was drawn: equal for those that look equal, with the version where a call is next. */
export function plannedDigest({ version }: Operation, { message, isCallNext }: PlannedMessage): string {
  const digest = createHash("sha256").update(JSON.stringify(message)).digest("base64url");
  return isCallNext ? `${digest} ${version}` : digest;
}

/** Whether it looks as planned, or tells already of the call that is next in this very version. */
export function isShown(shownDigest: string, operation: Operation, planned: PlannedMessage): boolean {
  const [digest, version] = shownDigest.split(" ");
  return digest === plannedDigest(operation, planned) || version === String(operation.version);
}
