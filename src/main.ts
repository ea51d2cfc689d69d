import { flushCompileCache } from "node:module";
import type { Logger } from "pino";
import { type BotApp, createApp, createProcessLogger } from "./app.ts";
import { type Config, ConfigError, parseConfig } from "./config.ts";
import { BotTokenRefusedError } from "./slack/identify-bot.ts";
import { SocketRefusedError } from "./slack/socket-fetch.ts";
import { StoreError } from "./store/store-error.ts";

// 78 is EX_CONFIG of sysexits.h: starting anew does not help, only a person can set this right.
const EXIT_FAULT = 1;
const EXIT_SETTINGS = 78;
const SIGNALS = { SIGINT: 2, SIGTERM: 15 } as const;
/** Service managers and containers kill after 10 s. What is in hand then, the record knows how to go on with. */
const STOP_LIMIT_MS = 9_000;
/** For what stops the timers of `stop` themselves. */
const EXIT_LIMIT_MS = 9_700;

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
  let asked = false;
  for (const [signal, number] of Object.entries(SIGNALS)) {
    process.on(signal, () => {
      // Whoever asks twice does not want to wait. Shells and service managers read 128 + the signal's number.
      if (asked) process.exit(128 + number);
      asked = true;
      end(0, signal);
    });
  }
  process.on("uncaughtException", (error) => {
    logger.fatal({ err: error }, "Uncaught error");
    end(EXIT_FAULT, "fault");
  });
  process.on("unhandledRejection", (reason) => {
    logger.fatal({ err: reason }, "Unhandled rejection");
    end(EXIT_FAULT, "fault");
  });
  try {
    if (!(await app.start())) return;
    logger.info("ready");
    // Node itself writes it at an orderly end only.
    flushCompileCache();
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
    setTimeout(() => process.exit(code), EXIT_LIMIT_MS).unref();
    void app.stop(STOP_LIMIT_MS).then(() => process.exit(code));
  };
}
