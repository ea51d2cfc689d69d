import type { Clock } from "../clock.ts";
import type { Network } from "../network.ts";
import { createNgrokClient } from "../ngrok/client.ts";
import { createRequestBudget } from "../ngrok/request-budget.ts";
import { once } from "./once.ts";
import { sampleOf, type TimeSample } from "./time-sample.ts";

// Three are needed; the rest of the account's minute is the bot's.
const REQUESTS_PER_MINUTE = 12;
/** The KSUID of the year 2014 with nothing random in it, which no session ever got. */
const NOBODYS_SESSION = `ts_${"0".repeat(27)}`;

export type AskNgrok = ReturnType<typeof createAskNgrok>;

/** What the checks ask ngrok, each once; nothing of it changes anything. */
export function createAskNgrok(deps: {
  baseUrl: string;
  apiKey: string;
  clock: Clock;
  /** Opens the connections, through a proxy where there is one. */
  open: Network["dispatcher"];
}) {
  let time: TimeSample | null = null;
  const ngrok = createNgrokClient({
    ...deps,
    // What it asks to change does not exist.
    mayChange: async () => true,
    budget: createRequestBudget({ clock: deps.clock, perMinute: REQUESTS_PER_MINUTE }),
    heard: ({ answeredAt, durationMs }) => {
      time ??= answeredAt && sampleOf(answeredAt, durationMs, deps.clock);
    },
  });
  return {
    /** The first page of the sessions. */
    sessions: once(async () => {
      for await (const _ of ngrok.sessions.list({ priority: "person" })) return;
    }),
    /** A change of a session that cannot exist: ngrok answers 404, unless the key may not ask for it at all. */
    wouldRestart: () => ngrok.sessions.restart(NOBODYS_SESSION, { priority: "person" }),
    wouldUpdate: () => ngrok.sessions.update(NOBODYS_SESSION, { priority: "person" }),
    /** ngrok's clock, once it has answered. */
    time: () => time,
    close: () => ngrok.close(),
  };
}
