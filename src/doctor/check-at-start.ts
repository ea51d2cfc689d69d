import type { Logger as BoltLogger } from "@slack/bolt";
import type { Logger } from "pino";
import type { Clock } from "../clock.ts";
import type { Config } from "../config.ts";
import type { Network } from "../network.ts";
import { createAskSlack } from "./ask-slack.ts";
import { checkClock } from "./check-clock.ts";
import { checkBotToken, checkSlack } from "./check-slack.ts";
import { runChecks } from "./run-checks.ts";
import { createShareLookups } from "./share-lookups.ts";
import { slackChecks } from "./slack-checks.ts";

const CHECK_LIMIT_MS = 15_000;
// Slack allows 20 lookups of groups a minute: the first clicks need them, as who may click is looked up there too.
const MOST_PEOPLE = { lookups: 20, groups: 5 };
const MOST_CHANNELS = { lookups: 20, groups: 0 };

/**
 * What of `npm run doctor` a bot that has just started asks Slack: one warning in the log for each thing that is to
 * be set right. Never rejects; once `signal` is aborted it ends at once, and says nothing any more.
 */
export async function checkAtStart(deps: {
  config: Config;
  /** This machine's. */
  clock: Clock;
  logger: Logger;
  boltLogger: BoltLogger;
  network: Pick<Network, "fetch">;
  signal: AbortSignal;
}): Promise<void> {
  const { config, clock, logger, signal } = deps;
  const slack = createAskSlack({
    slackApiUrl: config.slackApiUrl,
    botToken: config.slackBotToken,
    appToken: config.slackAppToken,
    clock,
    logger: deps.boltLogger,
    fetch: deps.network.fetch,
  });
  const time = () => slack.identity().then(slack.time, slack.time);
  const checks = [
    checkSlack(slack, config.slackApiUrl),
    checkBotToken(slack),
    ...slackChecks(slack, config, {
      people: createShareLookups(MOST_PEOPLE),
      channels: createShareLookups(MOST_CHANNELS),
    }),
    checkClock([{ whose: "Slack's", read: time }]),
  ];
  const results = await runChecks({ checks, clock, limitMs: CHECK_LIMIT_MS, signal });
  if (signal.aborted) return;
  for (const { name: check, verdict, found, todo } of results) {
    if (verdict === "failed" || verdict === "warning") {
      logger.warn({ check, found, todo }, "Something is to be set right");
    } else if (verdict === "unchecked") logger.info({ check, found }, "Could not be checked at the start");
  }
  if (results.every(({ verdict }) => verdict === "ok")) {
    logger.info({ checks: results.length }, "Nothing is to be set right");
  }
}
