import type { Logger } from "pino";
import type { LookupFailure } from "../access.ts";
import type { Clock } from "../clock.ts";
import { isLasting, slackFailure } from "./publish-errors.ts";

// The second is Slack's older name for it. https://docs.slack.dev/reference/methods/usergroups.users.list
const NO_GROUP_CODES = new Set(["no_such_subteam", "subteam_not_found"]);
const NO_GROUPS_CODE = "plan_upgrade_required";
const SAY_AGAIN_MS = 60 * 60_000;

/**
 * Tells what a failed lookup of a user group (S…) or a person means, and logs it: one that lasts until somebody sets
 * it right as an error with what to do, once an hour at most.
 */
export function createLookupFailures({ clock, logger }: { clock: Clock; logger: Logger }) {
  const said = new Map<string, number>();

  return (id: string, error: unknown): LookupFailure => {
    const failure = slackFailure(error);
    const retryAfterMs = failure.kind === "rate-limited" ? failure.retryAfterMs : null;
    const code = failure.kind === "refused" ? failure.code : "";
    if (!isLasting(failure) && !NO_GROUP_CODES.has(code) && code !== NO_GROUPS_CODE) {
      logger.warn({ err: error, id }, "User group or person could not be looked up");
      return { retryAfterMs, isLasting: false };
    }
    // Of people it is the bot's own fault, the same for all of them.
    const isGroup = id.startsWith("S");
    const fault = isGroup ? `${id} ${code}` : code;
    const nowMs = clock.monotonicMs();
    if (nowMs - (said.get(fault) ?? Number.NEGATIVE_INFINITY) >= SAY_AGAIN_MS) {
      said.set(fault, nowMs);
      const todo = todoOf(code, isGroup);
      logger.error(
        { err: error, id, todo },
        "User group or person cannot be looked up until that is set right",
      );
    }
    return { retryAfterMs, isLasting: true };
  };
}

function todoOf(code: string, isGroup: boolean): string {
  if (NO_GROUP_CODES.has(code)) {
    return "Slack has no such user group: take it out of VIEWERS, OPERATORS, APPROVERS and ADMINS, or restore it in Slack";
  }
  if (code === NO_GROUPS_CODE) return "This workspace's plan has no user groups: name people instead";
  if (code === "missing_scope") {
    const scope = isGroup ? "usergroups:read" : "users:read";
    return `The app lacks the scope ${scope}: install it again from manifest.yml`;
  }
  return "npm run doctor says what is wrong with the bot's token or its app";
}
