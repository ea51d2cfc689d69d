import type { LoggedError } from "./logged-error.ts";
import type { SoakEvidence } from "./soak-evidence.ts";
import { nearSocketTrouble } from "./socket-trouble.ts";
import { stoodStill } from "./stalls.ts";

/** Longer than the bot waits for ngrok or Slack, or keeps off them as they asked. */
const FAULT_LASTS_MS = 60_000;
/** A call is noted a moment before it fails, by another process. */
const ORDER_DOUBT_MS = 1_000;

// How a connection ends that the other side has cut, as Node and undici name it, and what one that never stood is wrapped in.
const CUT = new Set(["SocketError", "ECONNRESET", "EPIPE", "ECONNREFUSED"]);
const SILENT = new Set(["SlackTimeoutError"]);
const NOT_CONNECTED = "NotConnectedError";

const LATE_TRIGGER = new Set(["expired_trigger_id", "trigger_expired"]);

type Explains = (evidence: SoakEvidence, error: LoggedError) => boolean;

/** What each class of errors may stand for, and which weather brings it. A class that is not here is a bug. */
const explanations: Record<string, Explains> = {
  WebAPIRequestError: (evidence, error) => isLost(error, [CUT, SILENT]) && slackFailed(evidence, error),
  WebAPIHTTPError: (evidence, error) => (error.status ?? 0) >= 500 && slackFailed(evidence, error),
  WebAPIRateLimitedError: slackFailed,
  WebAPIPlatformError: (evidence, error) =>
    LATE_TRIGGER.has(error.refusal ?? "") && (slackFailed(evidence, error) || ngrokFailed(evidence, error)),
  // Alone where it waited in vain for one of its connections, as ngrok let them all hang.
  NgrokConnectionError: (evidence, error) =>
    (isAlone(error) || isLost(error, [CUT])) && ngrokFailed(evidence, error),
  NgrokTimeoutError: (evidence, error) => isAlone(error) && ngrokFailed(evidence, error),
  NgrokRateLimitError: (evidence, error) => isAlone(error) && ngrokFailed(evidence, error),
  NgrokApiError: (evidence, error) =>
    ((error.status ?? 0) >= 500 || error.status === 429) && ngrokFailed(evidence, error),
  NgrokReplyError: (evidence, error) => isAlone(error) && ngrokFailed(evidence, error),
  SMSendWhileNotReadyError: onSocket,
  SMSendWhileDisconnectedError: onSocket,
  SMWebsocketError: onSocket,
};

/** Whether the weather accounts for an error of a handler. The database has none, so that its errors never are. */
export function isExplained(evidence: SoakEvidence, error: LoggedError): boolean {
  const explains = explanations[error.classes[0] ?? ""];
  return explains?.(evidence, error) === true;
}

/** The references under which people were told of what the weather did. */
export function explainedReferences(evidence: SoakEvidence): ReadonlySet<string> {
  const explained = evidence.errors.filter((error) => isExplained(evidence, error));
  return new Set(explained.flatMap(({ reference }) => reference ?? []));
}

function isLost({ classes }: LoggedError, ends: readonly ReadonlySet<string>[]): boolean {
  const between = classes.slice(1, -1);
  const last = classes.length > 1 ? classes.at(-1) : undefined;
  return between.every((name) => name === NOT_CONNECTED) && ends.some((end) => end.has(last ?? ""));
}

function isAlone({ classes }: LoggedError): boolean {
  return classes.length === 1;
}

function onSocket(evidence: SoakEvidence, { at }: LoggedError): boolean {
  return nearSocketTrouble(evidence, at);
}

function slackFailed(evidence: SoakEvidence, error: LoggedError): boolean {
  const { slackCalls, slackAway } = evidence;
  const [fromMs, toMs] = whenFor(error);
  return (
    slackCalls.some(({ fault, at }) => fault !== null && isWithin(at, fromMs, toMs)) ||
    slackAway.some(({ from, to }) => from.getTime() <= toMs && to.getTime() >= fromMs) ||
    stoodStill(evidence.stalls, fromMs, toMs)
  );
}

function ngrokFailed(evidence: SoakEvidence, error: LoggedError): boolean {
  const [fromMs, toMs] = whenFor(error);
  return (
    evidence.run.calls.some(({ fault, at }) => fault !== null && isWithin(at, fromMs, toMs)) ||
    stoodStill(evidence.stalls, fromMs, toMs)
  );
}

function whenFor({ at }: LoggedError): [fromMs: number, toMs: number] {
  return [at.getTime() - FAULT_LASTS_MS, at.getTime() + ORDER_DOUBT_MS];
}

function isWithin(at: Date, fromMs: number, toMs: number): boolean {
  return at.getTime() >= fromMs && at.getTime() <= toMs;
}
