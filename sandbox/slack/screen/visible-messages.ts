import type { Core } from "../core.ts";
import type { Message } from "../message-store.ts";

export function visibleMessages(core: Core, userId: string, channelId: string): Message[] {
  return core.messages
    .in(channelId)
    .filter((message) => message.onlyFor === null || message.onlyFor === userId);
}
