import type { Channel, PersonName } from "../slack/directory.ts";
import type { Message } from "../slack/message-store.ts";
import type { View } from "../slack/view-store.ts";

/** What one person's page shows, as the server sends it: entries of these kinds, each under `kind/id`. */
export interface Entries {
  /** The person whose eyes the page has; one, under `me/me`. */
  me: { userId: string };
  /** One, under `slack/slack`. */
  slack: { team: string; botUserId: string; botName: string; commandName: string };
  /** By user id. */
  person: PersonEntry;
  /** By handle's group id. */
  group: { id: string; handle: string; members: string[] };
  /** By channel id; those that the person is in. */
  channel: ChannelEntry;
  /** By `CHANNEL/TS`; what the person may see there. */
  message: Message & { mentionsMe: boolean; unread: boolean };
  /** By view id; the stack of the person. */
  modal: View & { depth: number };
  /** One, under `home/home`, once the bot has published it. */
  home: View;
  /** One, under `bot/bot`. */
  bot: BotEntry;
  /** By the sandbox's name for it. */
  agent: AgentEntry;
  /** By ingress id. */
  ingress: IngressEntry;
  /** By number, as far as they are kept. */
  traffic: TrafficEntry;
  /** By its name in the list of faults; whether it is switched on now. */
  fault: FaultEntry;
  /** What real Slack would swallow, by number. */
  problem: { words: string };
}

export type Kind = keyof Entries;

export interface PersonEntry {
  id: string;
  name: PersonName;
  realName: string;
  role: "operator" | "approver" | "outsider";
  /** Whether he may freeze changes as well. */
  isAdmin: boolean;
  /** Unread messages that ping this person. */
  unread: number;
}

export interface ChannelEntry extends Omit<Channel, "members"> {
  botIsIn: boolean;
  /** Unread messages here that ping the person. */
  unread: number;
}

export interface BotEntry {
  state: "starting" | "running" | "ended";
  /** Open WebSockets to Slack. */
  connections: number;
  /** Asked to end, and still tidying up. */
  stopping: boolean;
  /** How its last process ended; null before that, and while there is one. */
  end: BotEnd | null;
  /** When it came into its state, as ISO 8601. */
  since: string;
  /** How long it waits between ngrok's answer to an update and the restart. */
  waitSeconds: number;
}

export interface BotEnd {
  /** Such as `The bot ended with SIGKILL.` */
  words: string;
  /** Whether someone here had asked for it. */
  asked: boolean;
  /** What it wrote last. */
  lines: readonly string[];
}

export interface AgentEntry {
  name: string;
  /** What the bot calls it: the value of the metadata key that holds a device's name. */
  device: string | null;
  kind: "agent" | "ssh" | "sdk";
  os: string;
  region: string;
  ip: string;
  version: string;
  /** What lies on the device's disk; differs from `version` after an update, until the restart. */
  installed: string;
  update: "none" | "running" | "done";
  state: "online" | "leaving" | "restarting" | "offline" | "stopped";
  session: { id: string; startedAt: string; urls: string[] } | null;
  /** When its last session ended, as ISO 8601; null while it has one. */
  awaySince: string | null;
}

export interface IngressEntry {
  id: string;
  domain: string;
  description: string;
  metadata: string;
  createdAt: string;
  /** In words, such as `issued` or the error of its provisioning. */
  certificate: string;
  certificateState: "none" | "issuing" | "issued" | "failed";
  delegated: boolean;
}

/**
 * One call or envelope; its bodies are read from `/demo/traffic/NUMBER`. From the bot to the bot: a line of its log.
 */
export interface TrafficEntry {
  number: number;
  at: string;
  from: "slack" | "bot" | "ngrok";
  to: "slack" | "bot" | "ngrok";
  /** Such as `chat.postMessage`, `slash_commands`, `POST /tunnel_sessions/ts_…/update`. */
  what: string;
  /** Null while it is unanswered. */
  result: string | null;
  failed: boolean;
  durationMs: number | null;
  /** The fault that was played on it. */
  fault: string | null;
}

export interface TrafficBodies {
  request: string | null;
  response: string | null;
}

export interface FaultEntry {
  name: string;
  group: "slack" | "ngrok" | "agent";
  /** Its place among the others. */
  order: number;
  label: string;
  /** In one sentence. */
  does: string;
  /** What to expect of the bot. */
  expect: string;
  /** `now` happens at once and is never on; `counted` strikes so many times; `lasting` until it is switched off. */
  kind: "now" | "counted" | "lasting";
  on: boolean;
  /** How often it will still strike; null when that has no end, and while it is off. */
  left: number | null;
  /** How often it has struck since it was last switched on; null where nobody counts. */
  struck: number | null;
  /** Those that are so now, of an agent's own faults; some of the fleet are so from the start. */
  agents: string[];
}

/** What the server sends over `/live`; `full`: forget all that came before. */
export interface LiveFrame {
  full: boolean;
  set: Record<string, unknown>;
  gone: string[];
}
