import { type Logger as BoltLogger, LogLevel } from "@slack/bolt";
import { type DestinationStream, destination, type LevelWithSilent, type Logger, pino } from "pino";
import { redact } from "./redact.ts";

/**
 * JSON lines, from which tokens and keys are removed wherever they stand, also inside of errors and strings.
 * @param secrets removed as they are, whatever their shape
 */
export function createLogger(options: {
  level: LevelWithSilent;
  secrets: readonly string[];
  /** Default: standard output. */
  out?: DestinationStream;
}): Logger {
  const out = options.out ?? destination({ fd: 1, sync: true });
  const secrets = options.secrets.filter((secret) => secret.length >= 8);
  const known = secrets.flatMap((secret) => {
    const inJson = JSON.stringify(secret).slice(1, -1);
    return [...new Set([inJson, encodeURIComponent(secret), Buffer.from(secret).toString("base64")])];
  });
  return pino(
    {
      level: options.level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
    },
    // On the finished line, so that no way of logging can go round it.
    { write: (line) => out.write(redact(line, known)) },
  );
}

/**
 * The logger in the shape that Bolt wants. Slack's libraries log whole payloads as `debug`, so theirs is our
 * `trace`.
 */
export function createBoltLogger(logger: Logger): BoltLogger {
  const fields = (parts: unknown[]) => {
    const error = parts.find((part) => part instanceof Error);
    const said = parts.filter((part) => part !== error).map(String);
    return { said: said.join(" "), ...(error ? { err: error } : {}) };
  };
  return {
    debug: (...parts) => logger.trace(fields(parts), "Slack library"),
    info: (...parts) => logger.info(fields(parts), "Slack library"),
    warn: (...parts) => logger.warn(fields(parts), "Slack library"),
    error: (...parts) => logger.error(fields(parts), "Slack library"),
    setLevel: () => {},
    getLevel: () => (logger.isLevelEnabled("trace") ? LogLevel.DEBUG : LogLevel.INFO),
    setName: () => {},
  };
}
