import { createApp, createProcessLogger } from "../src/app.ts";
import { createScaledClock } from "../src/clock.ts";
import { parseConfig } from "../src/config.ts";

// The bot as `src/main.ts` runs it, but on a clock that it shares with a sped-up sandbox.
const speed = Number(process.env.SANDBOX_SPEED ?? 1);
const origin = new Date(Number(process.env.SANDBOX_ORIGIN_MS ?? Date.now()));

const config = parseConfig(process.env);
const logger = createProcessLogger(config);
const app = createApp(config, { clock: createScaledClock(speed, origin), logger });

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

if (await app.start()) logger.info("ready");
