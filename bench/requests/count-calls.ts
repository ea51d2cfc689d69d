import type { Call } from "../../sandbox/ngrok/calls.ts";

/** How many calls of each kind; what is not named is none. */
export type Counts = Record<string, number>;

/** What each kind of call is, in the order of a table. */
export const kinds: Readonly<Record<string, string>> = {
  "POST /tunnel_sessions/:id/update": "update",
  "POST /tunnel_sessions/:id/restart": "restart",
  "GET /tunnel_sessions": "list sessions",
  "GET /endpoints": "list endpoints",
  "GET /tunnels": "list tunnels",
  "GET /agent_ingresses": "list ingresses",
  "GET /tunnel_sessions/:id": "get a session",
  "GET /agent_ingresses/:id": "get an ingress",
};

/** @throws Error at a call of which nothing is known, or that was not answered with success */
export function countCalls(calls: readonly Call[]): Counts {
  const counts: Counts = {};
  for (const { method, path, status } of calls) {
    const kind = kinds[`${method} ${path.replace(/^(\/\w+)\/\w+_\w+/, "$1/:id")}`];
    if (!kind || status === null || status >= 300)
      throw new Error(`${method} ${path} was answered ${status}`);
    counts[kind] = (counts[kind] ?? 0) + 1;
  }
  return counts;
}

export function sum(counts: Counts): number {
  return Object.values(counts).reduce((all, one) => all + one, 0);
}
