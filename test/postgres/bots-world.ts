import { setTimeout as realDelay } from "node:timers/promises";
import pino from "pino";
import { startSandbox } from "../../sandbox/sandbox.ts";
import { type BotApp, createApp } from "../../src/app.ts";
import { createScaledClock } from "../../src/clock.ts";
import { parseConfig } from "../../src/config.ts";
import { createSteps, type Scene } from "../support/e2e-steps.ts";

const SPEED = 10;
const MOST_REAL_MS = 30_000;
const ERROR_LEVEL = 50;

/** Bots in front of one sandbox, on one clock that runs ten times as fast; each has a URL of the same database. */
export async function createBotsWorld(databaseUrls: string[], environment: Record<string, string> = {}) {
  const clock = createScaledClock(SPEED);
  const sandbox = await startSandbox({ clock, ngrokLimits: { perMinute: 6000 } });
  const { slack, ngrok } = sandbox;
  const logged: Record<string, unknown>[] = [];
  const logger = pino({ level: "debug" }, { write: (line: string) => void logged.push(JSON.parse(line)) });
  const bots: BotApp[] = [];
  for (const url of databaseUrls) {
    const config = parseConfig({
      ...sandbox.environment(),
      DATABASE_URL: url,
      RESTART_WAIT_SECONDS: "20",
      NGROK_REQUESTS_PER_MINUTE: "6000",
      ...environment,
    });
    const bot = createApp(config, { clock, logger: logger.child({ bot: bots.length }) });
    await bot.start();
    bots.push(bot);
  }

  const words = () => {
    const olga = slack.person("olga");
    const modal = olga.modal();
    return [...olga.messages("#fleet"), ...(modal ? [modal] : [])]
      .map((one) => slack.renderText(one))
      .join("\n---\n");
  };

  async function until<T>(look: () => T | null | undefined | false, what: string): Promise<T> {
    for (let passedMs = 0; passedMs < MOST_REAL_MS; passedMs += 10) {
      const seen = look();
      if (seen) return seen;
      await realDelay(10);
    }
    throw new Error(`Not seen: ${what}\n${words()}`);
  }

  const scene: Scene = {
    slack,
    ngrok,
    until,
    modal: (text, name = "olga") =>
      until(() => {
        const view = slack.person(name).modal();
        return view && slack.renderText(view).includes(text) ? view : null;
      }, `a modal with ${text} for ${name}`),
    sessionOf: (agent) => ngrok.agents.find(agent).session?.id ?? "",
  };
  return {
    ...scene,
    steps: createSteps(scene),
    bots,
    logged,
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
