import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import sirv from "sirv";
import { type WebSocket, WebSocketServer } from "ws";
import { systemClock } from "../../src/clock.ts";
import { createLiveFeed } from "./live-feed.ts";
import type { Keyed } from "./slack-entries.ts";

/** At most this long after something changed, the page says so. */
const LOOK_EVERY_MS = 150;

const MOST_WAITING_BYTES = 4_000_000;

const LOOPBACK = /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/;

// Everything that the page shows comes from here: nothing may be fetched from elsewhere.
const CONTENT_POLICY = "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:";

export type Route = (request: IncomingMessage, response: ServerResponse, path: string) => Promise<void>;

export interface PageServerOptions {
  /** The built page. */
  folder: string;
  /** Chosen by the system when it is 0. */
  port: number;
  /** How many of the ports above it are tried when it is taken; none unless given. */
  othersToTry?: number | undefined;
  /** All that the page of the person of that name shows; null where there is nobody of that name. */
  entriesFor(name: string): Iterable<Keyed> | null;
  /** By the first segment of the path; each gets the path behind it. */
  routes: Readonly<Record<string, Route>>;
}

export interface PageServer {
  readonly url: string;
  stop(): Promise<void>;
}

/** The page and what it asks for, on loopback names only. @throws PortTakenError */
export async function startPageServer(options: PageServerOptions): Promise<PageServer> {
  // Looks each time whether a file is there: another process may have built the page anew, and removed this one.
  const files = sirv(options.folder, { dev: true });
  const server = createServer((request, response) => {
    answer(options, files, request, response).catch((error: unknown) => {
      if (response.headersSent) return response.destroy();
      send(response, 500, { ok: false, error: error instanceof Error ? error.message : String(error) });
    });
  });
  await listen(server, options.port, options.othersToTry ?? 0);
  const live = serveLive(server, options);
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: async () => {
      live.stop();
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

export class PortTakenError extends Error {
  override readonly name = "PortTakenError";
  readonly port: number;

  constructor(port: number, options: ErrorOptions) {
    super(`Port ${port} is taken.`, options);
    this.port = port;
  }
}

async function listen(server: Server, port: number, othersToTry: number): Promise<void> {
  try {
    server.listen(port, "127.0.0.1");
    await once(server, "listening");
  } catch (error) {
    const isTaken = error instanceof Error && "code" in error && error.code === "EADDRINUSE";
    if (!isTaken) throw error;
    if (othersToTry === 0) throw new PortTakenError(port, { cause: error });
    await listen(server, port + 1, othersToTry - 1);
  }
}

async function answer(
  { routes }: PageServerOptions,
  files: ReturnType<typeof sirv>,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (!isOfThisMachine(request)) return send(response, 403, { ok: false, error: "Loopback names only." });
  const path = request.url ?? "/";
  const first = /^\/(\w+)/.exec(path)?.[1] ?? "";
  const route = Object.hasOwn(routes, first) ? routes[first] : undefined;
  if (route) return route(request, response, path.slice(first.length + 1));
  // The page draws its own views.
  if (first === "gallery") request.url = "/";
  response.setHeader("content-security-policy", CONTENT_POLICY);
  files(request, response, () => send(response, 404, { ok: false, error: `There is no ${path} here.` }));
}

/** A page from elsewhere in the same browser has no business here. */
function isOfThisMachine({ headers }: IncomingMessage): boolean {
  const origin = headers.origin?.replace(/^https?:\/\//, "");
  return LOOPBACK.test(headers.host ?? "") && (origin === undefined || origin === headers.host);
}

export function send(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { "content-type": "application/json; charset=utf-8" });
  response.end(JSON.stringify(body));
}

function serveLive(server: Server, { entriesFor }: PageServerOptions) {
  const sockets = new WebSocketServer({ noServer: true });
  const looks = new Map<WebSocket, () => void>();
  server.on("upgrade", (request, socket, head) => {
    // It may be gone before it is answered.
    socket.on("error", () => socket.destroy());
    const url = URL.parse(request.url ?? "/", "http://sandbox");
    const name = url?.searchParams.get("as") ?? "";
    if (url?.pathname !== "/live" || !isOfThisMachine(request) || !entriesFor(name)) {
      return void socket.end("HTTP/1.1 403 Forbidden\r\nConnection: close\r\n\r\n");
    }
    sockets.handleUpgrade(request, socket, head, (peer) => {
      const feed = createLiveFeed();
      const look = () => {
        // A page that does not keep up is told later, and then of everything.
        if (peer.bufferedAmount > MOST_WAITING_BYTES) return;
        const frame = feed.next(entriesFor(name) ?? []);
        if (frame) peer.send(JSON.stringify(frame));
      };
      looks.set(peer, look);
      peer.on("error", () => peer.terminate());
      peer.on("close", () => looks.delete(peer));
      look();
    });
  });
  const tick = () => {
    for (const look of looks.values()) look();
    cancel = systemClock.setTimer(tick, LOOK_EVERY_MS);
  };
  let cancel = systemClock.setTimer(tick, LOOK_EVERY_MS);
  return {
    stop: () => {
      cancel();
      for (const peer of looks.keys()) peer.terminate();
      sockets.close();
    },
  };
}
