import type { Clock } from "../../src/clock.ts";
import type { Observe } from "../observe.ts";
import type { DirectoryOptions } from "./directory.ts";

export interface SlackWorkspaceOptions extends DirectoryOptions {
  clock: Clock;
  /** Chosen by the system unless given. */
  port?: number;
  /** Times acks and triggers, `clock` unless given: on a sped-up clock a round trip would seem to take too long. */
  wireClock?: Clock;
  /** Of the bot token; all that the methods here need unless given. */
  scopes?: readonly string[];
  /** Of this app unless given. */
  appToken?: string;
  /** Event types that the app has subscribed to. */
  events?: readonly string[];
  commandName?: string;
  /** How many of the newest calls are remembered: all unless given. */
  callsKept?: number | undefined;
  /** Whether calls are never too many; no unless given. */
  isUnlimited?: boolean | undefined;
  /** Told of every call, envelope and socket; nobody unless given. */
  observe?: Observe | undefined;
}
