import { createHash } from "node:crypto";
import type { Operation } from "../operations/operation.ts";
import { announcementMessage } from "../views/card/announcement-message.ts";
import { cardMessage } from "../views/card/card-message.ts";
import { followUpMessage } from "../views/card/follow-up-message.ts";
import { noticeMessage } from "../views/card/notice-message.ts";
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
}

export interface PlanOptions {
  announceChannel: string | null;
  approverPing: readonly string[];
  /** Of the card; null while it is not known. */
  cardLink: string | null;
  followUpPosted: boolean;
}

/** All messages of an operation as it stands, in the order in which they are posted. */
export function plannedMessages(operation: Operation, options: PlanOptions): PlannedMessage[] {
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
      broadcast: notice.kind === "needs-attention",
      redrawn: false,
      message: noticeMessage(operation, notice),
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

export function plannedCard(operation: Operation, { approverPing }: PlanOptions): PlannedMessage {
  return {
    role: "card",
    channelId: operation.request.channelId,
    inThread: false,
    broadcast: false,
    redrawn: true,
    message: cardMessage(operation, { approverPing }),
  };
}

export function plannedFollowUp(operation: Operation): PlannedMessage {
  return {
    role: "follow-up",
    channelId: operation.request.channelId,
    inThread: true,
    broadcast: false,
    redrawn: true,
    message: followUpMessage(operation),
  };
}

function tellsOfRestart({ kind, state, departure }: Operation): boolean {
  const restarts = kind === "session-update" || kind === "session-restart";
  return restarts && (state === "restarting" || departure !== null);
}

/** Equal for messages that look equal. */
export function messageDigest(message: Message): string {
  return createHash("sha256").update(JSON.stringify(message)).digest("base64url");
}
