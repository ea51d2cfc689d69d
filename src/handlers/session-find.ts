import type { TunnelSession } from "../ngrok/tunnel-sessions.ts";
import { findId } from "../operations/find-id.ts";
import type { Operation } from "../operations/operation.ts";
import { type FleetLook, type NamedSession, searchSessions } from "../operations/session-search.ts";
import type { HandlerDeps } from "./deps.ts";
import { lookAtFleet } from "./session-look.ts";

export type SessionFinding =
  | { outcome: "found"; session: TunnelSession; look: FleetLook }
  | { outcome: "ambiguous"; candidates: NamedSession[] }
  /** `newId` is what restarts made of it, as far as the history knows. */
  | { outcome: "gone"; id: string; newId: string | null; newIsOnline: boolean; look: FleetLook };

// Only recent operations are searched for a part of an id; a whole id is looked up however old it is.
const RECENT = 100;

/** The session online that a person means by an id, its beginning or its end. */
export async function findSession(deps: HandlerDeps, query: string): Promise<SessionFinding> {
  const look = await lookAtFleet(deps, "decision");
  const online = look.sessions.map((session) => session.id);
  const result = findId(query, online);
  if ("candidates" in result) {
    const named = searchSessions([], look, deps.settings.sessionLabel);
    const candidates = named.filter(({ session }) => result.candidates.includes(session.sessionId));
    return { outcome: "ambiguous", candidates };
  }
  const session = look.sessions.find((candidate) => "found" in result && candidate.id === result.found);
  if (session) return { outcome: "found", session, look };
  const id = await formerId(deps, query);
  const newId = await successorOf(deps, id);
  return { outcome: "gone", id, newId, newIsOnline: newId !== null && online.includes(newId), look };
}

async function formerId(deps: HandlerDeps, query: string): Promise<string> {
  const { operations } = await deps.operations.history({ subjectId: null, cursor: null, limit: RECENT });
  const result = findId(
    query,
    operations.map((operation) => operation.subjectId),
  );
  return "found" in result ? result.found : query;
}

/** Follows confirmed restarts from one id to the last that is known. */
async function successorOf(deps: HandlerDeps, id: string): Promise<string | null> {
  const { operations } = await deps.operations.history({ subjectId: id, cursor: null, limit: RECENT });
  const next = new Map(operations.flatMap(successor));
  let last = id;
  for (let steps = 0; steps < next.size; steps += 1) last = next.get(last) ?? last;
  return last === id ? null : last;
}

function successor({ subjectId, report }: Operation): [string, string][] {
  return report && report.newSessionId !== subjectId ? [[subjectId, report.newSessionId]] : [];
}
