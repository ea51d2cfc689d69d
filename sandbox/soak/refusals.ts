import type { Refusal } from "../evidence/evidence.ts";
import type { Call } from "../slack/http-server.ts";
import { type Fields, isFields } from "../slack/validation/check.ts";
import type { SoakEvidence } from "./soak-evidence.ts";

const FROZEN = /^\*All changes are frozen\*/;
const ROLE_UNKNOWN = /^Slack did not tell the bot in time who you are/;
const ROLE_LACKING = /^Only ((?:viewers|operators|approvers|admins|, | and )+) may /;
const UNTIL_MENDED = /^Slack does not tell the bot who you are/;

/** What somebody was told in place of what he had asked for. */
export interface Told extends Refusal {
  where: "message" | "window" | "home";
}

/** Null where it is a refusal of another kind. */
export function kindOfRefusal({ words }: Refusal): "frozen" | "unknown" | "lacking" | "until-mended" | null {
  if (FROZEN.test(words)) return "frozen";
  if (ROLE_UNKNOWN.test(words)) return "unknown";
  if (UNTIL_MENDED.test(words)) return "until-mended";
  return ROLE_LACKING.test(words) ? "lacking" : null;
}

/** The roles, one of which would have been needed. */
export function rolesWanted({ words }: Refusal): string[] {
  return ROLE_LACKING.exec(words)?.[1]?.split(/, | and /) ?? [];
}

/** Those of commands and clicks are in the log; those that a window or Home shows are not. */
export function refusalsIn({ run, slackCalls, viewers }: SoakEvidence): Told[] {
  const inMessages = run.refusals.map((one): Told => ({ ...one, where: "message" }));
  return [...inMessages, ...slackCalls.flatMap((call) => shownIn(call, viewers))];
}

function shownIn({ method, args, at }: Call, viewers: SoakEvidence["viewers"]): Told[] {
  if (method !== "views.update" && method !== "views.publish") return [];
  const where = method === "views.publish" ? "home" : "window";
  const userId = where === "home" ? String(args.user_id) : viewers.get(String(args.view_id));
  const words = soleWords(args.view);
  return words === null ? [] : [{ at, userId: userId ?? "", words, where }];
}

/** Of a view that has nothing but them, and a header at most. */
function soleWords(view: unknown): string | null {
  const blocks = isFields(view) && Array.isArray(view.blocks) ? (view.blocks as Fields[]) : [];
  const [block, ...others] = blocks.filter(({ type }) => type !== "header");
  if (others.length > 0 || !block || !isFields(block.text)) return null;
  return String(block.text.text);
}
