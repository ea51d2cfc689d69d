import type { Ledger } from "../errands/ledger.ts";
import type { Call } from "../ngrok/calls.ts";
import type { BotRecord } from "./record.ts";

/** A message of the bot that says which operation it tells of, as it was at the end. */
export interface ShownMessage {
  operationId: string;
  role: string;
  channel: string;
  ts: string;
  threadTs: string | null;
  /** As people read it. */
  words: string;
}

/** What Slack was asked to post later. */
export interface ScheduledPost {
  id: string;
  text: string;
  postAt: Date;
  /** Posted, or taken back. */
  isOver: boolean;
}

/** A post of the bot in the thread of a card that bears no mark: what Slack posted in the bot's absence. */
export interface UnmarkedReply {
  cardTs: string;
  postedAt: Date;
  words: string;
}

/** All that a run leaves behind, for the checks. Instants are of the clock that all share. */
export interface Evidence {
  record: BotRecord;
  /** Every request that ngrok got. */
  calls: readonly Call[];
  messages: readonly ShownMessage[];
  /** Deaths of processes, and what they asked of Slack. */
  moments: readonly Moment[];
  scheduled: readonly ScheduledPost[];
  unmarked: readonly UnmarkedReply[];
  ledger: Ledger;
  /** Slack ids of those who may approve. */
  approvers: readonly string[];
  /** What bots have logged of refusals, as a button's refusal shows in nothing else but words that may get lost. */
  refusals: readonly Refusal[];
  endedAt: Date;
  /**
   * How far the instants of the record may be off: a process that measures its database's clock knows it to some
   * milliseconds of real time, and each of them is many on a clock that goes faster.
   */
  clockErrorMs: number;
  /** Processes that ended though nobody killed them. */
  unexpectedEnds: readonly string[];
}

export interface Refusal {
  at: Date;
  /** Slack id. */
  userId: string;
  words: string;
}

/** A thing that happened, to tell the story of a violation by. */
export interface Moment {
  at: Date;
  /** Null where it may matter to all. */
  operationId: string | null;
  words: string;
}

/** Something that must never be. */
export interface Violation {
  /** Which promise it breaks, in two or three words. */
  promise: string;
  /** Null where it belongs to none. */
  operationId: string | null;
  words: string;
}

export type Check = (evidence: Evidence) => Violation[];
