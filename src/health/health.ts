import type { HearInteraction } from "../handlers/track-acks.ts";
import type { HearNgrokCall } from "../ngrok/hear-call.ts";
import type { Operation } from "../operations/operation.ts";
import type { HearSlackCall } from "../slack/hear-calls.ts";
import type { Store } from "../store/store.ts";
import type { Loop } from "./vitals.ts";

/** What the parts of the bot tell of themselves; nothing where nobody listens. None of it throws or waits. */
export interface HealthHooks {
  slackCall?: HearSlackCall;
  ngrokCall?: HearNgrokCall;
  interaction?: HearInteraction;
  groupLookupFailed?: () => void;
  turned?: (loop: Loop) => void;
  shown?: (operation: Operation, at: Date) => void;
}

export interface Health {
  hooks: HealthHooks;
  /** Opens the port in the background. */
  start(): void;
  /** The store to be used instead, whose calls are counted. */
  watchStore(store: Store): Store;
  watchSockets(up: () => number): void;
  /** How many requests to ngrok this process may still send, and of how many in a minute. */
  watchBudget(budget: { left(): number; perMinute: number }): void;
  close(): Promise<void>;
}

/** Where no port is named. */
export const noHealth: Health = {
  hooks: {},
  start: () => {},
  watchStore: (store) => store,
  watchSockets: () => {},
  watchBudget: () => {},
  close: async () => {},
};
