import type { Departure } from "../events.ts";
import type { Operation } from "../operation.ts";
import { servedUrls } from "../served-urls.ts";
import { equalIdentity, sessionSnapshot } from "../snapshots.ts";
import type { SessionSnapshot, SessionTarget } from "../target.ts";
import type { StepDeps } from "./step.ts";

export function sessionOf(operation: Operation): SessionTarget {
  if (operation.target.type !== "session") throw new Error(`${operation.kind} has no session`);
  return operation.target;
}

/** Reads who is online and what they serve, just before a session is told to go; null when it is gone already. */
export async function recordDeparture(deps: StepDeps, operation: Operation): Promise<Departure | null> {
  const left = sessionOf(operation).session;
  const [online, urlsOf] = await Promise.all([deps.fleet.sessions("decision"), urlsServed(deps)]);
  if (!online.some((session) => session.id === left.sessionId)) return null;
  const twins = online
    .map(sessionSnapshot)
    .filter((other) => other.sessionId !== left.sessionId && equalIdentity(left, other))
    .map((twin) => ({ sessionId: twin.sessionId, urls: urlsOf(twin.sessionId) }));
  return { notBefore: deps.clock.now(), twins, urls: urlsOf(left.sessionId) };
}

/** Of a session that left before it was told to: what was reviewed stands in for what it served. */
export async function recordDeparted(deps: StepDeps, operation: Operation): Promise<Departure> {
  const { session: left, serves } = sessionOf(operation);
  const notBefore = operation.updateAcceptedAt ?? operation.request.at;
  const isTwin = (other: SessionSnapshot) => equalIdentity(left, other) && other.startedAt < notBefore;
  const [online, urlsOf] = await Promise.all([deps.fleet.sessions("decision"), urlsServed(deps)]);
  const twins = online
    .map(sessionSnapshot)
    .filter(isTwin)
    .map((twin) => ({ sessionId: twin.sessionId, urls: urlsOf(twin.sessionId) }));
  return { notBefore, twins, urls: serves.map((served) => served.url) };
}

/** @returns what a session serves now, by its id */
export async function urlsServed(deps: StepDeps): Promise<(sessionId: string) => string[]> {
  const [endpoints, tunnels] = await Promise.all([
    deps.fleet.endpoints("decision"),
    deps.fleet.tunnels("decision"),
  ]);
  return (sessionId) => servedUrls(sessionId, endpoints, tunnels).map((served) => served.url);
}
