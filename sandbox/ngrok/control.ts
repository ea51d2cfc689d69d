import { z } from "zod";
import type { Agents } from "./agents.ts";
import type { Calls } from "./calls.ts";
import { type ControlRoute, createControlRoutes } from "./control-routes.ts";
import type { Faults } from "./faults.ts";
import type { Flight } from "./flight.ts";
import type { Ingresses } from "./ingresses.ts";
import type { Timers } from "./timers.ts";

export interface ControlDeps {
  agents: Agents;
  ingresses: Ingresses;
  faults: Faults;
  calls: Calls;
  timers: Timers;
  flight: Flight;
}

interface ControlRequest {
  method: string;
  target: string;
  headers: Readonly<Record<string, string | string[] | undefined>>;
  body: string | null;
}

export interface Control {
  /** Never throws: what it cannot do is a 4xx whose body is `{ error: "a sentence" }`. */
  handle(request: ControlRequest): { status: number; body: unknown };
}

/** The account's switches over HTTP, without a key: for this machine only, and for no web page but its own. */
export function createControl(deps: ControlDeps): Control {
  const routes = createControlRoutes(deps);
  return {
    handle: (request) => {
      const refusal = refuseStrangers(request);
      if (refusal) return { status: 403, body: { error: refusal } };
      try {
        return { status: 200, body: run(routes, request) ?? { ok: true } };
      } catch (error) {
        return { status: error instanceof NoSuchRoute ? 404 : 400, body: { error: sentence(error) } };
      }
    },
  };
}

class NoSuchRoute extends Error {
  override readonly name = "NoSuchRoute";
}

/** A page from elsewhere, or a name that was made to point here, has no business with the control. */
function refuseStrangers({ headers }: ControlRequest): string | null {
  const loopback = /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/;
  if (!loopback.test(`${headers.host ?? ""}`)) return "The control answers on a loopback address only.";
  const origin = headers.origin;
  if (origin !== undefined && !loopback.test(`${origin}`.replace(/^https?:\/\//, ""))) {
    return "The control does not answer to pages of other origins.";
  }
  return null;
}

function run(routes: ControlRoute[], { method, target, headers, body }: ControlRequest): unknown {
  const url = new URL(target, "http://127.0.0.1");
  const path = url.pathname.replace(/^\/_control/, "");
  for (const route of routes) {
    const parameter = route.path.exec(path);
    if (route.method !== method || !parameter) continue;
    return route.run({
      parameter: decodeURIComponent(parameter[1] ?? ""),
      query: Object.fromEntries(url.searchParams),
      body: method === "POST" ? parseJson(headers["content-type"], body) : {},
    });
  }
  throw new NoSuchRoute(`There is no ${method} ${url.pathname}.`);
}

function parseJson(contentType: string | string[] | undefined, body: string | null): unknown {
  // A form of another origin cannot set this type without asking first.
  if (!`${contentType ?? ""}`.startsWith("application/json")) {
    throw new Error("Send the body as application/json.");
  }
  if (body === null) throw new Error("The body is too long.");
  try {
    return JSON.parse(body || "{}");
  } catch {
    throw new Error("The body is not JSON.");
  }
}

function sentence(error: unknown): string {
  if (error instanceof z.ZodError) {
    const problems = error.issues.map(({ path, message }) =>
      path.length > 0 ? `${path.join(".")}: ${message}` : message,
    );
    return `${problems.join("; ")}.`;
  }
  return error instanceof Error ? error.message : String(error);
}
