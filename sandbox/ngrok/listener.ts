import type { IncomingMessage, RequestListener } from "node:http";
import type { Observe } from "../observe.ts";
import { type Api, type Incoming, maxBodyBytes, refusalReply } from "./api.ts";
import type { Calls } from "./calls.ts";
import type { Control } from "./control.ts";
import { createExchange } from "./exchange.ts";
import type { Faults } from "./faults.ts";
import type { Flight } from "./flight.ts";
import { playFault } from "./play-fault.ts";
import type { ResourceIds } from "./resource-ids.ts";
import type { Timers } from "./timers.ts";

export interface ListenerDeps {
  api: Api;
  control: Control;
  faults: Faults;
  calls: Calls;
  flight: Flight;
  timers: Timers;
  ids: ResourceIds;
  observe: Observe;
}

/** Takes requests off the wire: the control's to the control, the others to the API, through the faults. */
export function createListener(deps: ListenerDeps): RequestListener {
  return (request, response) => {
    const target = request.url ?? "/";
    const work = target.startsWith("/_control") ? control : answer;
    work(deps, request, response, target).catch((error: unknown) => {
      if (response.headersSent || response.destroyed) return response.destroy();
      // A mistake of the sandbox, not a fault that was asked for: show it.
      response.writeHead(500, { "content-type": "text/plain" });
      response.end(error instanceof Error ? error.stack : String(error));
    });
  };
}

type Work = (
  deps: ListenerDeps,
  request: IncomingMessage,
  response: Parameters<RequestListener>[1],
  target: string,
) => Promise<void>;

const control: Work = async (deps, request, response, target) => {
  const body = await readBody(request);
  const answered = deps.control.handle({
    method: request.method ?? "GET",
    target,
    headers: request.headers,
    body,
  });
  response.writeHead(answered.status, { "content-type": "application/json" });
  response.end(JSON.stringify(answered.body));
};

const answer: Work = async (deps, request, response, target) => {
  const { api, faults, calls, flight, timers, ids, observe } = deps;
  const origin = `http://127.0.0.1:${request.socket.localPort}`;
  const url = new URL(`${origin}${target}`);
  const method = request.method ?? "GET";
  const call = calls.open({
    method,
    path: url.pathname,
    query: url.search,
    host: request.headers.host ?? "",
    at: timers.now(),
    monotonicMs: timers.monotonicMs(),
  });
  const operationId = ids.next("op", timers.now());
  const place = flight.enter(response);
  const body = await readBody(request);
  call.body = body ?? "";
  const met = observe({
    from: "bot",
    to: "ngrok",
    what: `${method} ${target}`,
    body: call.body,
    credential: request.headers.authorization,
  });
  const exchange = createExchange({ response, call, origin, operationId, timers, place, met });
  const incoming: Incoming = {
    method,
    url,
    headers: request.headers,
    body,
    origin,
    operationId,
    open: flight.open,
    call,
  };
  const fault = faults.take(method, url.pathname);
  if (!fault) return exchange.send(api.execute(incoming));
  return playFault(fault, {
    exchange,
    target,
    execute: () => api.execute(incoming),
    refuse: (refusal) => refusalReply(refusal, operationId),
  });
};

/** Null when it is longer than ngrok takes; the rest is read and thrown away. */
async function readBody(request: IncomingMessage): Promise<string | null> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes <= maxBodyBytes) chunks.push(chunk);
  }
  return bytes > maxBodyBytes ? null : Buffer.concat(chunks).toString("utf8");
}
