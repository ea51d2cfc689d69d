import type { PersonName } from "../slack/directory.ts";

/** A form that somebody submitted, as that person saw it. */
export interface Submit {
  token: string;
  /** Of the request, or the event of a form on a card: `session-update`, `deny`, `postpone` … */
  what: string;
  by: PersonName;
  at: Date;
  /** By which the bot knows this submit again: the view's id and hash. */
  key: string;
  /** Of a form on a card. */
  operationId: string | null;
  /** `accepted`: acked, and not with errors. `refused`: acked with words. `unanswered`: Slack showed trouble. */
  outcome: "accepted" | "refused" | "unanswered";
  /** What the window said after the ack, once it no longer said that it is at work; null: it never did. */
  said: { words: string; isForm: boolean } | null;
}

/** A button that somebody pressed. */
export interface Press {
  token: string;
  label: string;
  by: PersonName;
  userId: string;
  /** When it was pressed, and when Slack had an ack for it. */
  at: Date;
  ackedAt: Date | null;
  operationId: string;
}

/** A stop to all changes, as the admin saw it who asked for it. */
export interface SeenFreeze {
  /** Slack id. */
  by: string;
  /** When it was first typed, and when it was read that it holds. */
  askedAt: Date;
  toldAt: Date;
  /** When its end was first typed; null: it was not. */
  endAskedAt: Date | null;
}

/** What people did, and what Slack told them of it. */
export interface Ledger {
  readonly submits: Submit[];
  readonly presses: Press[];
  readonly freezes: SeenFreeze[];
  /** Errands that people gave up on, and why. */
  readonly abandoned: { token: string; why: string }[];
}

export function createLedger(): Ledger {
  return { submits: [], presses: [], freezes: [], abandoned: [] };
}
