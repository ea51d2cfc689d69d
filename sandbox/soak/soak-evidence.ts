import type { Evidence, Violation } from "../evidence/evidence.ts";
import type { Call } from "../slack/http-server.ts";
import type { Span } from "./blow.ts";
import type { Envelope, Gap } from "./envelope-log.ts";
import type { LoggedError } from "./logged-error.ts";
import type { Vitals } from "./vitals.ts";
import type { SlowLookup } from "./watch-lookups.ts";

/** What a long run leaves besides what any run leaves. Instants are of the shared clock. */
export interface SoakEvidence {
  run: Evidence;
  /** Milliseconds of the shared clock to one of the world's. */
  rate: number;
  /** Who holds which role, by Slack ids. */
  roles: Record<"operators" | "approvers" | "admins", readonly string[]>;
  envelopes: readonly Envelope[];
  /** By the id of each window who has it before him. */
  viewers: ReadonlyMap<string, string>;
  gaps: readonly Gap[];
  slackCalls: readonly Call[];
  /** For which Slack is to blame, or the machine. */
  slowLookups: readonly SlowLookup[];
  slackAway: readonly Span[];
  socketTroubles: readonly Span[];
  /** Of the time in which people were at it. */
  vitals: readonly Vitals[];
  /** Before anybody came, and when everything was at its end. */
  idle: { before: readonly Vitals[]; after: readonly Vitals[] };
  /** What was logged as `error` or `fatal`. */
  errors: readonly LoggedError[];
  /** What Slack would have swallowed. */
  problems: readonly Problem[];
  /** When the machine kept the bot, or who times it, from going on. */
  stalls: readonly Span[];
}

export interface Problem {
  at: Date;
  words: string;
}

export type SoakCheck = (evidence: SoakEvidence) => Violation[];
