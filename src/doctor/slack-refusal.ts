import { webApi } from "@slack/bolt";
import { type Finding, failed, unchecked } from "./check.ts";

/** Slack's error code, where Slack has answered with one; null where no answer came. */
export function slackCode(error: unknown): string | null {
  if (error instanceof webApi.WebAPIPlatformError) return error.data.error;
  return error instanceof webApi.WebAPIRateLimitedError ? "ratelimited" : null;
}

/** What keeps a question to Slack from being answered, and is no fault of what was asked about. */
export function slackUnasked(error: unknown): Finding | null {
  const code = slackCode(error);
  if (code === "missing_scope") return unchecked(`as the scope ${neededIn(error)} is missing`);
  if (code === "ratelimited") return unchecked("as Slack asks for a pause; run this again in a minute");
  return code === null ? slackUnreachable(error) : null;
}

export function slackUnreachable(error: unknown): Finding {
  return failed(
    `Slack cannot be reached: ${reasonOf(error)}`,
    "Let this machine call https://slack.com, and wss://*.slack.com, over port 443.",
  );
}

function neededIn(error: unknown): string {
  const data = error instanceof webApi.WebAPIPlatformError ? error.data : null;
  return data && "needed" in data ? String(data.needed) : "that it needs";
}

/** The innermost cause says most. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if ("original" in error && error.original instanceof Error) return reasonOf(error.original);
  if (error.cause instanceof Error) return reasonOf(error.cause);
  return error.message || ("code" in error ? String(error.code) : error.name);
}
