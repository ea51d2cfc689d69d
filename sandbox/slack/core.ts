import type { Clock } from "../../src/clock.ts";
import type { Directory } from "./directory.ts";
import type { Envelopes } from "./envelopes.ts";
import type { MessageStore } from "./message-store.ts";
import type { ResponseUrls } from "./response-urls.ts";
import type { Triggers } from "./triggers.ts";
import type { ViewStore } from "./view-store.ts";

export interface ScheduledMessage {
  id: string;
  channelId: string;
  /** Unix seconds, as Slack counts here. */
  postAt: number;
  createdAt: number;
  text: string;
  /** Deleted or posted, so that it is listed no more. */
  over: boolean;
  /** Keeps it from being posted. */
  cancel: () => void;
}

/** How an observer is told of what real Slack would swallow. */
export const SWALLOWED = "swallowed by Slack";

/** The workspace's state, as the parts that act on it see it. */
export interface Core {
  clock: Clock;
  directory: Directory;
  messages: MessageStore;
  views: ViewStore;
  triggers: Triggers;
  responseUrls: ResponseUrls;
  envelopes: Envelopes;
  scheduled: ScheduledMessage[];
  /** Of the bot token. */
  scopes: readonly string[];
  /** `http://127.0.0.1:PORT`, without a slash at its end. */
  origin: () => string;
  /** A ticketed WebSocket URL. */
  socketUrl: () => string;
  /** Notes what real Slack would swallow or show to nobody. */
  problem: (words: string) => void;
}
