import { once } from "node:events";
import { writeSync } from "node:fs";
import { createInterface } from "node:readline";
import { Agent } from "undici";
import { createApp, createProcessLogger } from "../src/app.ts";
import { createScaledClock } from "../src/clock.ts";
import { parseConfig } from "../src/config.ts";
import type { Fetch } from "../src/http-fetch.ts";
import { createPoints, parseArming } from "./crash/points.ts";
import { watchFetch } from "./crash/watch-fetch.ts";
import { watchNgrok } from "./crash/watch-ngrok.ts";
import { watchVitals } from "./soak/vitals.ts";
import { watchLookups } from "./soak/watch-lookups.ts";

// The bot as `src/main.ts` runs it, but on a clock that it shares with a sped-up sandbox; it may be told where to
// die, and to say how it is.
const speed = Number(process.env.SANDBOX_SPEED ?? 1);
const origin = new Date(Number(process.env.SANDBOX_ORIGIN_MS ?? Date.now()));

const config = parseConfig(process.env);
const logger = createProcessLogger(config);
// A process that stands by has loaded everything, and starts when it is told where to die.
const armed = process.env.SANDBOX_STANDBY ? await firstLine() : process.env.SANDBOX_CRASH_AT;
const clock = createScaledClock(speed, origin);
const vitalsMs = process.env.SANDBOX_VITALS_MS;
const app = createApp(config, {
  clock,
  logger,
  ...(vitalsMs === undefined ? {} : { watchFetch: lookupsWatched }),
  ...(armed === undefined ? {} : crashing(armed)),
});

/** What names the instants of this process, and kills it at one of them. */
function crashing(arming: string) {
  const point = createPoints({
    arming: parseArming(arming),
    met: (name) => say({ met: name }),
    die: (name) => {
      say({ killedAt: name });
      process.kill(process.pid, "SIGKILL");
    },
  });
  const watched = (fetch: Fetch) => watchFetch(fetch, config.slackApiUrl, point);
  const ngrokDispatcher = new Agent({ connections: 10, allowH2: false }).compose(watchNgrok(point));
  // However many notices an operation has, they are posted alike.
  const probe = (name: string) => point(name.replace(/:\d+$/, ""));
  return { probe, ngrokDispatcher, watchFetch: watched };
}

function lookupsWatched(fetch: Fetch): Fetch {
  const { slackApiUrl } = config;
  return watchLookups(fetch, { clock, slackApiUrl, tell: (slowLookup) => say({ slowLookup }) });
}

/** From whoever has started this process, and who is not outlived by it. */
async function firstLine(): Promise<string> {
  const lines = createInterface({ input: process.stdin });
  lines.once("close", () => process.exit(1));
  const [line] = await once(lines, "line");
  return String(line);
}

/** At once, as the process may be gone in the next instant. */
function say(line: object): void {
  writeSync(1, `${JSON.stringify(line)}\n`);
}

const end = (code: number) => {
  void app.stop().then(
    () => process.exit(code),
    () => process.exit(1),
  );
};
const fault = (error: unknown) => {
  logger.fatal({ err: error }, "Fault");
  end(1);
};
process.once("SIGTERM", () => end(0));
process.on("uncaughtException", fault);
process.on("unhandledRejection", fault);

if (vitalsMs !== undefined) watchVitals(Number(vitalsMs), (vitals) => say({ vitals }));
if (await app.start()) logger.info("ready");
