import pino from "pino";
import { startSandbox } from "../../sandbox/sandbox.ts";
import { type BotApp, createApp } from "../../src/app.ts";
import { createScaledClock } from "../../src/clock.ts";
import { parseConfig } from "../../src/config.ts";
import { createSteps } from "../support/e2e-steps.ts";
import { createScene } from "./create-scene.ts";

const SPEED = 10;
const ERROR_LEVEL = 50;

/** Bots in front of one sandbox, on one clock that runs ten times as fast; each has a URL of the same database. */
export async function createBotsWorld(databaseUrls: string[], environment: Record<string, string> = {}) {
  const clock = createScaledClock(SPEED);
  const sandbox = await startSandbox({ clock, ngrokLimits: { perMinute: 6000 } });
  const { slack, ngrok } = sandbox;
  const logged: Record<string, unknown>[] = [];
  const logger = pino({ level: "debug" }, { write: (line: string) => void logged.push(JSON.parse(line)) });
  const bots: BotApp[] = [];
  const scene = createScene({ slack, ngrok });
  const boot = async (url: string) => {
    const config = parseConfig({
      ...sandbox.environment(),
      DATABASE_URL: url,
      RESTART_WAIT_SECONDS: "20",
      NGROK_REQUESTS_PER_MINUTE: "6000",
      ...environment,
    });
    const bot = createApp(config, { clock, logger: logger.child({ bot: bots.length }) });
    bots.push(bot);
    await bot.start();
    // Both of its sockets, so that the next bot's come after them.
    await scene.until(() => slack.connections === 2 * bots.length, "the sockets of a bot");
  };

  /** What people do reaches only the bots that were started last; the first keeps at its work. */
  const deafenFirst = async () => {
    const { connections } = slack;
    slack.faults.welcomeSockets("cut");
    slack.faults.disconnectSockets("refresh_requested", 2);
    await scene.until(() => slack.connections === connections - 2, "the end of the first bot's sockets");
  };

  for (const url of databaseUrls) await boot(url);
  return {
    ...scene,
    steps: createSteps(scene),
    bots,
    boot,
    deafenFirst,
    /** The first bot hears of what people do again. */
    hearAgain: async () => {
      slack.faults.welcomeSockets("hello");
      await scene.until(() => slack.connections > 0, "a socket");
    },
    logged,
    /** Which bots logged this, by their number. */
    saidBy: (words: string) => logged.filter(({ msg }) => msg === words).map((line) => line.bot),
    errors: () => logged.filter((line) => Number(line.level) >= ERROR_LEVEL),
    /** The cards and other posts of the channel itself that show `text`. */
    posts: (text: string) =>
      slack
        .person("olga")
        .messages("#fleet")
        .filter(({ threadTs, onlyFor }) => threadTs === null && onlyFor === null)
        .filter((message) => slack.renderText(message).includes(text)),
    end: async () => {
      await Promise.all(bots.map((bot) => bot.stop()));
      await sandbox.stop();
    },
  };
}
