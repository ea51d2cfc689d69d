import { webApi } from "@slack/bolt";
import { z } from "zod";
import type { Clock } from "../clock.ts";
import type { OperationKind } from "../operations/operation.ts";

// A person who has just invited the bot tries again at once.
const REMEMBERED_MS = 30_000;
const MOST_REMEMBERED = 500;

/** What `conversations.info` says that matters here; `is_member` is missing for DMs. */
const Conversation = z.object({ is_member: z.boolean().optional(), is_archived: z.boolean().optional() });

type Refusal = "absent" | "no-approver" | "unseen" | "archived";
type Presence = { ok: true; channelId: string } | { ok: false; reason: Refusal; channelId: string };

/**
 * Knows in which channels the bot can post. Only what is fine is remembered, for 30 s.
 * @throws what Slack's client throws, when Slack cannot be asked
 */
export function createChannels(deps: {
  slack: webApi.WebClient;
  clock: Clock;
  approvalsChannel: string | null;
  approvalRequired: readonly OperationKind[];
}) {
  const memberUntilMs = new Map<string, number>();

  /** Null: nothing keeps the bot from posting there. */
  async function whatKeepsOut(channelId: string): Promise<Refusal | null> {
    // Slack posts to a person's id, but tells nothing of it.
    if (/^[UW]/.test(channelId)) return null;
    const nowMs = deps.clock.monotonicMs();
    if ((memberUntilMs.get(channelId) ?? 0) > nowMs) return null;
    const refusal = await askSlack(deps.slack, channelId);
    memberUntilMs.delete(channelId);
    if (refusal === null) {
      if (memberUntilMs.size >= MOST_REMEMBERED) memberUntilMs.clear();
      memberUntilMs.set(channelId, nowMs + REMEMBERED_MS);
    }
    return refusal;
  }

  return {
    async cardChannel(channelId: string, kind: OperationKind): Promise<Presence> {
      if (deps.approvalsChannel === null && isDirectMessage(channelId)) {
        return deps.approvalRequired.includes(kind)
          ? { ok: false, reason: "no-approver", channelId }
          : await presence(channelId);
      }
      return presence(deps.approvalsChannel ?? channelId);
    },
  };

  async function presence(channelId: string): Promise<Presence> {
    const reason = await whatKeepsOut(channelId);
    return reason === null ? { ok: true, channelId } : { ok: false, reason, channelId };
  }
}

/** A DM, given by its own id or the person's. */
function isDirectMessage(channelId: string): boolean {
  return /^[DUW]/.test(channelId);
}

// By the error of `conversations.info`. The bot asks for no scope for group DMs, so that each of them is unseen.
const REFUSALS: Record<string, Refusal> = { channel_not_found: "absent", missing_scope: "unseen" };

/** A DM between two other people is not found either, so that a DM which Slack shows is the bot's own. */
async function askSlack(slack: webApi.WebClient, channelId: string): Promise<Refusal | null> {
  try {
    const { channel } = await slack.conversations.info({ channel: channelId });
    const { is_member, is_archived } = Conversation.parse(channel);
    if (is_archived) return "archived";
    return (is_member ?? isDirectMessage(channelId)) ? null : "absent";
  } catch (error) {
    const refusal = error instanceof webApi.WebAPIPlatformError ? REFUSALS[error.data.error] : undefined;
    if (refusal) return refusal;
    throw error;
  }
}
