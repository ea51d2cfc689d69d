import { app, team } from "../directory.ts";
import type { Message } from "../message-store.ts";
import type { Fields } from "../validation/check.ts";

/** A message as the Web API and the payloads show it. */
export function messageJson(message: Message, withMetadata = false): Fields {
  const fromBot = message.from === "bot" ? { bot_id: app.botId, app_id: app.id } : {};
  return structuredClone({
    type: "message",
    ...(message.broadcast && message.threadTs ? { subtype: "thread_broadcast" } : {}),
    user: message.user,
    ...fromBot,
    team: team.id,
    text: message.text,
    ts: message.ts,
    ...(message.blocks.length > 0 ? { blocks: message.blocks } : {}),
    ...(message.threadTs ? { thread_ts: message.threadTs } : {}),
    ...(message.editedTs ? { edited: { user: message.user, ts: message.editedTs } } : {}),
    ...(withMetadata && message.metadata ? { metadata: message.metadata } : {}),
  });
}
