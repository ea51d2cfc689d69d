import { randomBytes } from "node:crypto";
import {
  WebAPIHTTPError,
  WebAPIPlatformError,
  WebAPIRateLimitedError,
  WebAPIRequestError,
} from "@slack/web-api";
import { NgrokError } from "./ngrok/errors.ts";
import { describeNgrokError } from "./ngrok-error-words.ts";
import { StoreError } from "./store/store-error.ts";
import { describeStoreError } from "./store-error-words.ts";

/** A refusal with words for the person who clicked; an expected outcome, not a fault. */
export class UserRefusal extends Error {
  override readonly name = "UserRefusal";
  /** In a modal: the input under which the text is shown. */
  readonly blockId: string | null;

  /** @param text mrkdwn, foreign text in it escaped; where Slack takes plain text only, links become their labels */
  constructor(text: string, blockId: string | null = null) {
    super(text);
    this.blockId = blockId;
  }
}

/** An error that the person has been shown already: it is logged, and nobody is told a second time. */
export class ShownError extends Error {
  override readonly name = "ShownError";
  readonly reference: string;

  constructor(cause: unknown, reference: string) {
    super("Shown to the person", { cause });
    this.reference = reference;
  }
}

export interface DescribedError {
  /** What happened and what to do next; mrkdwn, safe to show. */
  text: string;
  /** Stands in the text, unless it is a refusal, and in the log. */
  reference: string;
  /** True for refusals: nothing is wrong with the bot or what it stands on. */
  expected: boolean;
}

/** Any error as one or two sentences that a person may read. */
export function describeError(error: unknown, reference = newReference()): DescribedError {
  if (error instanceof UserRefusal) return { text: error.message, reference, expected: true };
  // Its space does not break, so that both stay on one line.
  return { text: `${faultWords(error)} (Reference\u00a0${reference})`, reference, expected: false };
}

// No letters that are mistaken for one another when read out.
function newReference(): string {
  return [...randomBytes(6)].map((byte) => "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"[byte % 32]).join("");
}

/** The same of a fault, without a reference: for what stands on a screen until it has passed. */
export function faultWords(error: unknown): string {
  if (error instanceof NgrokError) return describeNgrokError(error);
  if (error instanceof StoreError) return describeStoreError(error);
  if (error instanceof WebAPIPlatformError) return platformWords(error.data);
  if (error instanceof WebAPIRateLimitedError) {
    return `Slack asks the bot to slow down. Try again in ${error.retryAfter} s.`;
  }
  if (error instanceof WebAPIRequestError || error instanceof WebAPIHTTPError) {
    return "The bot could not reach Slack in time. Try again.";
  }
  return "The bot could not do this, through a fault of its own. Try again; if it happens again, tell an admin.";
}

interface PlatformData {
  error?: string;
  needed?: string;
}

function platformWords({ error, needed }: PlatformData): string {
  switch (error) {
    case "expired_trigger_id":
    case "trigger_expired":
    case "trigger_exchanged":
    case "exchanged_trigger_id":
      return "Slack waits 3 s for a window to open, and that had passed. Try again.";
    case "not_in_channel":
    case "channel_not_found":
      return "The bot is not in this channel. Invite it with /invite and its name, then try again.";
    case "is_archived":
      return "This channel is archived, so the bot cannot write there. Try it in another one.";
    case "missing_scope":
      return `The Slack app lacks the scope ${needed ?? "that this needs"}. An admin must install it again from manifest.yml.`;
    case "invalid_auth":
    case "account_inactive":
    case "token_revoked":
    case "token_expired":
    case "not_authed":
      return "Slack no longer accepts the bot's token. An admin must set SLACK_BOT_TOKEN anew.";
    default:
      return `Slack refused what the bot tried to show (${error ?? "no reason given"}). Try again; if it happens again, tell an admin.`;
  }
}
