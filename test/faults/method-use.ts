import type { Fault } from "../../sandbox/slack/faults.ts";
import type { BotUse } from "../support/use-bot.ts";
import { useBot } from "../support/use-bot.ts";

/** What may become of any call to Slack. */
export const faults: Record<string, Fault> = {
  "429 with Retry-After": { kind: "rate-limit", retryAfterSeconds: 20 },
  "500": { kind: "status", status: 500 },
  "503 as a page": { kind: "page", status: 503 },
  "a page with success": { kind: "page" },
  "half an answer, after it was done": { kind: "cut-short" },
  "no answer in time, before it was done": { kind: "hang" },
  "no answer in time, after it was done": { kind: "hang-after" },
  "a connection that breaks before it was done": { kind: "drop-before" },
  "a connection that breaks after it was done": { kind: "drop-after" },
};

const FLEET = "C0FLEET001";

export const agentOf = (name: string) => `agent-${Object.keys(faults).indexOf(name)}`;

/** A bot with an agent for each fault. */
export function useBotUnderFaults(use: BotUse = {}) {
  const agents = Object.fromEntries(Object.keys(faults).map((name) => [agentOf(name), {}]));
  return useBot({ agents, mayLogErrors: true, ...use });
}

export type Bot = ReturnType<typeof useBot>;

export interface MethodUse {
  bot: Bot;
  agent: string;
  /** From now on the fault meets the method's next calls. */
  arm: (times?: number) => void;
  /** Whether it has met one. */
  isMet: () => boolean;
}

/** What all can read in #fleet and stands there more than once, in the same thread. */
export function doubled({ world: { slack } }: Bot): string[] {
  const shown = slack.messages
    .filter(({ from, onlyFor, channel }) => from === "bot" && onlyFor === null && channel === FLEET)
    .map((message) => `${message.channel} ${message.threadTs} ${slack.renderText(message)}`);
  return shown.filter((words, at) => shown.indexOf(words) !== at);
}
