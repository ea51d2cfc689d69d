import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { type WebSocket, WebSocketServer } from "ws";
import { type Clock, systemClock } from "../../src/clock.ts";
import type { Observe } from "../observe.ts";
import { app } from "./directory.ts";
import { createGate, type Gate } from "./gate.ts";

const MOST_CONNECTIONS = 10;
const TICKET_LIFETIME_MS = 30_000;
const PING_INTERVAL_MS = 5000;
const CLOSE_AFTER_NOTICE_MS = 10_000;

export type DisconnectReason = "warning" | "refresh_requested" | "link_disabled" | "too_many_websockets";

/** A frame that went into a socket. */
export interface Delivery {
  /** Whether that socket has closed since, so that what the bot says to it does not arrive. */
  readonly isLost: boolean;
}

export interface Connections {
  readonly count: number;
  readonly gate: Gate;
  /** The path of a WebSocket URL that works once, within 30 s. */
  ticket(): string;
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  /** To one connection, in turn; null when there is none. What is no object is sent as it is. */
  send(frame: object | string | Uint8Array): Delivery | null;
  /** `silently` cuts the TCP connections without a word. The oldest `most`; all unless told. */
  disconnect(reason: DisconnectReason | "silently", most?: number): void;
  stop(): void;
}

/** Real WebSockets; `received` gets every JSON object that a client sends. */
export function createConnections(deps: {
  clock: Clock;
  received: (frame: unknown) => void;
  changed: () => void;
  observe: Observe;
}): Connections {
  const server = new WebSocketServer({ noServer: true });
  const tickets = createTickets(deps.clock);
  const open: WebSocket[] = [];
  const leaving = new Set<WebSocket>();
  const gate = createGate(deps.changed);
  let turn = 0;
  const tell = createTeller(deps.observe);

  const accept = (socket: WebSocket) => {
    socket.on("error", () => socket.terminate());
    if (open.length >= MOST_CONNECTIONS) {
      tell("bot", "socket opens", "too_many_websockets", true);
      notice(socket, "too_many_websockets");
      socket.close(1000);
      return;
    }
    open.push(socket);
    // The peer measures pings by its own wall clock, so a sped-up one would not do.
    const stopPings = repeat(() => socket.ping("Ping from sandbox"), PING_INTERVAL_MS);
    socket.on("message", (data) => deps.received(parse(String(data))));
    socket.on("close", () => {
      stopPings();
      open.splice(open.indexOf(socket), 1);
      leaving.delete(socket);
      tell("bot", "socket has closed", openOnes(open.length));
      deps.changed();
    });
    if (gate.welcome === "hello") greet(socket, open.length);
    tell("bot", "socket opens", `${gate.welcome}, ${openOnes(open.length)}`, gate.welcome !== "hello");
    deps.changed();
  };

  return {
    get count() {
      return open.length;
    },
    gate,
    ticket: () => `/link/?ticket=${tickets.issue()}&app_id=${app.id}`,
    upgrade: (request, socket, head) => {
      if (gate.welcome === "cut") {
        tell("bot", "socket opens", "connection cut", true);
        return void socket.destroy();
      }
      if (!tickets.redeem(request.url)) {
        tell("bot", "socket opens", "403, as its ticket is used or too old", true);
        return void socket.end("HTTP/1.1 403 Forbidden\r\nConnection: close\r\n\r\n");
      }
      gate.note(socket);
      if (gate.welcome === "no-handshake") return;
      server.handleUpgrade(request, socket, head, accept);
    },
    send: (frame) => {
      const ready = open.filter((socket) => socket.readyState === socket.OPEN && !leaving.has(socket));
      turn += 1;
      const socket = ready[turn % ready.length];
      return socket ? deliver(socket, frame) : null;
    },
    disconnect: (reason, most = open.length) => {
      for (const socket of open.slice(0, most)) {
        if (reason === "silently") {
          socket.terminate();
          continue;
        }
        notice(socket, reason);
        tell("slack", "disconnect", reason);
        if (reason !== "warning") leaving.add(socket);
        deps.clock.setTimer(() => socket.close(1000), CLOSE_AFTER_NOTICE_MS);
      }
    },
    stop: () => {
      gate.cutAll();
      server.close();
    },
  };
}

function deliver(socket: WebSocket, frame: object | string | Uint8Array): Delivery {
  const isRaw = typeof frame === "string" || frame instanceof Uint8Array;
  socket.send(isRaw ? frame : JSON.stringify(frame));
  return {
    get isLost() {
      return socket.readyState !== socket.OPEN;
    },
  };
}

function createTickets(clock: Clock) {
  const issued = new Map<string, number>();
  return {
    issue: () => {
      const ticket = crypto.randomUUID();
      issued.set(ticket, clock.monotonicMs());
      return ticket;
    },
    redeem: (url: string | undefined) => {
      const ticket = new URL(url ?? "/", "http://sandbox").searchParams.get("ticket") ?? "";
      const bornMs = issued.get(ticket);
      issued.delete(ticket);
      return bornMs !== undefined && clock.monotonicMs() - bornMs <= TICKET_LIFETIME_MS;
    },
  };
}

function createTeller(observe: Observe) {
  return (from: "slack" | "bot", what: string, result: string, failed = false) =>
    observe({ from, to: from === "bot" ? "slack" : "bot", what })({ result, failed });
}

function openOnes(count: number): string {
  return count === 1 ? "1 is open" : `${count} are open`;
}

function greet(socket: WebSocket, connectionCount: number) {
  const hello = {
    type: "hello",
    num_connections: connectionCount,
    debug_info: { host: "sandbox", build_number: 1, approximate_connection_time: 18_060 },
    connection_info: { app_id: app.id },
  };
  socket.send(JSON.stringify(hello));
}

function notice(socket: WebSocket, reason: string) {
  socket.send(JSON.stringify({ type: "disconnect", reason, debug_info: { host: "sandbox" } }));
}

function repeat(run: () => void, everyMs: number): () => void {
  let cancel = () => {};
  const next = () => {
    run();
    cancel = systemClock.setTimer(next, everyMs);
  };
  cancel = systemClock.setTimer(next, everyMs);
  return () => cancel();
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
