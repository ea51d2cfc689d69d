import type { BlockAction, webApi } from "@slack/bolt";
import type { OpenRequest } from "./deps.ts";

/** Where a click may open a modal. A click outside any channel counts as one in the person's DM. */
export function openRequest(body: BlockAction, client: webApi.WebClient): OpenRequest {
  const channelId = body.channel?.id ?? body.user.id;
  return { client, triggerId: body.trigger_id, userId: body.user.id, channelId };
}
