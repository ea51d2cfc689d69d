import { type Logger as BoltLogger, webApi } from "@slack/bolt";
import type { Clock } from "../clock.ts";
import type { Fetch } from "../http-fetch.ts";
import { type HearSlackCall, hearCalls } from "./hear-calls.ts";
import { createPatientFetch } from "./patient-fetch.ts";
import { createRespondFetch } from "./respond-fetch.ts";

// People wait: Slack's trigger lives for 3 s, an answer that comes later than this is no answer.
const ANSWER_TIMEOUT_MS = 5_000;
const BACKGROUND_TIMEOUT_MS = 10_000;

export interface WebClientDeps {
  /** Ends in a slash. */
  slackApiUrl: string;
  clock: Clock;
  logger: BoltLogger;
  fetch: Fetch;
  /** Told of each call once it has ended. */
  heard?: HearSlackCall | undefined;
}

/**
 * For what a person waits for. Short limits; nothing is repeated but what never left or Slack put off for 2 s.
 * A 429 is thrown, as waiting it out would stop the queue of all other answers.
 */
export function answeringOptions(deps: WebClientDeps): webApi.WebClientOptions {
  return {
    slackApiUrl: deps.slackApiUrl,
    logger: deps.logger,
    allowAbsoluteUrls: false,
    rejectRateLimitedCalls: true,
    retryConfig: { retries: 0 },
    fetch: createRespondFetch(
      hearCalls(createPatientFetch({ ...deps, timeoutMs: ANSWER_TIMEOUT_MS, once: true }), deps),
      deps.slackApiUrl,
    ),
  };
}

/** For posts that nobody waits for. It repeats nothing: its user knows what may be sent twice, and when. */
export function createBackgroundClient(token: string, deps: WebClientDeps): webApi.WebClient {
  return new webApi.WebClient(token, {
    slackApiUrl: deps.slackApiUrl,
    logger: deps.logger,
    allowAbsoluteUrls: false,
    rejectRateLimitedCalls: true,
    retryConfig: { retries: 0 },
    fetch: hearCalls(createPatientFetch({ ...deps, timeoutMs: BACKGROUND_TIMEOUT_MS, once: false }), deps),
  });
}
