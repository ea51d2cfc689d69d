import type { TunnelSession } from "../ngrok/tunnel-sessions.ts";
import type { Departure } from "./events.ts";
import { equalIdentity, sessionSnapshot } from "./snapshots.ts";
import type { SessionSnapshot } from "./target.ts";

/** ngrok's `Date` header, which is the clock of the command, is cut to the second. */
const CLOCK_TOLERANCE_MS = 2000;

export type Match =
  | { outcome: "none" }
  | { outcome: "found"; session: TunnelSession }
  | { outcome: "ambiguous"; candidates: TunnelSession[] };

/** Sessions that may be the one which left: new, of equal identity. */
export function returnCandidates(
  left: SessionSnapshot,
  departure: Departure,
  online: readonly TunnelSession[],
): TunnelSession[] {
  const knownIds = new Set([left.sessionId, ...departure.twins.map((twin) => twin.sessionId)]);
  return online.filter(
    (session) =>
      !knownIds.has(session.id) &&
      equalIdentity(left, sessionSnapshot(session)) &&
      session.startedAt.getTime() >= departure.notBefore.getTime() - CLOCK_TOLERANCE_MS,
  );
}

/**
 * A match is the one candidate while every recorded twin is still online, or the one candidate that
 * serves a URL which only the departed session served. Never a guess.
 *
 * @param urlsOf what a session serves now
 */
export function matchReturn(
  candidates: readonly TunnelSession[],
  departure: Departure,
  online: readonly TunnelSession[],
  urlsOf: (sessionId: string) => readonly string[],
): Match {
  const [only] = candidates;
  if (!only) return { outcome: "none" };

  const onlineIds = new Set(online.map((session) => session.id));
  const twinsAreThere = departure.twins.every((twin) => onlineIds.has(twin.sessionId));
  if (candidates.length === 1 && twinsAreThere && departure.isWitnessed)
    return { outcome: "found", session: only };

  const shared = new Set([...departure.sharedUrls, ...departure.twins.flatMap((twin) => twin.urls)]);
  const own = departure.urls.filter((url) => !shared.has(url));
  const serving = candidates.filter((candidate) => urlsOf(candidate.id).some((url) => own.includes(url)));
  return serving.length === 1 && serving[0]
    ? { outcome: "found", session: serving[0] }
    : { outcome: "ambiguous", candidates: [...candidates] };
}
