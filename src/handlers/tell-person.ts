import type { RespondFn, webApi } from "@slack/bolt";
import { z } from "zod";
import { errorModal } from "../views/error-modal.ts";
import { said } from "../views/said.ts";
import { cut } from "../views/text.ts";

/** Where a payload came from, as far as an answer needs it. */
export interface Place {
  kind:
    | "command"
    | "block_actions"
    | "block_suggestion"
    | "view_submission"
    | "view_closed"
    | "event"
    | "other";
  /** The command, `action_id` or `callback_id`, for the log. */
  name: string;
  userId: string | null;
  channelId: string | null;
  /** Whether the person expects something of it; a link or a choice inside of a form is only acked. */
  asks: boolean;
  /** In a modal: pushes another on top of it. */
  modalTriggerId: string | null;
}

// Slack's own limit for what an app names.
const LONGEST_NAME = 255;

const text = z.string().optional().catch(undefined);
const named = z.object({ id: text }).optional().catch(undefined);

// What one field lacks says nothing of the others: whoever sent it is to be answered.
const Payload = z.object({
  type: text,
  command: text,
  trigger_id: text,
  user_id: text,
  user: named,
  channel_id: text,
  channel: named,
  view: z.object({ type: text, callback_id: text }).optional().catch(undefined),
  actions: z
    .array(z.object({ action_id: text, type: text, value: text }).catch({}))
    .optional()
    .catch(undefined),
  action_id: text,
});

const KINDS = ["block_actions", "block_suggestion", "view_submission", "view_closed"] as const;

export function placeOf(body: unknown): Place {
  const payload = Payload.safeParse(body).data ?? {};
  const kind = kindOf(payload);
  const inModal = kind === "block_actions" && payload.view?.type === "modal";
  return {
    kind,
    name: cut(
      payload.command ??
        payload.actions?.[0]?.action_id ??
        payload.action_id ??
        payload.view?.callback_id ??
        "",
      LONGEST_NAME,
    ),
    userId: payload.user?.id ?? payload.user_id ?? null,
    channelId: payload.channel?.id ?? payload.channel_id ?? null,
    asks:
      kind === "block_actions"
        ? payload.actions?.[0]?.value !== undefined || payload.actions?.[0]?.type === "overflow"
        : kind !== "view_closed" && kind !== "other",
    modalTriggerId: inModal ? (payload.trigger_id ?? null) : null,
  };
}

function kindOf({ type, command }: z.infer<typeof Payload>): Place["kind"] {
  if (command !== undefined) return "command";
  if (type === "event_callback") return "event";
  return KINDS.find((kind) => kind === type) ?? "other";
}

/**
 * Says it where the person looks: on top of the modal, else for their eyes only in the channel, else in the
 * bot's DM with them. The form below a pushed modal keeps what was typed.
 */
export async function tell(
  { client, respond }: { client: webApi.WebClient; respond: RespondFn | null },
  { userId, channelId, modalTriggerId }: Place,
  mrkdwn: string,
): Promise<void> {
  const message = said(mrkdwn);
  const inDm = userId === null ? null : () => client.chat.postMessage({ channel: userId, ...message });
  const ways = [
    modalTriggerId === null
      ? null
      : () => client.views.push({ trigger_id: modalTriggerId, view: errorModal("Not done", mrkdwn) }),
    respond ? () => respond({ response_type: "ephemeral", replace_original: false, ...message }) : null,
    channelId === null || userId === null
      ? null
      : () => client.chat.postEphemeral({ channel: channelId, user: userId, ...message }),
    inDm,
    // On Home there is no other way, and one answer of Slack's that fails would leave the person without words.
    respond || channelId !== null ? null : inDm,
  ].filter((way) => way !== null);
  await inTurn(ways);
}

/** @throws what the last one threw */
async function inTurn([way, ...others]: readonly (() => Promise<unknown>)[]): Promise<void> {
  if (!way) throw new Error("Nobody to tell");
  try {
    await way();
  } catch (error) {
    if (others.length === 0) throw error;
    await inTurn(others);
  }
}
