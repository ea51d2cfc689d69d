import { type Logger as BoltLogger, LogLevel } from "@slack/bolt";
import { type DestinationStream, destination, type LevelWithSilent, type Logger, pino } from "pino";

const REDACTED = "[redacted]";

const SECRET_SHAPES: readonly [RegExp, string][] = [
  // Slack's tokens; `xoxe.xoxp-…` is one as well.
  [/\bxox[a-z](?:\.xox[a-z])?-[\w-]+/gi, REDACTED],
  [/\bxapp-[\w-]+/gi, REDACTED],
  // ngrok's API keys and agents' tokens, which its own error messages repeat.
  [/\b[0-9][0-9A-Za-z]{20,40}_[0-9A-Za-z]{15,40}\b/g, REDACTED],
  [/\bBearer\s+[^\s"'\\]+/gi, `Bearer ${REDACTED}`],
  [/("(?:authorization|cookie|set-cookie)":)"(?:[^"\\]|\\.)*"/gi, `$1"${REDACTED}"`],
  // Name and password for a proxy.
  [/\b(https?:\/\/)[^@/\s"']+@/gi, `$1${REDACTED}@`],
  [/\b(postgres(?:ql)?:\/\/[^:@/\s"]*:)[^@/\s"]+@/gi, `$1${REDACTED}@`],
  // Of Slack's payloads, however deep in strings: whoever has such a URL may answer in the bot's name, for 30 min.
  [/(response_url\\*":\s*\\*")[^"\\]+/gi, `$1${REDACTED}`],
  [/(\/(?:commands|actions|response)\/)[\w/-]{20,}/gi, `$1${REDACTED}`],
  // Opens the app's socket, once.
  [/([?&]ticket=)[\w-]+/gi, `$1${REDACTED}`],
];

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
    { write: (line) => out.write(redact(line, known)) },
  );
}

/** Works on the finished line, so that no way of logging can go round it. */
function redact(line: string, known: readonly string[]): string {
  const withoutKnown = known.reduce((text, secret) => text.replaceAll(secret, REDACTED), line);
  return SECRET_SHAPES.reduce((text, [shape, instead]) => text.replace(shape, instead), withoutKnown);
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
