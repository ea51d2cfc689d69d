import { type ApiRequest, checkQuery, parseBody, type Route } from "./api-request.ts";
import type { Call } from "./calls.ts";
import { requestRefusals } from "./refusals.ts";
import { Refusal, type Reply } from "./reply.ts";
import type { Timers } from "./timers.ts";

export interface ApiLimits {
  /** Requests per rolling 60 s. */
  perMinute: number;
  /** Requests at once. ngrok does not say how many. */
  simultaneous: number;
}

/** What ngrok lets this account's key do; changed at any time. */
export interface Permissions {
  /** Whether the key's owner may change anything. */
  write: boolean;
  /** Whether the account's plan has session operations at all, and which of them. */
  sessions: boolean;
  restarts: boolean;
  updates: boolean;
}

export interface Incoming {
  method: string;
  url: URL;
  headers: Readonly<Record<string, string | string[] | undefined>>;
  /** Null when it was longer than ngrok takes. */
  body: string | null;
  origin: string;
  operationId: string;
  /** Requests that are open, this one among them. */
  open: number;
  call: Call;
}

export interface Api {
  /** Carries the request out by ngrok's rules, in the order in which ngrok is thought to check them. */
  execute(incoming: Incoming): Reply;
}

const apiVersion = "2";
const windowMs = 60_000;
export const maxBodyBytes = 1024 * 1024;

export function createApi(deps: {
  apiKey: string;
  limits: ApiLimits;
  permissions: Permissions;
  timers: Timers;
  routes: Route[];
}): Api {
  const { apiKey, limits, timers, routes } = deps;
  let accepted: number[] = [];

  // Whether refused requests use the budget up is not documented; here they do not.
  const spend = (open: number) => {
    if (open > limits.simultaneous) throw requestRefusals.tooManyAtOnce(limits.simultaneous);
    const nowMs = timers.monotonicMs();
    accepted = accepted.filter((atMs) => atMs > nowMs - windowMs);
    if (accepted.length >= limits.perMinute) throw requestRefusals.tooManyPerMinute(limits.perMinute);
    accepted.push(nowMs);
  };

  const handle = (incoming: Incoming) => {
    const { method, url, headers, call, origin } = incoming;
    checkKey(headers.authorization, apiKey);
    spend(incoming.open);
    checkVersion(headers["ngrok-version"]);
    checkPermission(deps.permissions, method, url.pathname);
    const { route, id } = findRoute(routes, method, url.pathname);
    if (id && !id.startsWith(route.prefix)) throw requestRefusals.wrongPrefix(id, route.prefix);
    checkQuery(url.searchParams, route.query);
    const request: ApiRequest = { id, query: url.searchParams, body: bodyOf(route, incoming), origin, call };
    return route.handle(request);
  };

  return {
    execute: (incoming) => {
      try {
        return handle(incoming);
      } catch (error) {
        if (error instanceof Refusal) return refusalReply(error, incoming.operationId);
        throw error;
      }
    },
  };
}

export function refusalReply(refusal: Refusal, operationId: string): Reply {
  return {
    status: refusal.status,
    body: {
      ...(refusal.code === null ? {} : { error_code: `ERR_NGROK_${refusal.code}` }),
      status_code: refusal.status,
      msg: refusal.message,
      details: { operation_id: operationId },
    },
  };
}

function checkKey(header: string | string[] | undefined, apiKey: string): void {
  const given = /^bearer\s+(.+)$/i.exec(`${header ?? ""}`)?.[1];
  if (given === undefined) throw requestRefusals.missingKey();
  if (given === apiKey) return;
  throw /^\w+_\w+$/.test(given) ? requestRefusals.wrongKey(given) : requestRefusals.malformedKey(given);
}

// Whether ngrok asks for these before it looks for what is to be changed is not documented; here it does.
function checkPermission(permissions: Permissions, method: string, path: string): void {
  const { write, sessions, restarts, updates } = permissions;
  if (method !== "GET" && !write) throw requestRefusals.ownerMayNotWrite();
  if (!path.startsWith("/tunnel_sessions")) return;
  if (!sessions) throw requestRefusals.sessionsNotAllowed();
  if (!restarts && /\/(restart|stop)$/.test(path)) throw requestRefusals.restartsNotAllowed();
  if (!updates && path.endsWith("/update")) throw requestRefusals.updatesNotAllowed();
}

function checkVersion(header: string | string[] | undefined): void {
  if (header === undefined || header === "") throw requestRefusals.missingVersion();
  if (header !== apiVersion) throw requestRefusals.wrongVersion(`${header}`);
}

function findRoute(routes: Route[], method: string, path: string): { route: Route; id: string } {
  const matching = routes.flatMap((route) => {
    const id = matchPath(route.path, path);
    return id === null ? [] : [{ route, id }];
  });
  const found = matching.find(({ route }) => route.method === method);
  if (found) return found;
  throw matching.length > 0 ? requestRefusals.methodNotAllowed() : requestRefusals.notFound();
}

/** The id in the path, empty where the pattern has none; null when the path is another one. */
function matchPath(pattern: string, path: string): string | null {
  const wanted = pattern.split("/");
  const given = path.split("/");
  if (wanted.length !== given.length) return null;
  let id = "";
  for (const [index, part] of wanted.entries()) {
    const segment = given[index] ?? "";
    if (part === ":id" && segment) id = decodeSegment(segment);
    else if (part !== segment) return null;
  }
  return id;
}

function decodeSegment(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

function bodyOf(route: Route, { method, headers, body }: Incoming): Record<string, unknown> {
  if (body === null) throw requestRefusals.tooLarge(maxBodyBytes);
  if (!route.fields) {
    if (body) throw requestRefusals.unexpectedBody(method);
    return {};
  }
  const type = headers["content-type"];
  if (!type) throw requestRefusals.missingContentType();
  if (!/^application\/json\s*(;|$)/i.test(`${type}`)) throw requestRefusals.unsupportedContentType(`${type}`);
  return parseBody(body, route.fields);
}
