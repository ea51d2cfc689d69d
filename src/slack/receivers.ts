import { type App, type Logger as BoltLogger, SocketModeReceiver } from "@slack/bolt";
import type { Logger } from "pino";
import { type Clock, sleep } from "../clock.ts";
import { createSocketFetch } from "./socket-fetch.ts";

// Slack's library waits this long before each reconnect, and for each pong.
const PING_TIMEOUT_MS = 3_000;
const CLOSE_LIMIT_MS = 2_000;

export interface ReceiverDeps {
  appToken: string;
  /** Ends in a slash. */
  slackApiUrl: string;
  clock: Clock;
  logger: Logger;
  boltLogger: BoltLogger;
}

/**
 * Two sockets for one App: Slack closes each one now and then, and sends to the other meanwhile. They connect
 * again for as long as it takes.
 */
export function createReceivers(deps: ReceiverDeps) {
  const stopped = new AbortController();
  const refused = Promise.withResolvers<never>();
  // Nobody listens once the start is over.
  refused.promise.catch(() => {});
  const fetch = () => createSocketFetch({ ...deps, stopped: stopped.signal, onRefused: refused.reject });
  const said = { ...deps, boltLogger: calmOnceStopped(deps.boltLogger, stopped.signal) };
  const first = createReceiver(said, fetch());
  const second = createReceiver(said, fetch());
  const both = [first, second];
  for (const [at, receiver] of both.entries()) watch(receiver, deps.logger.child({ socket: at + 1 }));

  return {
    /** For the App, which knows of this one alone. */
    first,

    /**
     * Resolves once Slack has said hello on one of them, or `stop` was called.
     * @throws SocketRefusedError when Slack does not accept the app token
     */
    async start(app: App): Promise<void> {
      second.init(app);
      const hellos = both.map((receiver) => receiver.start());
      for (const hello of hellos) hello.catch((error: unknown) => refused.reject(error));
      const end = new Promise<void>((resolve) => stopped.signal.addEventListener("abort", () => resolve()));
      await Promise.race([...hellos, refused.promise, end]);
    },

    /** What comes from now on is not taken, and not acked: Slack tells the person, or sends it to another socket. */
    takeNoMore(): void {
      for (const { client } of both) client.removeAllListeners("slack_event");
    },

    /** Closes both, and keeps closed what was about to connect. */
    async stop(): Promise<void> {
      stopped.abort();
      await Promise.all(both.map((receiver) => close(receiver, deps.clock)));
    },
  };
}

/** A socket that is closed while it opens is an error to Slack's library, and what was asked for to us. */
function calmOnceStopped(logger: BoltLogger, stopped: AbortSignal): BoltLogger {
  return {
    ...logger,
    error: (...parts) => (stopped.aborted ? logger.info(...parts) : logger.error(...parts)),
  };
}

function createReceiver(deps: ReceiverDeps, fetch: ReturnType<typeof createSocketFetch>): SocketModeReceiver {
  return new SocketModeReceiver({
    appToken: deps.appToken,
    logger: deps.boltLogger,
    clientPingTimeout: PING_TIMEOUT_MS,
    // Of its own for each: the library writes into it. Fewer retries would end the process in an outage.
    installerOptions: {
      clientOptions: {
        slackApiUrl: deps.slackApiUrl,
        allowAbsoluteUrls: false,
        retryConfig: { forever: true, factor: 1.3, minTimeout: 500, maxTimeout: 10_000 },
        fetch,
      },
    },
  });
}

const REASONS: Record<string, string> = {
  too_many_websockets:
    "Slack allows an app ten connections and this bot makes two: other processes use the same SLACK_APP_TOKEN",
  link_disabled: "Socket Mode was switched off in the app's settings",
};

function watch({ client }: SocketModeReceiver, logger: Logger): void {
  client.on("connected", () => logger.info("Slack socket connected"));
  client.on("reconnecting", () => logger.info("Slack socket reconnecting"));
  client.on("close", () => logger.info("Slack socket closed"));
  client.on("ws_message", (data: unknown) => {
    const reason = disconnectReason(data);
    if (reason === null) return;
    const explanation = REASONS[reason];
    if (explanation) logger.error({ reason, explanation }, "Slack closes the socket");
    else logger.info({ reason }, "Slack closes the socket");
  });
}

/** Null for every other message. */
function disconnectReason(data: unknown): string | null {
  if (typeof data !== "string" || !data.includes('"disconnect"')) return null;
  try {
    const message: unknown = JSON.parse(data);
    if (typeof message !== "object" || message === null) return null;
    if (!("type" in message) || message.type !== "disconnect") return null;
    return "reason" in message ? String(message.reason) : "unknown";
  } catch {
    return null;
  }
}

async function close({ client }: SocketModeReceiver, clock: Clock): Promise<void> {
  // A start that is under way would reject on this, in a place that nobody can catch.
  client.removeAllListeners("disconnected");
  client.on("connected", () => void client.disconnect());
  const waited = new AbortController();
  await Promise.race([client.disconnect(), sleep(clock, CLOSE_LIMIT_MS, waited.signal)]);
  waited.abort();
}
