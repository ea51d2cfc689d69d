export type Party = "slack" | "bot" | "ngrok";

/** What one party begins to say to another. */
export interface Saying {
  from: Party;
  to: Party;
  /** Such as `chat.postMessage`, `slash_commands /ngrok`, `POST /tunnel_sessions/ts_…/update`. */
  what: string;
  body?: unknown;
  /** What came with it to prove who speaks: a token or a key. */
  credential?: string | undefined;
}

/** How it was met. */
export interface Outcome {
  /** Such as `ok`, `429 ERR_NGROK_226`, `acked`. */
  result: string;
  failed: boolean;
  body?: unknown;
  /** The fault that was played on it. */
  fault?: string | null;
}

/** Told of everything that is said. What it answers is told the outcome; only the first one counts. */
export type Observe = (saying: Saying) => (outcome: Outcome) => void;

export const unobserved: Observe = () => () => {};
