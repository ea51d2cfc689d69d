import { webApi } from "@slack/bolt";
import type { Logger } from "pino";
import { type Clock, sleep } from "../clock.ts";
import { isPassing } from "./passing-error.ts";

const SHORTEST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 30_000;

export interface BotIdentity {
  botId: string;
  botUserId: string;
  team: string;
  teamId: string | null;
  /** Of the organization that the workspace belongs to, where it belongs to one. */
  enterpriseId: string | null;
}

/** Slack does not accept the bot token. */
export class BotTokenRefusedError extends Error {
  override readonly name = "BotTokenRefusedError";
  readonly code: string;

  constructor(code: string, cause: unknown) {
    super(
      `Slack refuses the bot token (${code}). SLACK_BOT_TOKEN must be the bot token of the app, installed in the workspace.`,
      { cause },
    );
    this.code = code;
  }
}

/**
 * Who the bot is to Slack. While Slack can't be reached it is asked again, after 1 s to 30 s, until `signal`.
 * @throws BotTokenRefusedError
 */
export async function identifyBot(deps: {
  slack: webApi.WebClient;
  clock: Clock;
  logger: Logger;
  signal: AbortSignal;
}): Promise<BotIdentity | null> {
  const end = new Promise<null>((resolve) =>
    deps.signal.addEventListener("abort", () => resolve(null), { once: true }),
  );
  for (
    let pauseMs = SHORTEST_PAUSE_MS;
    !deps.signal.aborted;
    pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS)
  ) {
    try {
      return await Promise.race([deps.slack.auth.test().then(identityOf), end]);
    } catch (error) {
      if (error instanceof BotTokenRefusedError) throw error;
      if (error instanceof webApi.WebAPIPlatformError && !isPassing(error.data.error))
        throw new BotTokenRefusedError(error.data.error, error);
      deps.logger.warn({ err: error, pauseMs }, "Slack cannot be reached");
    }
    await sleep(deps.clock, pauseMs, deps.signal);
  }
  return null;
}

function identityOf(answer: webApi.AuthTestResponse): BotIdentity {
  const { bot_id, user_id, team = "", team_id: teamId = null, enterprise_id: enterpriseId = null } = answer;
  if (!bot_id || !user_id) throw new BotTokenRefusedError("not_a_bot_token", undefined);
  return { botId: bot_id, botUserId: user_id, team, teamId, enterpriseId };
}

/** Of the app that this token belongs to, which stands in it; null in a token of another form. */
export function appIdOf(appToken: string): string | null {
  return /^xapp-\d+-(A[A-Z0-9]+)-/.exec(appToken)?.[1] ?? null;
}
