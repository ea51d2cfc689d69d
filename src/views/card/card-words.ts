import type { Operation } from "../../operations/operation.ts";
import type { Writing } from "../operation-words.ts";
import { cancelledWords, deniedWords, expiredWords, supersededWords } from "./ended-words.ts";
import { problemWords } from "./problem-words.ts";
import { awaitingWords, requestedWords, scheduledWords } from "./request-words.ts";
import { resolvedWords } from "./resolved-words.ts";
import { callingWords, confirmingWords, restartingWords, waitingWords } from "./running-words.ts";
import { successWords } from "./success-words.ts";
import type { Words } from "./words.ts";

const byState: Record<Operation["state"], (operation: Operation, writing: Writing) => Words> = {
  requested: requestedWords,
  "awaiting-approval": awaitingWords,
  scheduled: scheduledWords,
  updating: callingWords,
  waiting: waitingWords,
  restarting: restartingWords,
  stopping: callingWords,
  applying: callingWords,
  confirming: confirmingWords,
  "needs-attention": problemWords,
  succeeded: successWords,
  failed: problemWords,
  denied: deniedWords,
  expired: expiredWords,
  cancelled: cancelledWords,
  superseded: supersededWords,
  resolved: resolvedWords,
};

/** What an operation's state is called in front of people. */
export function cardWords(operation: Operation, writing: Writing): Words {
  return byState[operation.state](operation, writing);
}
