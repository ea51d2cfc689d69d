import type { Clock } from "../clock.ts";
import type { Fetch } from "../http-fetch.ts";

/** `refused`: Slack's own no; `failed`: an answer that is not of its API; `no-answer`: none came. */
export type SlackCallResult = "ok" | "refused" | "rate-limited" | "failed" | "no-answer";

export interface HeardSlackCall {
  /** As in `chat.postMessage`; `response_url` for an answer to one. */
  method: string;
  result: SlackCallResult;
  durationMs: number;
  /** Slack's clock, to the second. */
  answeredAt: Date | null;
}

export type HearSlackCall = (call: HeardSlackCall) => void;

const RESPONSE_URL = "response_url";

/** `fetch` that tells of each call to Slack once it has ended, of the Web API or of a `response_url`. */
export function hearCalls(
  fetch: Fetch,
  deps: { slackApiUrl: string; clock: Clock; heard?: HearSlackCall | undefined },
): Fetch {
  const { heard } = deps;
  if (!heard) return fetch;
  return async (url, init) => {
    const startedMs = deps.clock.monotonicMs();
    const method = methodOf(String(url), deps.slackApiUrl);
    const resultOf = method === RESPONSE_URL ? responseUrlResult : methodResult;
    const tell = (result: SlackCallResult, answeredAt: Date | null = null) => {
      if (method === null) return;
      heard({ method, result, durationMs: deps.clock.monotonicMs() - startedMs, answeredAt });
    };
    try {
      const answer = await fetch(url, init);
      const text = await answer.text();
      tell(resultOf(answer.status, text), dateOf(answer.headers.get("date")));
      return answer;
    } catch (error) {
      tell("no-answer");
      throw error;
    }
  };
}

/** Null for what can be no method of the Web API. Whatever is elsewhere is a `response_url`, whose path is a secret. */
function methodOf(url: string, slackApiUrl: string): string | null {
  if (!url.startsWith(slackApiUrl)) return RESPONSE_URL;
  return /^[a-zA-Z.]{1,60}/.exec(url.slice(slackApiUrl.length))?.[0] ?? null;
}

function responseUrlResult(status: number, text: string): SlackCallResult {
  if (status === 429) return "rate-limited";
  // Slack says `ok`, in one form or another; a page is of something in between.
  if (status >= 500 || /^\s*</.test(text)) return "failed";
  return status >= 200 && status < 300 && !/"ok"\s*:\s*false/.test(text) ? "ok" : "refused";
}

function methodResult(status: number, text: string): SlackCallResult {
  if (status === 429) return "rate-limited";
  if (status !== 200) return "failed";
  try {
    const answer: unknown = JSON.parse(text);
    if (typeof answer !== "object" || answer === null || !("ok" in answer)) return "failed";
    if (answer.ok === true) return "ok";
    return "error" in answer && answer.error === "ratelimited" ? "rate-limited" : "refused";
  } catch {
    return "failed";
  }
}

function dateOf(header: string | null): Date | null {
  const at = new Date(header ?? "");
  return Number.isNaN(at.getTime()) ? null : at;
}
