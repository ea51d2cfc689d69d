import type { TunnelSession } from "../../ngrok/tunnel-sessions.ts";
import type { Departure } from "../events.ts";
import { matchReturn, returnCandidates } from "../match-return.ts";
import type { Candidate, Operation, Report } from "../operation.ts";
import { sessionOf, urlsServed } from "./departure.ts";
import type { StepDeps } from "./step.ts";

export type Return =
  | { outcome: "none"; oldIsOnline: boolean }
  | { outcome: "found"; report: Report }
  | { outcome: "ambiguous"; candidates: Candidate[] };

/** Looks for the agent under its new id. */
export async function findReturn(deps: StepDeps, operation: Operation): Promise<Return> {
  const { departure } = operation;
  if (!departure) throw new Error("No departure is recorded");
  const left = sessionOf(operation).session;
  const online = await deps.fleet.sessions("decision");
  const oldIsOnline = online.some((session) => session.id === left.sessionId);
  const fitting = oldIsOnline ? [] : returnCandidates(left, departure, online);
  const taken = await deps.reportedByOthers(
    operation,
    fitting.map((session) => session.id),
  );
  const candidates = fitting.filter((session) => !taken.has(session.id));
  if (candidates.length === 0) return { outcome: "none", oldIsOnline };
  const urlsOf = await urlsServed(deps);
  const match = matchReturn(candidates, departure, online, urlsOf);
  if (match.outcome === "found") {
    return { outcome: "found", report: reportOf(match.session, departure, urlsOf) };
  }
  return { outcome: "ambiguous", candidates: candidates.map((session) => candidateOf(session, urlsOf)) };
}

function reportOf(
  session: TunnelSession,
  departure: Departure,
  urlsOf: (sessionId: string) => string[],
): Report {
  const serving = new Set(urlsOf(session.id));
  return {
    newSessionId: session.id,
    agentVersion: session.agentVersion,
    startedAt: session.startedAt,
    awayMs: departure.leftAt && Math.max(0, session.startedAt.getTime() - departure.leftAt.getTime()),
    backUrls: departure.urls.filter((url) => serving.has(url)),
    missingUrls: departure.urls.filter((url) => !serving.has(url)),
  };
}

function candidateOf(session: TunnelSession, urlsOf: (sessionId: string) => string[]): Candidate {
  return {
    sessionId: session.id,
    agentVersion: session.agentVersion,
    startedAt: session.startedAt,
    ip: session.ip,
    region: session.region,
    urls: urlsOf(session.id),
  };
}
