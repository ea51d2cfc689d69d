import { webApi } from "@slack/bolt";
import { z } from "zod";
import type { Clock } from "../clock.ts";
import type { OperationKind } from "../operations/operation.ts";

// A person who has just invited the bot tries again at once.
const REMEMBERED_MS = 30_000;
const MOST_REMEMBERED = 500;

/** What `conversations.info` says that matters here; `is_member` is missing for DMs. */
const Conversation = z.object({ is_member: z.boolean().optional(), is_archived: z.boolean().optional() });

type Presence =
  | { ok: true; channelId: string }
  | { ok: false; reason: "absent" | "no-approver"; channelId: string };

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

  async function isMember(channelId: string): Promise<boolean> {
    // Slack posts to a person's id, but tells nothing of it.
    if (/^[UW]/.test(channelId)) return true;
    const nowMs = deps.clock.monotonicMs();
    if ((memberUntilMs.get(channelId) ?? 0) > nowMs) return true;
    const member = await askSlack(deps.slack, channelId);
    memberUntilMs.delete(channelId);
    if (member) {
      if (memberUntilMs.size >= MOST_REMEMBERED) memberUntilMs.clear();
      memberUntilMs.set(channelId, nowMs + REMEMBERED_MS);
    }
    return member;
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
    return (await isMember(channelId)) ? { ok: true, channelId } : { ok: false, reason: "absent", channelId };
  }
}

/** A DM, given by its own id or the person's. */
function isDirectMessage(channelId: string): boolean {
  return /^[DUW]/.test(channelId);
}

/** A DM between two other people is not found either, so that a DM which Slack shows is the bot's own. */
async function askSlack(slack: webApi.WebClient, channelId: string): Promise<boolean> {
  try {
    const { channel } = await slack.conversations.info({ channel: channelId });
    const { is_member, is_archived } = Conversation.parse(channel);
    return !is_archived && (is_member ?? isDirectMessage(channelId));
  } catch (error) {
    if (error instanceof webApi.WebAPIPlatformError && error.data.error === "channel_not_found") return false;
    throw error;
  }
}
