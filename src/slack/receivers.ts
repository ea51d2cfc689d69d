import { type App, type Logger as BoltLogger, SocketModeReceiver } from "@slack/bolt";
import type { Logger } from "pino";
import { type Clock, sleep } from "../clock.ts";
import { isLostSocket } from "../lost-socket.ts";
import { createNetwork, type Network } from "../network.ts";
import type { HearSlackCall } from "./hear-calls.ts";
import { createSocketFetch, type SocketRefusedError } from "./socket-fetch.ts";
import { createSocketLine, type SocketLine } from "./socket-line.ts";
import { createSocketPace, createTroubles } from "./socket-pace.ts";
import { passSoundFrames } from "./sound-frames.ts";
import { watchSocket } from "./watch-socket.ts";

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
  /** The ways out; unless told, those without a proxy. */
  network?: Network;
  heard?: HearSlackCall | undefined;
}

/**
 * Two sockets for one App: Slack closes each one now and then, and sends to the other meanwhile. They connect
 * again for as long as it takes, and what lasts until a person does something is tried slowly.
 */
export function createReceivers(deps: ReceiverDeps) {
  const stopped = new AbortController();
  const refused = Promise.withResolvers<never>();
  // Nobody listens once the start is over.
  refused.promise.catch(() => {});
  const shared = {
    ...deps,
    network: deps.network ?? createNetwork(null),
    boltLogger: calmOnceStopped(deps.boltLogger, stopped.signal),
    troubles: createTroubles(),
    stopped: stopped.signal,
    onRefused: refused.reject,
  };
  const first = createSocket(shared, 1);
  const second = createSocket(shared, 2);
  const both = [first, second];
  const up = countUp(both.map(({ receiver }) => receiver.client));

  return {
    /** For the App, which knows of this one alone. */
    first: first.receiver,

    /** How many of the two have heard Slack's hello, and are open. */
    up,

    /**
     * Resolves once Slack has said hello on one of them, or `stop` was called.
     * @throws SocketRefusedError when Slack does not accept the app token
     */
    async start(app: App): Promise<void> {
      second.receiver.init(app);
      const hellos = both.map(({ receiver }) => receiver.start());
      for (const hello of hellos) hello.catch((error: unknown) => refused.reject(error));
      const end = new Promise<void>((resolve) => stopped.signal.addEventListener("abort", () => resolve()));
      await Promise.race([...hellos, refused.promise, end]);
    },

    /** What comes from now on is not taken, and not acked: Slack tells the person, or sends it to another socket. */
    takeNoMore(): void {
      for (const { receiver } of both) receiver.client.removeAllListeners("slack_event");
    },

    /** Closes both, and keeps closed what was about to connect. */
    async stop(): Promise<void> {
      stopped.abort();
      await Promise.all(both.map((socket) => close(socket, deps.clock)));
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

interface SocketDeps extends Omit<ReceiverDeps, "network"> {
  network: Network;
  troubles: ReturnType<typeof createTroubles>;
  stopped: AbortSignal;
  onRefused: (error: SocketRefusedError) => void;
}

interface Socket {
  receiver: SocketModeReceiver;
  line: SocketLine;
}

function createSocket(deps: SocketDeps, number: number): Socket {
  const logger = deps.logger.child({ socket: number });
  const onOver = (troubles: string[]) => {
    if (troubles.length > 0) logger.info({ troubles }, "The Slack sockets stand again");
  };
  const pace = createSocketPace({ ...deps, socket: number, onOver });
  const line = createSocketLine({ network: deps.network, logger, pace, stopped: deps.stopped });
  const receiver = new SocketModeReceiver({
    appToken: deps.appToken,
    logger: deps.boltLogger,
    clientPingTimeout: PING_TIMEOUT_MS,
    dispatcher: line.dispatcher,
    // Acked here, as the library's own ack would be caught by nobody.
    processEventErrorHandler: async ({ error, event }) => {
      if (isLostSocket(error)) deps.logger.warn({ err: error }, "Socket lost before the ack");
      else deps.logger.error({ err: error }, "Slack payload could not be read");
      await event.ack().catch((cause: unknown) => deps.logger.warn({ err: cause }, "Ack was lost"));
      return false;
    },
    // Of its own for each: the library writes into it. Fewer retries would end the process in an outage.
    installerOptions: {
      clientOptions: {
        slackApiUrl: deps.slackApiUrl,
        allowAbsoluteUrls: false,
        retryConfig: { forever: true, factor: 1.3, minTimeout: 500, maxTimeout: 10_000 },
        fetch: createSocketFetch({ ...deps, fetch: deps.network.fetch, logger, pace }),
      },
    },
  });
  passSoundFrames(receiver, logger);
  watchSocket({ client: receiver.client, line, pace, clock: deps.clock, logger });
  return { receiver, line };
}

function countUp(clients: readonly SocketModeReceiver["client"][]): () => number {
  const open = new Set<SocketModeReceiver["client"]>();
  for (const client of clients) {
    client.on("connected", () => open.add(client));
    for (const end of ["reconnecting", "close", "disconnecting", "disconnected"]) {
      client.on(end, () => open.delete(client));
    }
  }
  return () => open.size;
}

async function close({ receiver: { client }, line }: Socket, clock: Clock): Promise<void> {
  // A start that is under way would reject on this, in a place that nobody can catch.
  client.removeAllListeners("disconnected");
  client.on("connected", () => void client.disconnect());
  const waited = new AbortController();
  await Promise.race([client.disconnect(), sleep(clock, CLOSE_LIMIT_MS, waited.signal)]);
  waited.abort();
  // Whatever a peer has not answered to by now.
  await line.close();
}
