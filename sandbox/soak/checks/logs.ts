import { isExplained } from "../explained.ts";
import type { LoggedError } from "../logged-error.ts";
import type { Problem, SoakCheck, SoakEvidence } from "../soak-evidence.ts";
import { nearSocketTrouble } from "../socket-trouble.ts";
import { stoodStill } from "../stalls.ts";

/** What faults of Slack and ngrok may bring into the log as an error; nothing else may. */
const expected: Record<string, (evidence: SoakEvidence, error: LoggedError) => boolean> = {
  // Each time with words to who asked, which the checks of the answers hold it to.
  "Handler failed": isExplained,
  // Slack was asked in every way to say it, and was not to be reached.
  "Error could not be told": isExplained,
  "Slack library": (evidence, { at }) => nearSocketTrouble(evidence, at),
};

export const checkLogs: SoakCheck = (evidence) =>
  evidence.errors
    .filter((error) => expected[error.words]?.(evidence, error) !== true)
    .map((error) => ({ promise: "no unexpected error", operationId: null, words: told(error) }));

function told({ words, at, doing, classes, message }: LoggedError): string {
  const line = `logged at ${at.toISOString()}: ${words}`;
  return classes.length > 0 ? `${line} (${doing}): ${classes.join(" < ")}: ${message}` : line;
}

/** What Slack refuses though nothing was wrong with Slack. */
const FAULTY =
  /^(invalid_|missing_|no_text|too_many|msg_too_long|view_too_large|method_|not_authed|push_limit)/;

// Withdrawn before, by a call whose answer was lost.
const ALREADY_GONE = "invalid_scheduled_message_id";

/** The bot sends nothing that Slack would refuse for its form, or swallow. */
export const checkForm: SoakCheck = (evidence) => [
  ...evidence.slackCalls
    .filter(({ result }) => FAULTY.test(result) && result !== ALREADY_GONE)
    .map(({ method, result, at }) => violation(`${method} at ${at.toISOString()}: ${result}`)),
  ...evidence.problems.filter((one) => !isLateByStall(evidence, one)).map(({ words }) => violation(words)),
];

// An ack that comes after its 3 s, as the machine stood still in them.
const LATE_ACK = /^An ack came for envelope/;
const LATE_BY_MS = 10_000;

function isLateByStall({ stalls, rate }: SoakEvidence, { at, words }: Problem): boolean {
  return LATE_ACK.test(words) && stoodStill(stalls, at.getTime() - LATE_BY_MS * rate, at.getTime());
}

function violation(words: string) {
  return { promise: "in Slack's terms", operationId: null, words };
}
