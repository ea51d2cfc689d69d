import type { Fetch } from "../../src/http-fetch.ts";

/** `fetch` that names the instants around each call to Slack: `before slack chat.postMessage`, `after slack …`. */
export function watchFetch(fetch: Fetch, slackApiUrl: string, point: (name: string) => void): Fetch {
  return async (input, init) => {
    const url = String(input);
    const method = url.startsWith(slackApiUrl) ? url.slice(slackApiUrl.length).split("?")[0] : "response_url";
    point(`before slack ${method}`);
    const answer = await fetch(input, init);
    // The answer has come, and nobody in the process has seen it yet.
    point(`after slack ${method}`);
    return answer;
  };
}
