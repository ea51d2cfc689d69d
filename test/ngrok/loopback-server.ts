import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { setImmediate } from "node:timers/promises";
import { createNgrokClient, type NgrokClient } from "../../src/ngrok/client.ts";
import { createRequestBudget } from "../../src/ngrok/request-budget.ts";
import { createManualClock, type ManualClock } from "../support/manual-clock.ts";

export const apiKey = "2TMGJ5XTkNXxX2o9kiFMMLhTHw7_3SxfXvV4vcVzXpmvBpbGe";

export const session = {
  id: "ts_1",
  started_at: "2026-03-01T02:00:00Z",
  credential: { id: "cr_1" },
  agent_version: "3.19.0",
};

interface Received {
  line: string;
  headers: IncomingMessage["headers"];
  body: string;
}

type Handler = (response: ServerResponse, request: Received, index: number) => void;

interface LoopbackServer {
  url: string;
  received: Received[];
  /** What is wrong with the requests that came, by the rules that ngrok holds every request to. */
  faults: string[];
  answer(handler: Handler): void;
  close(): Promise<void>;
}

export function json(response: ServerResponse, status: number, body: unknown, headers = {}): void {
  response.writeHead(status, { "content-type": "application/json", ...headers });
  response.end(JSON.stringify(body));
}

async function createLoopbackServer(): Promise<LoopbackServer> {
  const received: Received[] = [];
  const faults: string[] = [];
  let handler: Handler = (response) => json(response, 404, { msg: "Resource not found", status_code: 404 });
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const one: Received = {
      line: `${request.method} ${request.url}`,
      headers: request.headers,
      body: Buffer.concat(chunks).toString(),
    };
    faults.push(...faultsOf(one));
    received.push(one);
    handler(response, one, received.length - 1);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    received,
    faults,
    answer: (next) => {
      handler = next;
    },
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

function faultsOf({ line, headers, body }: Received): string[] {
  const hasBody = line.startsWith("POST") || line.startsWith("PATCH");
  const url = new URL(line.split(" ")[1] ?? "", "http://loopback");
  const unknown = [...url.searchParams.keys()].filter((name) => name !== "limit" && name !== "before_id");
  const checks: [boolean, string][] = [
    [headers.authorization === `Bearer ${apiKey}`, "authorization"],
    [headers["ngrok-version"] === "2", "ngrok-version"],
    [!hasBody || headers["content-type"] === "application/json", "content-type"],
    [hasBody ? isObject(body) : body === "", "body"],
    [unknown.length === 0, `query ${unknown}`],
  ];
  return checks.filter(([holds]) => !holds).map(([, fault]) => `${line}: ${fault}`);
}

function isObject(text: string): boolean {
  return text.startsWith("{") && typeof JSON.parse(text) === "object";
}

export interface Bench {
  server: LoopbackServer;
  clock: ManualClock;
  ngrok: NgrokClient;
  isShort: () => boolean;
  /** Moves the clock on, in small steps between turns of the event loop, until the call has ended. */
  outcome(call: Promise<unknown>): Promise<unknown>;
  /** Resolves once the server has that many requests. */
  arrived(count: number): Promise<void>;
  close(): Promise<void>;
}

export async function createBench(options: { perMinute?: number; basePath?: string } = {}): Promise<Bench> {
  const server = await createLoopbackServer();
  const clock = createManualClock();
  const budget = createRequestBudget({ clock, perMinute: options.perMinute ?? 100 });
  const baseUrl = server.url + (options.basePath ?? "");
  const ngrok = createNgrokClient({ mayChange: async () => true, baseUrl, apiKey, clock, budget });
  const turns = async () => {
    for (let turn = 0; turn < 10; turn += 1) await setImmediate();
  };
  return {
    server,
    clock,
    ngrok,
    isShort: budget.isShort,
    outcome: async (call) => {
      let ended: { value: unknown } | undefined;
      const end = (value: unknown) => {
        ended = { value };
      };
      call.then(end, end);
      for (let step = 0; ended === undefined && step < 2000; step += 1) {
        await turns();
        if (ended === undefined && clock.timers > 0) await clock.advance(50);
      }
      return ended?.value;
    },
    arrived: async (count) => {
      for (let step = 0; server.received.length < count && step < 100_000; step += 1) await setImmediate();
    },
    close: async () => {
      await ngrok.close();
      await server.close();
    },
  };
}

export async function all<T>(list: AsyncIterable<T[]>): Promise<T[]> {
  const pages: T[][] = [];
  for await (const page of list) pages.push(page);
  return pages.flat();
}

/** Every text that an error carries, its causes' and stacks' too. */
export function allText(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return `${error.message} ${error.stack} ${JSON.stringify(error)} ${error.cause ? allText(error.cause) : ""}`;
}
