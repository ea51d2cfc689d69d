import type { Logger } from "pino";
import { type BotApp, createApp, createProcessLogger } from "./app.ts";
import { type Config, ConfigError, parseConfig } from "./config.ts";
import { BotTokenRefusedError } from "./slack/identify-bot.ts";
import { SocketRefusedError } from "./slack/socket-fetch.ts";
import { StoreError } from "./store/store-error.ts";

// 78 is EX_CONFIG of sysexits.h: starting anew does not help, only a person can set this right.
const EXIT_FAULT = 1;
const EXIT_SETTINGS = 78;
/** Past this the process ends with what is in hand; the record knows how to go on. */
const STOP_LIMIT_MS = 45_000;

const config = readConfig();
if (config) await run(config, createProcessLogger(config));

function readConfig(): Config | null {
  try {
    return parseConfig(process.env);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    process.stderr.write(`${error.message}\n\n.env.example explains each variable.\n`);
    process.exitCode = EXIT_SETTINGS;
    return null;
  }
}

async function run(settings: Config, logger: Logger): Promise<void> {
  const app = createApp(settings, { logger });
  const end = createEnd(app, logger);
  process.once("SIGTERM", () => end(0, "SIGTERM"));
  process.once("SIGINT", () => end(0, "SIGINT"));
  process.on("uncaughtException", (error) => {
    logger.fatal({ err: error }, "Uncaught error");
    end(EXIT_FAULT, "fault");
  });
  process.on("unhandledRejection", (reason) => {
    logger.fatal({ err: reason }, "Unhandled rejection");
    end(EXIT_FAULT, "fault");
  });
  try {
    if (await app.start()) logger.info("ready");
  } catch (error) {
    logger.fatal({ err: error }, "Start failed");
    const refused = error instanceof BotTokenRefusedError || error instanceof SocketRefusedError;
    if (refused || error instanceof StoreError) process.stderr.write(`${error.message}\n`);
    end(refused ? EXIT_SETTINGS : EXIT_FAULT, "start failed");
  }
}

/** Stops once; whatever comes after the first call changes nothing. */
function createEnd(app: BotApp, logger: Logger): (code: number, because: string) => void {
  let ending = false;
  return (code, because) => {
    if (ending) return;
    ending = true;
    logger.info({ because }, "stopping");
    setTimeout(() => process.exit(EXIT_FAULT), STOP_LIMIT_MS).unref();
    void app.stop().then(
      () => process.exit(code),
      () => process.exit(EXIT_FAULT),
    );
  };
}
