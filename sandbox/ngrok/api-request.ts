import type { Call } from "./calls.ts";
import { requestRefusals } from "./refusals.ts";
import type { Reply } from "./reply.ts";

/** A request that passed the rules of its route. */
export interface ApiRequest {
  /** The id in the path; empty on a list. */
  id: string;
  query: URLSearchParams;
  body: Record<string, unknown>;
  /** Where this server is reached: `http://127.0.0.1:port`. */
  origin: string;
  /** The handler notes here what it did. */
  call: Call;
}

export interface Route {
  method: "GET" | "POST" | "PATCH" | "DELETE";
  /** `:id` stands for one segment. */
  path: string;
  /** What the id must begin with, such as `ts_`. */
  prefix: string;
  /** Allowed in the query. */
  query: readonly string[];
  /** Allowed in the body; absent where no body may be sent. */
  fields?: readonly string[];
  handle(request: ApiRequest): Reply;
}

/** Holds a query to the route's: unknown and repeated parameters are refused. */
export function checkQuery(query: URLSearchParams, allowed: readonly string[]): void {
  const names = [...new Set(query.keys())];
  const unknown = names.filter((name) => !allowed.includes(name));
  if (unknown.length > 0) throw requestRefusals.unknownQuery(unknown, allowed);
  for (const name of names) {
    const values = query.getAll(name);
    if (values.length > 1) throw requestRefusals.repeatedQuery(name, values);
  }
}

/** Parses a body as strictly as ngrok: an object of known fields. */
export function parseBody(text: string, fields: readonly string[]): Record<string, unknown> {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    throw requestRefusals.unreadableBody();
  }
  return checkFields(parsed, fields);
}

export function checkFields(value: unknown, fields: readonly string[], path = ""): Record<string, unknown> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw requestRefusals.unreadableBody();
  }
  const unknown = Object.keys(value).find((name) => !fields.includes(name));
  if (unknown !== undefined) throw requestRefusals.unknownField(`${path}${unknown}`, fields);
  return { ...value };
}

/** A field that is text or absent; null counts as absent, as in Go. */
export function textField(body: Record<string, unknown>, name: string): string | undefined {
  const value = body[name];
  if (value === undefined || value === null) return undefined;
  if (typeof value !== "string") throw requestRefusals.unreadableBody();
  return value;
}
