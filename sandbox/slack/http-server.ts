import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { type Clock, sleep } from "../../src/clock.ts";
import type { Observe } from "../observe.ts";
import { ApiError } from "./api-error.ts";
import type { Fault, FaultSource } from "./faults.ts";
import type { InFlight } from "./in-flight.ts";
import { parseJson, readArguments, readText } from "./request-body.ts";
import type { Fields } from "./validation/check.ts";
import { type Reply, rateLimited } from "./web-api.ts";

/** One call of the Web API or of a `response_url`. */
export interface Call {
  method: string;
  /** Of the request: of several response_urls this one was used. */
  path: string;
  /** Without tokens. */
  args: Fields;
  at: Date;
  /** `ok`, Slack's error code, `status 500`, or the fault's kind. */
  result: string;
  /** The kind of the fault that met it. */
  fault: Fault["kind"] | null;
}

export interface HttpDeps {
  clock: Clock;
  inFlight: InFlight;
  faults: FaultSource;
  calls: Call[];
  callsKept: number;
  api: (method: string, authorization: string | undefined, args: Fields) => Reply;
  respond: (path: string, args: Fields) => void;
  control: (request: IncomingMessage, response: ServerResponse) => Promise<void>;
  observe: Observe;
}

// Of a hotel, a proxy, a firewall: whoever answers instead.
const PAGE = "<!doctype html><title>Please log in to this network</title>";
const OFFLINE = { result: "no answer", failed: true, fault: "offline" };

function send({ clock }: HttpDeps, response: ServerResponse, reply: Reply) {
  response.writeHead(reply.status, {
    "content-type": "application/json; charset=utf-8",
    date: clock.now().toUTCString(),
    ...reply.headers,
  });
  response.end(reply.raw ?? JSON.stringify(reply.body));
}

function faultReply(fault: Fault): Reply | null {
  if (fault.kind === "rate-limit") return rateLimited(fault.retryAfterSeconds);
  if (fault.kind === "status") return { status: fault.status, headers: {}, body: { ok: false } };
  if (fault.kind === "error") return { status: 200, headers: {}, body: { ok: false, error: fault.error } };
  if (fault.kind === "page") return { status: fault.status ?? 200, headers: {}, body: {}, raw: PAGE };
  return null;
}

function resultOf(reply: Reply): string {
  if (reply.body.ok === true) return "ok";
  return typeof reply.body.error === "string" ? reply.body.error : `status ${reply.status}`;
}

function respondReply(deps: HttpDeps, path: string, args: Fields): Reply {
  try {
    deps.respond(path, args);
    return { status: 200, headers: {}, body: { ok: true } };
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    const status = error.code.endsWith("_url") ? 404 : 400;
    return { status, headers: {}, body: { ok: false, error: error.code, ...error.extra } };
  }
}

/** Runs the call unless a fault is in its way; null: the connection is to be closed without an answer. */
async function answer(
  deps: HttpDeps,
  call: Call,
  run: () => Reply,
  release: () => void,
): Promise<Reply | null> {
  const fault = deps.faults.take(call.method);
  if (fault) {
    call.result = fault.kind;
    call.fault = fault.kind;
  }
  if (fault?.kind === "hang") {
    release();
    return new Promise(() => {});
  }
  if (fault?.kind === "drop-before") return null;
  if (fault?.kind === "slow") {
    const over = sleep(deps.clock, fault.delayMs);
    release();
    await over;
  }
  const reply = (fault && faultReply(fault)) ?? run();
  if (fault?.kind === "drop-after") return null;
  if (fault?.kind === "hang-after") {
    release();
    return new Promise(() => {});
  }
  if (fault?.kind === "cut-short") return { ...reply, raw: JSON.stringify(reply.body).slice(0, -5) };
  call.result = resultOf(reply);
  return reply;
}

async function handle(deps: HttpDeps, path: string, request: IncomingMessage, response: ServerResponse) {
  const release = deps.inFlight.begin();
  response.on("close", release);
  const isApi = path.startsWith("/api/");
  const method = isApi ? path.slice("/api/".length) : "response_url";
  let args: Fields;
  try {
    args = isApi ? await readArguments(request) : parseJson(await readText(request));
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    return send(deps, response, { status: 200, headers: {}, body: { ok: false, error: error.code } });
  }
  const { token, ...shown } = args;
  const call: Call = { method, path, args: shown, at: deps.clock.now(), result: "pending", fault: null };
  deps.calls.push(call);
  if (deps.calls.length > deps.callsKept) deps.calls.shift();
  const credential = request.headers.authorization ?? (typeof token === "string" ? token : undefined);
  const answered = watch(deps.observe, call, credential, response);
  const run = () =>
    isApi ? deps.api(method, request.headers.authorization, args) : respondReply(deps, path, args);
  const reply = await answer(deps, call, run, release);
  if (!reply) return void response.destroy();
  answered(reply);
  send(deps, response, reply);
}

/** Tells of the call, and of its answer; where the connection ends without one, of that. */
function watch(observe: Observe, call: Call, credential: string | undefined, response: ServerResponse) {
  const met = observe({ from: "bot", to: "slack", what: call.method, body: call.args, credential });
  response.on("close", () => met({ result: "no answer", failed: true, fault: call.fault }));
  return (reply: Reply) =>
    met({
      result: reply.status === 200 ? call.result : `${reply.status} ${reply.body.error ?? ""}`.trimEnd(),
      failed: reply.body.ok !== true,
      body: reply.body,
      fault: call.fault,
    });
}

export function createHttpServer(deps: HttpDeps): Server {
  const route = async (request: IncomingMessage, response: ServerResponse) => {
    const { pathname } = new URL(request.url ?? "/", "http://sandbox");
    if (pathname.startsWith("/_control")) return deps.control(request, response);
    if (deps.faults.offline) {
      const what = pathname.startsWith("/api/") ? pathname.slice("/api/".length) : "response_url";
      deps.observe({ from: "bot", to: "slack", what })(OFFLINE);
      return void response.destroy();
    }
    if (pathname.startsWith("/api/") || pathname.startsWith("/response/")) {
      return handle(deps, pathname, request, response);
    }
    send(deps, response, { status: 404, headers: {}, body: { ok: false, error: "not_found" } });
  };
  return createServer((request, response) => {
    route(request, response).catch((error: Error) => {
      if (response.headersSent) response.destroy();
      else send(deps, response, { status: 500, headers: {}, body: { ok: false, error: error.message } });
    });
  });
}
