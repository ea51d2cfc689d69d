import { App } from "@slack/bolt";
import { startSlackWorkspace } from "../../sandbox/slack/workspace.ts";
import { type Clock, systemClock } from "../../src/clock.ts";
import type { Fetch } from "../../src/http-fetch.ts";
import { createBoltLogger, createLogger } from "../../src/logger.ts";
import { createNetwork } from "../../src/network.ts";
import { createReceivers } from "../../src/slack/receivers.ts";

/** Our sockets with an App that answers `/ngrok`, on a Slack of this machine. */
export async function createSocketWorld(
  clock: Clock = systemClock,
  watchFetch: (fetch: Fetch) => Fetch = (fetch) => fetch,
) {
  const slack = await startSlackWorkspace({ clock: systemClock });
  const lines: Record<string, unknown>[] = [];
  const logger = createLogger({
    level: "debug",
    secrets: [],
    out: { write: (line) => lines.push(JSON.parse(line)) },
  });
  const boltLogger = createBoltLogger(logger);
  const direct = createNetwork(null);
  const network = { ...direct, fetch: watchFetch(direct.fetch) };
  const deps = { appToken: slack.appToken, slackApiUrl: slack.apiUrl, clock, logger, boltLogger, network };
  const receivers = createReceivers(deps);
  const app = new App({
    token: "xoxb-x",
    botId: "B1",
    botUserId: "U1",
    receiver: receivers.first,
    tokenVerificationEnabled: false,
    logger: boltLogger,
  });
  app.command("/ngrok", async ({ ack }) => ack("Here I am"));
  return {
    slack,
    receivers,
    app,
    /** Of the log, parsed. */
    lines,
    told: (level: string) => lines.filter((line) => line.level === level).map((line) => line.msg),
    opens: () => slack.calls.filter(({ method }) => method === "apps.connections.open").length,
    standing: () => slack.waitFor(() => slack.connections === 2, "two sockets", 20_000),
    start: () => receivers.start(app),
    end: async () => {
      await receivers.stop();
      await network.close();
      await slack.stop();
    },
  };
}

export type SocketWorld = Awaited<ReturnType<typeof createSocketWorld>>;
