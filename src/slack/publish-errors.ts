import { neverSent } from "./patient-fetch.ts";

/**
 * What a failed call to Slack means: `refused`: Slack said no, nothing happened; `never-sent`: nor did it here,
 * as the call did not reach Slack; `rate-limited`: not before `retryAfterMs`; `unknown`: it may have happened.
 */
export type SlackFailure =
  | { kind: "refused"; code: string }
  | { kind: "never-sent" }
  | { kind: "rate-limited"; retryAfterMs: number }
  | { kind: "unknown" };

// Slack's documentation: "some aspect of the operation" may have succeeded before the first two were raised; the
// others are its own troubles, which pass.
const UNCERTAIN_CODES = new Set(["fatal_error", "internal_error", "request_timeout", "service_unavailable"]);
const RATE_LIMIT_CODES = new Set(["ratelimited", "rate_limited", "message_limit_exceeded"]);
const DEFAULT_PAUSE_MS = 30_000;

/** Refusals that no retry changes until somebody does something in Slack. */
const LASTING_CODES = new Set([
  "access_denied",
  "account_inactive",
  "cant_update_message",
  "channel_is_archived",
  "channel_not_found",
  "edit_window_closed",
  "ekm_access_denied",
  "enterprise_is_restricted",
  "invalid_auth",
  "is_archived",
  "missing_scope",
  "no_permission",
  "not_allowed_token_type",
  "not_authed",
  "not_in_channel",
  "org_login_required",
  "restricted_action",
  "restricted_action_read_only_channel",
  "restricted_action_thread_only_channel",
  "team_access_not_granted",
  "team_added_to_org",
  "token_expired",
  "token_revoked",
  "two_factor_setup_required",
]);

const UNEDITABLE_CODES = new Set(["cant_update_message", "edit_window_closed"]);
const GONE_CODES = new Set(["message_not_found", "thread_not_found", "cannot_reply_to_message"]);

/** Slack did not answer within the publisher's own limit. */
export class SlackSilenceError extends Error {
  override readonly name = "SlackSilenceError";

  constructor(timeoutMs: number) {
    super(`Slack did not answer within ${timeoutMs / 1000} s`);
  }
}

/** A call that was not made: by its turn nobody wanted it any more. */
export class UnwantedCallError extends Error {
  override readonly name = "UnwantedCallError";
}

/** Another process has taken over what this one had in hand, or may have. */
export class LeaseLostError extends Error {
  override readonly name = "LeaseLostError";

  constructor() {
    super("Another process publishes this operation now");
  }
}

/** The channel is so busy that its turn would come too late to be of use; no turn was taken. */
export class NoTurnError extends Error {
  override readonly name = "NoTurnError";
}

/** By the web client's error codes, never by a message. */
export function slackFailure(error: unknown): SlackFailure {
  const isUnsent = [UnwantedCallError, NoTurnError, LeaseLostError].some((kind) => error instanceof kind);
  if (isUnsent) return { kind: "never-sent" };
  const code = property(error, "code");
  if (code === "slack_webapi_platform_error") return refusal(property(property(error, "data"), "error"));
  if (code === "slack_webapi_rate_limited_error") {
    const seconds = Number(property(error, "retryAfter"));
    return {
      kind: "rate-limited",
      retryAfterMs: Number.isFinite(seconds) ? seconds * 1000 : DEFAULT_PAUSE_MS,
    };
  }
  if (code === "slack_webapi_http_error") {
    // Slack itself refuses with 200: this is a proxy in between, which passes like an outage.
    const status = Number(property(error, "statusCode"));
    return status >= 400 && status < 500 && status !== 408 ? { kind: "never-sent" } : { kind: "unknown" };
  }
  if (code === "slack_webapi_request_error" && neverSent(property(error, "original"))) {
    return { kind: "never-sent" };
  }
  return { kind: "unknown" };
}

export function isLasting(failure: SlackFailure): boolean {
  return failure.kind === "refused" && LASTING_CODES.has(failure.code);
}

/** The message, or the one whose thread was meant, was deleted. */
export function isGone(failure: SlackFailure): boolean {
  return failure.kind === "refused" && GONE_CODES.has(failure.code);
}

/** The message is there, and will never show anything else. */
export function isUneditable(failure: SlackFailure): boolean {
  return failure.kind === "refused" && UNEDITABLE_CODES.has(failure.code);
}

function refusal(code: unknown): SlackFailure {
  if (typeof code !== "string" || UNCERTAIN_CODES.has(code)) return { kind: "unknown" };
  if (RATE_LIMIT_CODES.has(code)) return { kind: "rate-limited", retryAfterMs: DEFAULT_PAUSE_MS };
  return { kind: "refused", code };
}

function property(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null ? Reflect.get(value, name) : undefined;
}
