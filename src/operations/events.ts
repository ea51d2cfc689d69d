import type { Obstacle } from "./obstacle.ts";
import type { CallError, CallName, Candidate, HeldBecause, Operation, Problem, Report } from "./operation.ts";
import type { Target } from "./target.ts";

/** What a person did to an operation. Who may do it is decided in `access.ts`, except that nobody approves his own request. */
export type PersonEvent =
  | { type: "approve"; by: string; at: Date }
  | { type: "deny"; by: string; at: Date; reason: string }
  | { type: "cancel"; by: string; at: Date }
  /** Someone stops the session, which takes the waiting operation with it. */
  | { type: "cancel-for-stop"; by: string; at: Date }
  | { type: "postpone"; by: string; at: Date; until: Date }
  | { type: "ask-someone-else"; by: string; at: Date; asked: string }
  /** A restart that came too late: run it now, or at `until`. */
  | { type: "restart-now"; by: string; at: Date }
  | { type: "restart-at"; by: string; at: Date; until: Date }
  | { type: "leave"; by: string; at: Date }
  /** The update's outcome is unknown: restart all the same, or close. */
  | { type: "restart-anyway"; by: string; at: Date }
  | { type: "close"; by: string; at: Date }
  | { type: "own"; by: string; at: Date }
  | { type: "look-again"; by: string; at: Date }
  | { type: "choose"; by: string; at: Date; report: Report }
  | { type: "resolve"; by: string; at: Date; note: string };

export type LateBecause = Extract<Problem, { code: "too-late" }>["because"];

/** What is recorded just before a session is told to go, or once it is found to have gone by itself. */
export interface Departure {
  notBefore: Date;
  leftAt: Date | null;
  isWitnessed: boolean;
  twins: { sessionId: string; urls: string[] }[];
  urls: string[];
  sharedUrls: string[];
}

/** What the worker did or saw. `startedAt` of an answer names the intent that it belongs to. */
export type WorkerEvent =
  /** ngrok was looked at for the first time; an approval is bound to what was found. */
  | { type: "review"; at: Date; target: Target }
  /** Something is in the way. With `inForm` the form is to say so first; else it ends at once, and a card says so. */
  | { type: "find-obstacle"; at: Date; obstacle: Obstacle; inForm: boolean }
  /** The form has said it, or never will. */
  | { type: "tell-obstacle"; at: Date; inForm: boolean }
  | { type: "expire"; at: Date }
  | { type: "supersede"; at: Date; found: Target | null }
  | { type: "find-too-late"; at: Date; call: CallName; because: LateBecause }
  /** Its next call may not be made: there is a freeze, or who let it run may not any more. */
  | { type: "hold"; at: Date; call: CallName; because: HeldBecause }
  /** The intent, recorded before the call. `departure` comes with restart and stop. */
  | {
      type: "start-call";
      at: Date;
      call: CallName;
      departure: Departure | null;
    }
  | { type: "accept"; at: Date; startedAt: Date; answeredAt: Date | null; createdIngressId: string | null }
  | { type: "refuse"; at: Date; startedAt: Date; error: CallError }
  /** The call never reached ngrok, or ngrok had no room for it: nothing happened, try again at `dueAt`. */
  | { type: "turn-away"; at: Date; startedAt: Date; error: CallError; dueAt: Date }
  | { type: "lose-answer"; at: Date; startedAt: Date; error: CallError }
  /** The old session id is gone, by our call or before it. */
  | { type: "find-gone"; at: Date; departure: Departure | null }
  | { type: "confirm"; at: Date; report: Report | null }
  | { type: "give-up"; at: Date; problem: Problem; report: Report | null }
  | { type: "return-late"; at: Date; report: Report }
  | { type: "find-late-candidates"; at: Date; candidates: Candidate[] }
  /** The look that a person asked for found nothing new. */
  | { type: "look-in-vain"; at: Date }
  | { type: "stop-looking"; at: Date };

export type OperationEvent = PersonEvent | WorkerEvent;

/** Why an event changes nothing. The words are in `views/refusal.ts`, made from the operation as it stands. */
export type Refusal =
  /** Somebody or something was first; the operation's state says who. */
  | { code: "already-decided" }
  | { code: "own-request" }
  /** One person's approval counts once. */
  | { code: "approved-already"; at: Date }
  | { code: "expired" }
  | { code: "chosen-time-passed"; chosenAt: Date }
  | { code: "postponed-too-far"; latest: Date }
  | { code: "time-in-past" }
  /** Postponing moves a change to a later time only. */
  | { code: "earlier-than-planned"; plannedAt: Date }
  /** Somebody else has taken it on. */
  | { code: "owned"; by: string; at: Date }
  /** Another operation has reported this session as the one that came back to it. */
  | { code: "session-reported" }
  /** The call is under way; what it does cannot be taken back. */
  | { code: "too-late-to-cancel" }
  /** Another unfinished operation holds the session. */
  | { code: "session-taken"; by: Operation }
  | { code: "not-offered" };

export type Outcome = { ok: true; operation: Operation } | { ok: false; refusal: Refusal };
