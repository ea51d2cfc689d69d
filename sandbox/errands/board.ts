import type { Message } from "../slack/message-store.ts";
import type { SlackWorkspace } from "../slack/workspace.ts";

/** Which of the bot's messages tells of which operation, by what the bot has put into its metadata. */
export interface MarkedMessage {
  operationId: string;
  /** `card`, `follow-up`, `notice:N`, `announcement`. */
  role: string;
  /** As it stands now. */
  message: Message;
}

export interface Board {
  all(): readonly MarkedMessage[];
  has(operationId: string, role: string): boolean;
  /** The newest card that shows `token`. */
  cardOf(token: string): MarkedMessage | null;
}

const EVENT = "ngrok_chatops_operation";

/** Reads each message only once, so that many people may look often. */
export function createBoard(slack: SlackWorkspace): Board {
  const marked: MarkedMessage[] = [];
  const tokens = new Map<MarkedMessage, string>();
  let read = 0;
  const readNew = () => {
    for (; read < slack.messages.length; read += 1) {
      const message = slack.messages[read];
      const mark = message && markOf(message);
      if (!message || !mark) continue;
      const one = { ...mark, message };
      marked.push(one);
      // Its subject stands in every version of it.
      if (mark.role === "card")
        tokens.set(one, /\be\d{4}x\b/.exec(JSON.stringify(message.blocks))?.[0] ?? "");
    }
  };
  return {
    all: () => {
      readNew();
      return marked;
    },
    has: (operationId, role) => {
      readNew();
      return marked.some((one) => one.operationId === operationId && one.role === role);
    },
    cardOf: (token) => {
      readNew();
      return marked.findLast((one) => tokens.get(one) === token) ?? null;
    },
  };
}

/** Null for what bears no mark of an operation. */
export function markOf({ metadata }: { metadata?: unknown }): { operationId: string; role: string } | null {
  const { event_type, event_payload } = (metadata ?? {}) as {
    event_type?: string;
    event_payload?: { operation_id?: string; role?: string };
  };
  if (event_type !== EVENT || !event_payload?.operation_id || !event_payload.role) return null;
  return { operationId: event_payload.operation_id, role: event_payload.role };
}
