import type { Logger as BoltLogger } from "@slack/bolt";
import type { Clock } from "../clock.ts";
import type { Config } from "../config.ts";
import { createNetwork } from "../network.ts";
import { inspectDatabase } from "../store/inspect-database.ts";
import { createAskNgrok } from "./ask-ngrok.ts";
import { createAskSlack } from "./ask-slack.ts";
import { type Check, type CheckResult, ok } from "./check.ts";
import { checkAppToken } from "./check-app-token.ts";
import { checkClock, type OtherClock } from "./check-clock.ts";
import { checkDatabase } from "./check-database.ts";
import { checkHealthPort } from "./check-health-port.ts";
import { checkNode, checkProxy, checkUnasked } from "./check-machine.ts";
import { checkNgrok, checkNgrokKey, checkNgrokPermission } from "./check-ngrok.ts";
import { checkRunningBot, type Machine } from "./check-running-bot.ts";
import { checkBotToken, checkSlack } from "./check-slack.ts";
import { once } from "./once.ts";
import { runChecks } from "./run-checks.ts";
import { slackChecks } from "./slack-checks.ts";

// One request to ngrok may take 10 s, and to PostgreSQL 3 s to connect and 5 s to answer.
const CHECK_LIMIT_MS = 15_000;

export interface DoctorDeps {
  config: Config;
  clock: Clock;
  logger: BoltLogger;
  machine: Machine;
  nodeVersion: string;
}

/**
 * Looks at all that the bot needs, from the configuration to the clock, each check within 15 s. It changes nothing,
 * takes no lock and opens no socket to Slack, so that a running bot does not notice it.
 */
export function createDoctor(deps: DoctorDeps) {
  const { config, clock, machine } = deps;
  const network = createNetwork(config.proxy);
  const slack = createAskSlack({
    slackApiUrl: config.slackApiUrl,
    botToken: config.slackBotToken,
    appToken: config.slackAppToken,
    clock,
    logger: deps.logger,
    fetch: network.fetch,
  });
  const { ngrokApiUrl: baseUrl, ngrokApiKey: apiKey } = config;
  const ngrok = createAskNgrok({ baseUrl, apiKey, clock, open: network.dispatcher });
  const database = once(() => inspectDatabase(config.databaseUrl, clock));
  const checks: Check[] = [
    { name: "configuration", run: async () => ok("every variable can be used") },
    checkNode(deps.nodeVersion),
    checkProxy(config.proxy),
    checkSlack(slack, config.slackApiUrl),
    checkBotToken(slack),
    checkAppToken(slack, config.slackAppToken),
    ...slackChecks(slack, config),
    checkUnasked,
    checkNgrok(ngrok, config.ngrokApiUrl),
    checkNgrokKey(ngrok),
    checkNgrokPermission(ngrok),
    checkDatabase(database),
    checkRunningBot(database, machine),
    checkClock(clocks(slack, ngrok, database)),
    ...(config.healthPort === null ? [] : [checkHealthPort(config.healthHost, config.healthPort)]),
  ];
  return {
    /** Tells of each check in their order. Never rejects. */
    run: (told: (result: CheckResult) => void) => runChecks({ checks, clock, limitMs: CHECK_LIMIT_MS, told }),
    close: async () => {
      await ngrok.close();
      await network.close();
    },
  };
}

function clocks(
  slack: ReturnType<typeof createAskSlack>,
  ngrok: ReturnType<typeof createAskNgrok>,
  database: () => ReturnType<typeof inspectDatabase>,
): OtherClock[] {
  return [
    { whose: "Slack's", read: () => settled(slack.identity()).then(slack.time) },
    { whose: "ngrok's", read: () => settled(ngrok.sessions()).then(ngrok.time) },
    {
      whose: "the database's",
      read: async () => {
        const found = await database().catch(() => null);
        if (found?.kind !== "postgres") return null;
        return { offsetMs: found.time.offsetMs, doubtMs: found.time.roundTripMs / 2 };
      },
    },
  ];
}

async function settled(work: Promise<unknown>): Promise<void> {
  await work.catch(() => {});
}
