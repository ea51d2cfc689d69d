import type { Departure } from "../events.ts";
import { after } from "../lifecycle-moves.ts";
import { isUnfinished, type Operation } from "../operation.ts";
import { isLabel, servedUrls } from "../served-urls.ts";
import { equalIdentity, sessionSnapshot } from "../snapshots.ts";
import type { ServedUrl, SessionTarget } from "../target.ts";
import type { StepDeps } from "./step.ts";

export function sessionOf(operation: Operation): SessionTarget {
  if (operation.target.type !== "session") throw new Error(`${operation.kind} has no session`);
  return operation.target;
}

// The bot's clock and ngrok's may disagree by this much. Until ngrok's answer says what time it is there, an id
// that nobody has seen before is what tells a session as new.
export const CLOCK_DOUBT_MS = 5 * 60_000;

/** Reads who is online and what they serve, just before a session is told to go; null when it is gone already. */
export async function recordDeparture(
  deps: Pick<StepDeps, "clock" | "departedTwins" | "fleet">,
  operation: Operation,
): Promise<Departure | null> {
  const left = sessionOf(operation).session;
  const [served] = await Promise.all([servedNow(deps), deps.fleet.sessions("decision")]);
  // Again, as the other lists may have come much later: of a twin that has left and is back by then nothing is told.
  const online = await deps.fleet.sessions("decision");
  // After the list: whoever left while it was read is on record by now.
  const departed = await deps.departedTwins(operation);
  if (!online.some((session) => session.id === left.sessionId)) return null;
  const twins = online
    .map(sessionSnapshot)
    .filter((other) => other.sessionId !== left.sessionId && equalIdentity(left, other))
    .map((twin) => ({ sessionId: twin.sessionId, urls: urlsOf(served(twin.sessionId)) }));
  return {
    notBefore: after(deps.clock.now(), -CLOCK_DOUBT_MS),
    leftAt: null,
    isWitnessed: true,
    twins: [...twins, ...departed],
    ...urlsAtDeparture(served(left.sessionId)),
  };
}

/** Of a session that left before it was told to: nobody saw who else was there, so only its URLs tell it. */
export function recordDeparted(operation: Operation): Departure {
  const { serves } = sessionOf(operation);
  const since = operation.updateAcceptedAt ?? operation.request.at;
  return {
    notBefore: after(since, -CLOCK_DOUBT_MS),
    leftAt: null,
    isWitnessed: false,
    twins: [],
    ...urlsAtDeparture(serves),
  };
}

/** Sessions of equal identity that other operations have sent away and not found again: a new one may be theirs. */
export function departedTwins(
  operation: Operation,
  open: readonly Operation[],
  now: Date,
): Departure["twins"] {
  const { session: left } = sessionOf(operation);
  return open.flatMap((other) => {
    const isLookedFor = other.departure && !other.report && (other.attention?.lateUntil ?? now) >= now;
    if (!isLookedFor || other.id === operation.id || other.target.type !== "session") return [];
    if (other.subjectId === left.sessionId || !equalIdentity(left, other.target.session)) return [];
    return [{ sessionId: other.subjectId, urls: other.departure?.urls ?? [] }];
  });
}

/** Whether another operation is at work on the same session, or has sent it away later: its return is that one's to tell. */
export function isOvertaken(operation: Operation, ofSession: readonly Operation[]): boolean {
  const isLater = (other: Operation) =>
    operation.departure
      ? toldToGoAt(other) > toldToGoAt(operation)
      : knownGoneAt(other) > operation.request.at.getTime();
  return ofSession.some(
    (other) =>
      other.id !== operation.id &&
      other.subjectId === operation.subjectId &&
      (isUnfinished(other.state) || isLater(other)),
  );
}

/** Since the last try, and not since it was asked for: what was asked for first may be let run last. */
function toldToGoAt({ departure }: Operation): number {
  if (!departure) return Number.NEGATIVE_INFINITY;
  return (departure.leftAt ?? after(departure.notBefore, CLOCK_DOUBT_MS)).getTime();
}

/** By the clock of the bot, as requests are; ngrok's may be wrong by hours. */
function knownGoneAt(operation: Operation): number {
  const { departure, rules } = operation;
  const deadlineAt = departure?.deadlineAt;
  return deadlineAt ? deadlineAt.getTime() - rules.reconnectTimeoutMs : toldToGoAt(operation);
}

/**
 * The departure of a try that got no answer, as it counts once its session is found gone; null where it counts as it
 * is. Of a session that was there for long after, nobody saw who joined before it left: only a URL tells it that no
 * two can serve at once.
 */
export async function lateDeparture(
  deps: Pick<StepDeps, "clock" | "fleet">,
  operation: Operation,
): Promise<Departure | null> {
  const { departure, rules } = operation;
  const sinceMs = deps.clock.now().getTime() - toldToGoAt(operation);
  if (!departure || sinceMs <= rules.reconnectTimeoutMs) return null;
  const endpoints = await deps.fleet.endpoints("decision");
  const pooled = new Set(endpoints.flatMap((endpoint) => (endpoint.pooled ? endpoint.url : [])));
  const shared = departure.urls.filter((url) => pooled.has(url) || isLabel(url));
  return { ...departure, isWitnessed: false, sharedUrls: [...departure.sharedUrls, ...shared] };
}

function urlsAtDeparture(serves: readonly ServedUrl[]) {
  return { urls: urlsOf(serves), sharedUrls: urlsOf(serves.filter((served) => served.survives)) };
}

export function urlsOf(serves: readonly ServedUrl[]): string[] {
  return serves.map((served) => served.url);
}

/** @returns what a session serves now, by its id */
export async function servedNow(deps: Pick<StepDeps, "fleet">): Promise<(sessionId: string) => ServedUrl[]> {
  const [endpoints, tunnels] = await Promise.all([
    deps.fleet.endpoints("decision"),
    deps.fleet.tunnels("decision"),
  ]);
  return (sessionId) => servedUrls(sessionId, endpoints, tunnels);
}
