import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { setTimeout as delay } from "node:timers/promises";
import { type WebSocket, WebSocketServer } from "ws";
import { createWebApi, ids } from "./web-api.ts";

export interface SlackWire {
  environment: Record<string, string>;
  /** Sends a slash command over one of the open sockets, in turn. Resolves when it is acked. */
  command(text: string): Promise<void>;
  /** Resolves when so many commands were answered to. @throws Error where they are not within 10 s */
  answered(count: number): Promise<void>;
  stop(): Promise<void>;
}

// Slack's clients take a socket that is silent for long for a dead one.
const PING_EVERY_MS = 5_000;
const ANSWERS_LIMIT_MS = 10_000;

/**
 * Slack as a bot's process sees it that gets commands: real WebSockets and real HTTP on the loopback interface, and
 * next to nothing behind them, so that what is measured is the bot.
 */
export async function startSlackWire(): Promise<SlackWire> {
  const sockets: WebSocket[] = [];
  const waiting = new Map<string, () => void>();
  let sent = 0;
  let origin = "";
  const api = createWebApi(() => `${origin.replace("http", "ws")}/link`);
  const webSockets = new WebSocketServer({ server: api.server });
  webSockets.on("connection", (socket) => {
    sockets.push(socket);
    socket.on("close", () => sockets.splice(sockets.indexOf(socket), 1));
    socket.on("error", () => socket.terminate());
    socket.on("message", (data) => {
      const { envelope_id: id } = JSON.parse(String(data)) as { envelope_id: string };
      waiting.get(id)?.();
      waiting.delete(id);
    });
    socket.send(JSON.stringify({ type: "hello", num_connections: sockets.length, connection_info: {} }));
  });
  const pings = setInterval(() => {
    for (const socket of sockets) socket.ping();
  }, PING_EVERY_MS);
  api.server.listen(0, "127.0.0.1");
  await once(api.server, "listening");
  origin = `http://127.0.0.1:${(api.server.address() as AddressInfo).port}`;

  return {
    environment: {
      SLACK_BOT_TOKEN: "xoxb-bench-bot",
      SLACK_APP_TOKEN: `xapp-1-${ids.app}-1-bench`,
      SLACK_API_URL: `${origin}/api/`,
      ADMINS: ids.person,
      OPERATORS: "U0OLGA0001",
      APPROVERS: "U0BEN00001",
    },
    command: (text) =>
      new Promise((resolve, reject) => {
        const id = `envelope-${sent}`;
        // Two after each other over the same: what the second undoes of the first it finds done.
        const socket = sockets[Math.floor(sent / 2) % sockets.length];
        if (!socket) return reject(new Error("No socket is open"));
        waiting.set(id, resolve);
        socket.send(JSON.stringify(envelope(id, text, `${origin}/response/${sent}`)));
        sent += 1;
      }),
    answered: async (count) => {
      const untilMs = performance.now() + ANSWERS_LIMIT_MS;
      while (api.responses() < count && performance.now() < untilMs) await delay(50);
      const unknown = [...api.unknown];
      if (unknown.length > 0) throw new Error(`The stand-in for Slack does not know ${unknown.join(", ")}`);
      if (api.responses() < count) throw new Error(`${api.responses()} of ${count} commands were answered`);
    },
    stop: async () => {
      clearInterval(pings);
      for (const socket of [...sockets]) socket.terminate();
      webSockets.close();
      api.server.closeAllConnections();
      await new Promise<void>((resolve) => api.server.close(() => resolve()));
    },
  };
}

function envelope(id: string, text: string, responseUrl: string) {
  return {
    envelope_id: id,
    type: "slash_commands",
    accepts_response_payload: true,
    payload: {
      token: "bench-verification",
      team_id: ids.team,
      team_domain: "bench",
      channel_id: ids.channel,
      channel_name: "fleet",
      user_id: ids.person,
      user_name: "ada",
      command: "/ngrok",
      text,
      api_app_id: ids.app,
      is_enterprise_install: "false",
      response_url: responseUrl,
      trigger_id: `trigger-${id}`,
    },
  };
}
