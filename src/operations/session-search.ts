import type { Endpoint } from "../ngrok/endpoints.ts";
import type { TunnelSession } from "../ngrok/tunnel-sessions.ts";
import type { Tunnel } from "../ngrok/tunnels.ts";
import { deviceName } from "./device-name.ts";
import { sessionSnapshot } from "./snapshots.ts";
import type { SessionTarget } from "./target.ts";

const SHORTEST_ID_PART = 4;

/** One reading of the account; all three lists are whole. */
export interface FleetLook {
  sessions: readonly TunnelSession[];
  endpoints: readonly Endpoint[];
  tunnels: readonly Tunnel[];
}

export type NamedSession = Pick<SessionTarget, "name" | "session">;

/**
 * The sessions that every one of `words` fits, by name, then id. A word fits, in any case, a part of the name,
 * metadata, or a URL, host or label that is served; four characters at least of the id or the credential's id; the beginning of the os, region or ip;
 * the whole transport, as in `ssh`; or a version whose numbers it begins with: 3.1 is not 3.19. A link as Slack
 * pastes it counts as its URL, and finds what serves it also where it leads to a page below.
 */
export function searchSessions(
  words: readonly string[],
  look: FleetLook,
  labelKey: string | null,
): NamedSession[] {
  const wanted = words.map(normalise).filter((word) => word !== "");
  const endpointsOf = Map.groupBy(look.endpoints, (endpoint) => endpoint.sessionId);
  const tunnelsOf = Map.groupBy(look.tunnels, (tunnel) => tunnel.sessionId);
  return look.sessions
    .map((session) => {
      const endpoints = endpointsOf.get(session.id) ?? [];
      const name = deviceName(session, endpoints, labelKey);
      const parts = partsOf(name, session, endpoints, tunnelsOf.get(session.id) ?? []);
      return { name, session, fits: wanted.every((word) => fits(word, session, parts)) };
    })
    .filter((entry) => entry.fits)
    .map(({ name, session }) => ({ name, session: sessionSnapshot(session) }))
    .sort((a, b) => compare(a.name, b.name) || compare(a.session.sessionId, b.session.sessionId));
}

function partsOf(
  name: string,
  session: TunnelSession,
  endpoints: readonly Endpoint[],
  tunnels: readonly Tunnel[],
): string[] {
  const labels = tunnels.flatMap((tunnel) => Object.entries(tunnel.labels).map((pair) => pair.join("=")));
  const urls = [...endpoints, ...tunnels].map((served) => served.url);
  return [name, session.metadata, ...urls, ...labels].map((part) => part.toLowerCase());
}

function fits(word: string, session: TunnelSession, parts: readonly string[]): boolean {
  return (
    parts.some((part) => part.includes(word) || liesUnder(word, part)) ||
    idFits(session, word) ||
    session.transport.toLowerCase() === word ||
    session.os.toLowerCase().startsWith(word) ||
    session.region.toLowerCase().startsWith(word) ||
    session.ip.toLowerCase().startsWith(word) ||
    versionFits(session.agentVersion.toLowerCase(), word.replace(/^v(?=\d)/, ""))
  );
}

/** Ids hold every short run of letters somewhere, `us` and `eu` too. */
function idFits({ id, credentialId }: TunnelSession, word: string): boolean {
  return word.length >= SHORTEST_ID_PART && `${id} ${credentialId ?? ""}`.toLowerCase().includes(word);
}

/** Whether the word is a link to a page of the served URL, as people copy it from their browser. */
function liesUnder(word: string, served: string): boolean {
  const isUrl = served.includes("://");
  return isUrl && word.startsWith(served) && /^[/?#]/.test(word.slice(served.length));
}

function versionFits(version: string, word: string): boolean {
  if (!version.startsWith(word)) return false;
  return !(/\d$/.test(word) && /^\d/.test(version.slice(word.length)));
}

/** Slack writes a pasted link as `<url|label>`, escapes `&`, and people leave a slash at a URL's end. */
function normalise(word: string): string {
  return word
    .trim()
    .replace(/^<([^|>]*)(?:\|[^>]*)?>$/, "$1")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&amp;", "&")
    .replace(/(?<=[^/])\/+$/, "")
    .toLowerCase();
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
