import type { Endpoint } from "../ngrok/endpoints.ts";
import type { TunnelSession } from "../ngrok/tunnel-sessions.ts";

const LONGEST_NAME = 60;
const ID_ENDING = 6;
// Control characters, and every mark that is invisible or turns the direction of the text.
const UNSAFE = /[\p{Cc}\p{Cf}]/gu;
const PAIRS = /(?:^|[\s,;])([^\s,;="]+)=("[^"]*"|[^\s,;]*)/g;

/**
 * What people call the device behind a session: the value of `labelKey` in its metadata (JSON, or
 * `key=value` text), else the host of the first of its `endpoints`, else the last six characters of its id.
 * One line, at most 60 UTF-16 units, never empty; still foreign text. `endpoints` may be the whole account's.
 */
export function deviceName(
  session: TunnelSession,
  endpoints: readonly Endpoint[],
  labelKey: string | null,
): string {
  const label = labelKey === null ? "" : tidy(labelOf(session.metadata, labelKey));
  return label || tidy(firstHost(session.id, endpoints)) || tidy(session.id.slice(-ID_ENDING)) || "?";
}

function labelOf(metadata: string, key: string): string {
  const parsed = parseJson(metadata);
  if (typeof parsed === "object" && parsed !== null) {
    const value: unknown = Object.entries(parsed).find(([name]) => name === key)?.[1];
    return typeof value === "string" || typeof value === "number" ? String(value) : "";
  }
  for (const [, name, value = ""] of metadata.matchAll(PAIRS)) {
    if (name === key) return value.replace(/^"(.*)"$/s, "$1");
  }
  return "";
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function firstHost(sessionId: string, endpoints: readonly Endpoint[]): string {
  const hosts = endpoints
    .filter((endpoint) => endpoint.sessionId === sessionId)
    .map((endpoint) => URL.parse(endpoint.url)?.host ?? "");
  return hosts.find((host) => host !== "") ?? "";
}

function tidy(text: string): string {
  const line = text.toWellFormed().replace(/\s+/g, " ").replace(UNSAFE, "").trim();
  if (line.length <= LONGEST_NAME) return line;
  const kept = line.slice(0, LONGEST_NAME - 1);
  return `${kept.toWellFormed().replace(/\ufffd$/, "")}…`;
}
