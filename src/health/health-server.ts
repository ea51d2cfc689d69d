import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Logger } from "pino";
import { type Clock, sleep } from "../clock.ts";

const REQUEST_LIMIT_MS = 5_000;
const CHECK_EVERY_MS = 1_000;
const IDLE_LIMIT_MS = 5_000;
const MOST_CONNECTIONS = 50;
const LONGEST_HEADERS_BYTES = 8 * 1024;
// The process before this one may still have the port.
const TRY_AGAIN_AFTER_MS = 5_000;

export interface Page {
  status: 200 | 503;
  type: string;
  body: string;
}

export type Pages = Readonly<Record<`/${string}`, () => Promise<Page>>>;

/** Serves `pages` by GET and HEAD. A port that is taken is tried again; the bot goes on without it. */
export function createHealthServer(deps: {
  host: string;
  port: number;
  clock: Clock;
  logger: Logger;
  pages: Pages;
}) {
  const { host, port, clock, logger } = deps;
  const closed = new AbortController();
  const server = createServer(
    {
      headersTimeout: REQUEST_LIMIT_MS,
      requestTimeout: REQUEST_LIMIT_MS,
      keepAliveTimeout: IDLE_LIMIT_MS,
      maxHeaderSize: LONGEST_HEADERS_BYTES,
      connectionsCheckingInterval: CHECK_EVERY_MS,
    },
    (request, response) => {
      serve(deps.pages, request, response).catch((error: unknown) => {
        logger.warn({ err: error, path: request.url }, "Health page could not be made");
        end(response, request, 500, "This page could not be made; the log says why.");
      });
    },
  );
  server.maxConnections = MOST_CONNECTIONS;

  let hasWarned = false;
  server.on("error", (error) => {
    if (server.listening) logger.warn({ err: error }, "Health server failed");
  });

  const listen = () =>
    new Promise<void>((resolve, reject) => {
      const onListening = () => {
        server.off("error", onError);
        resolve();
      };
      const onError = (error: Error) => {
        server.off("listening", onListening);
        reject(error);
      };
      server.once("listening", onListening);
      server.once("error", onError);
      server.listen(port, host);
    });

  const tellFailure = (error: unknown) => {
    const level = hasWarned ? "debug" : "warn";
    hasWarned = true;
    logger[level]({ err: error, host, port, retryMs: TRY_AGAIN_AFTER_MS }, "HEALTH_PORT cannot be used");
  };

  return {
    /** Resolves once it listens, or is closed. Never rejects. */
    async start(): Promise<void> {
      while (!closed.signal.aborted) {
        try {
          await listen();
          const address = server.address() as AddressInfo | null;
          logger.info({ host, port: address?.port ?? port }, "Health server listens");
          return;
        } catch (error) {
          tellFailure(error);
        }
        await sleep(clock, TRY_AGAIN_AFTER_MS, closed.signal);
      }
    },
    async close(): Promise<void> {
      closed.abort();
      const done = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await done;
    },
  };
}

async function serve(pages: Pages, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const path = request.url?.replace(/\?.*/s, "") ?? "";
  const page = Object.hasOwn(pages, path) ? pages[path as `/${string}`] : undefined;
  if (!page) return end(response, request, 404, `Here are ${Object.keys(pages).join(", ")}.`);
  if (request.method !== "GET" && request.method !== "HEAD") {
    response.setHeader("allow", "GET, HEAD");
    return end(response, request, 405, "Use GET or HEAD.");
  }
  const { status, type, body } = await page();
  end(response, request, status, body, type);
}

function end(
  response: ServerResponse,
  request: IncomingMessage,
  status: number,
  body: string,
  type = "text/plain; charset=utf-8",
): void {
  // A body that nobody reads would keep the connection busy.
  if (status >= 400 && status !== 503) response.setHeader("connection", "close");
  response.writeHead(status, {
    "content-type": type,
    "content-length": Buffer.byteLength(body),
    "cache-control": "no-store",
    "x-content-type-options": "nosniff",
  });
  response.end(request.method === "HEAD" ? undefined : body);
}
