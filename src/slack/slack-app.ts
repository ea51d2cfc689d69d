import { App, type Logger as BoltLogger, type SocketModeReceiver } from "@slack/bolt";
import type { Logger } from "pino";
import type { Clock } from "../clock.ts";
import type { Fetch } from "../http-fetch.ts";
import type { HearSlackCall } from "./hear-calls.ts";
import type { BotIdentity } from "./identify-bot.ts";
import { answeringOptions } from "./web-clients.ts";

/** Bolt's App around a receiver of ours. Handlers get a client for answering people. */
export function createSlackApp(deps: {
  token: string;
  bot: Pick<BotIdentity, "botId" | "botUserId">;
  receiver: SocketModeReceiver;
  slackApiUrl: string;
  clock: Clock;
  logger: Logger;
  boltLogger: BoltLogger;
  fetch: Fetch;
  heard?: HearSlackCall | undefined;
}): App {
  const app = new App({
    token: deps.token,
    botId: deps.bot.botId,
    botUserId: deps.bot.botUserId,
    receiver: deps.receiver,
    logger: deps.boltLogger,
    // Of its own: Bolt writes into it.
    clientOptions: answeringOptions({
      slackApiUrl: deps.slackApiUrl,
      clock: deps.clock,
      logger: deps.boltLogger,
      fetch: deps.fetch,
      heard: deps.heard,
    }),
    convoStore: false,
    // Who the bot is was asked before; asked by Bolt, a failure would be kept for good.
    tokenVerificationEnabled: false,
  });
  // Errors of handlers are answered in a middleware of ours; what comes here went wrong around it.
  app.error(async (error) => deps.logger.error({ err: error }, "Slack payload could not be handled"));
  return app;
}
