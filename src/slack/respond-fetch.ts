import { webApi } from "@slack/bolt";
import type { Fetch } from "../http-fetch.ts";
import { UnreadableAnswerError } from "./patient-fetch.ts";

const DEFAULT_PAUSE_SECONDS = 30;

/**
 * Answers to a `response_url` go through the same `fetch`, past Slack's client. Their failures become what the
 * client would have made of them, so that people are told the same.
 */
export function createRespondFetch(fetch: Fetch, slackApiUrl: string): Fetch {
  return async (url, init) => {
    if (String(url).startsWith(slackApiUrl)) return fetch(url, init);
    const answer = await fetch(url, init).catch((error: unknown) => {
      throw new webApi.WebAPIRequestError(error instanceof Error ? error : new Error(String(error)));
    });
    const { status, statusText, headers } = answer;
    if (status === 429) {
      const seconds = Number.parseInt(headers.get("retry-after") ?? "", 10);
      throw new webApi.WebAPIRateLimitedError(seconds || DEFAULT_PAUSE_SECONDS);
    }
    const text = await answer.text();
    if (status >= 500) throw new webApi.WebAPIHTTPError(status, statusText, {}, text);
    // Slack says `ok`, in one form or another.
    if (/^\s*</.test(text)) throw new webApi.WebAPIRequestError(new UnreadableAnswerError());
    return answer;
  };
}
