import { type Clock, sleep } from "../clock.ts";
import type { Fetch, HttpAnswer } from "../http-fetch.ts";
import { explained, isNotConnected } from "../network.ts";

const CONNECT_AGAIN_AFTER_MS = 300;
const LONGEST_PAUSE_MS = 2_000;
// Failures before a byte of the request was sent, so that a repeat can't double anything.
const NEVER_SENT = new Set([
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "ENETUNREACH",
  "EHOSTUNREACH",
  "UND_ERR_CONNECT_TIMEOUT",
]);

/** What came with success is no answer of Slack's API: a page of something in between, say. */
export class UnreadableAnswerError extends Error {
  override readonly name = "UnreadableAnswerError";

  constructor() {
    super(
      "Slack's answer is not of its API: see whether something between the bot and Slack answers instead",
    );
  }
}

/** Slack did not answer an attempt in time; it may have done what it was asked. */
class SlackTimeoutError extends Error {
  override readonly name = "SlackTimeoutError";

  constructor(timeoutMs: number) {
    super(`Slack did not answer within ${timeoutMs / 1000} s`);
  }
}

export interface FetchLimits {
  clock: Clock;
  fetch: Fetch;
  /** What is below it has to answer like Slack's API. A `response_url` does not. */
  slackApiUrl?: string;
  /** Of each attempt. */
  timeoutMs: number;
  /** Whether to try once more where nothing was sent, or where Slack asks for a pause of 2 s at most. */
  once: boolean;
}

/**
 * Slack's clients know no time limit by default, and retry what may already have happened. This `fetch` ends
 * each attempt after `timeoutMs` of the clock, and repeats only what is harmless.
 */
export function createPatientFetch(limits: FetchLimits): Fetch {
  const { fetch, clock, timeoutMs, once, slackApiUrl } = limits;
  const attempt = async (...[url, init]: Parameters<Fetch>) => {
    const isApi = slackApiUrl !== undefined && String(url).startsWith(slackApiUrl);
    try {
      const answer = await limited(clock, timeoutMs, (signal) => fetch(url, { ...init, signal }));
      // Slack's client would take a page for the name of a refusal, and what may have been done for undone.
      if (isApi && answer.status === 200 && !isAnswer(await answer.text())) throw new UnreadableAnswerError();
      return answer;
    } catch (error) {
      throw explained(error);
    }
  };
  return async (url, init) => {
    const answer = await attempt(url, init).catch((error: unknown) => {
      if (once && neverSent(error)) return null;
      throw error;
    });
    const pauseMs = answer ? pauseOf(answer) : CONNECT_AGAIN_AFTER_MS;
    if (answer && !(once && pauseMs !== null)) return answer;
    await sleep(clock, pauseMs ?? 0);
    return attempt(url, init);
  };
}

function isAnswer(text: string): boolean {
  try {
    const answer: unknown = JSON.parse(text);
    return typeof answer === "object" && answer !== null && "ok" in answer && typeof answer.ok === "boolean";
  } catch {
    return false;
  }
}

async function limited<Result>(
  clock: Clock,
  timeoutMs: number,
  run: (signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
  const controller = new AbortController();
  const cancel = clock.setTimer(() => controller.abort(new SlackTimeoutError(timeoutMs)), timeoutMs);
  try {
    return await run(controller.signal);
  } finally {
    cancel();
  }
}

/** The pause that a 429 asks for; null where there is none, or a longer one than anybody would wait for. */
function pauseOf(answer: HttpAnswer): number | null {
  if (answer.status !== 429) return null;
  const seconds = Number.parseInt(answer.headers.get("retry-after") ?? "", 10);
  return seconds * 1000 <= LONGEST_PAUSE_MS ? seconds * 1000 : null;
}

/** Whether the call failed before a byte of it left, so that it may be made again. */
export function neverSent(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (isNotConnected(error)) return true;
  const code = "code" in error ? error.code : undefined;
  return (typeof code === "string" && NEVER_SENT.has(code)) || neverSent(error.cause);
}
