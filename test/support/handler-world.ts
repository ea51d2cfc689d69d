import type { App } from "@slack/bolt";
import type { Logger } from "pino";
import { startSlackWorkspace } from "../../sandbox/slack/workspace.ts";
import { systemClock } from "../../src/clock.ts";
import { answerErrors } from "../../src/handlers/answer-errors.ts";
import { createBoltLogger, createLogger } from "../../src/logger.ts";
import { createNetwork } from "../../src/network.ts";
import { createReceivers } from "../../src/slack/receivers.ts";
import { createSlackApp } from "../../src/slack/slack-app.ts";

/** A real App with our sockets, our error answers and `register`'s listeners, on a Slack of this machine. */
export async function startHandlerWorld(register: (app: App, logger: Logger) => void) {
  const slack = await startSlackWorkspace({ clock: systemClock });
  const lines: Record<string, unknown>[] = [];
  const logger = createLogger({
    level: "info",
    secrets: [],
    out: { write: (line) => lines.push(JSON.parse(line)) },
  });
  const wire = {
    slackApiUrl: slack.apiUrl,
    clock: systemClock,
    logger,
    boltLogger: createBoltLogger(logger),
    fetch: createNetwork(null).fetch,
  };
  const receivers = createReceivers({ ...wire, appToken: slack.appToken });
  const bot = { botId: "B0BOT", botUserId: slack.botUserId, team: "" };
  const app = createSlackApp({ ...wire, token: slack.botToken, bot, receiver: receivers.first });
  const { idle } = answerErrors(app, { logger, clock: systemClock });
  register(app, logger);
  await receivers.start(app);
  return {
    slack,
    app,
    idle,
    receivers,
    /** Of the log, parsed. */
    lines,
    logged: (message: string) => lines.filter((line) => line.msg === message),
    stop: async () => {
      await receivers.stop();
      await slack.stop();
    },
  };
}

export type HandlerWorld = Awaited<ReturnType<typeof startHandlerWorld>>;
