import type { Duplex } from "node:stream";
import type { Logger } from "pino";
import type { Dispatcher } from "undici";
import type { Network } from "../network.ts";
import { passingWaits, type SocketPace } from "./socket-pace.ts";

const CONNECT_TIMEOUT_MS = 10_000;
// Of the handshake: Slack's library waits for its answer as long as undici does.
const HANDSHAKE_TIMEOUT_MS = 10_000;

/** The connections below one socket, which Slack's library leaves open where their peer does not answer. */
export function createSocketLine(deps: {
  network: Network;
  logger: Logger;
  pace: SocketPace;
  stopped: AbortSignal;
}) {
  const { network, logger, pace, stopped } = deps;
  const open = new Set<Duplex>();
  const cut = () => {
    for (const connection of open) connection.destroy();
  };
  const dispatcher: Dispatcher = network.dispatcher({
    connectTimeoutMs: CONNECT_TIMEOUT_MS,
    headersTimeoutMs: HANDSHAKE_TIMEOUT_MS,
    opened: (connection) => {
      if (stopped.aborted) return void connection.destroy();
      open.add(connection);
      connection.once("close", () => open.delete(connection));
    },
    failed: (error) => {
      if (stopped.aborted) return;
      const isNew = pace.failed("unreachable", passingWaits);
      logger[isNew ? "warn" : "debug"]({ err: error }, "The Slack socket cannot connect");
    },
  });
  return {
    dispatcher,
    cut,
    close: async (): Promise<void> => {
      cut();
      await dispatcher.destroy();
    },
  };
}

export type SocketLine = ReturnType<typeof createSocketLine>;
