import type { TunnelSession } from "../ngrok/tunnel-sessions.ts";
import { type FoundId, findId } from "../operations/find-id.ts";
import { type FleetLook, type NamedSession, searchSessions } from "../operations/session-search.ts";
import type { HandlerDeps } from "./deps.ts";
import { lastOfChain } from "./session-chain.ts";
import { lookAtFleet } from "./session-look.ts";

export type SessionFinding =
  | { outcome: "found"; session: TunnelSession; look: FleetLook }
  | { outcome: "ambiguous"; candidates: NamedSession[] }
  /** `newId` is what restarts made of it, as far as the history knows. */
  | { outcome: "gone"; id: string; newId: string | null; newIsOnline: boolean; look: FleetLook };

// Only recent operations are searched for a part of an id; a whole id is looked up however old it is.
const RECENT = 100;

/** The session online that a person means by an id, its beginning or its end, or by its device's whole name. */
export async function findSession(deps: HandlerDeps, query: string): Promise<SessionFinding> {
  const look = await lookAtFleet(deps, "decision");
  const online = look.sessions.map((session) => session.id);
  const result = findId(query, online);
  const named = searchSessions([], look, deps.settings.sessionLabel);
  const fitting =
    "none" in result
      ? named.filter(({ name }) => name.toLowerCase() === query.trim().toLowerCase())
      : named.filter(({ session }) => idsOf(result).includes(session.sessionId));
  if (fitting.length > 1) return { outcome: "ambiguous", candidates: fitting };
  const session = look.sessions.find(({ id }) => id === fitting[0]?.session.sessionId);
  if (session) return { outcome: "found", session, look };
  const id = await formerId(deps, query);
  const newId = await successorOf(deps, id);
  return { outcome: "gone", id, newId, newIsOnline: newId !== null && online.includes(newId), look };
}

function idsOf(found: Exclude<FoundId, { none: true }>): string[] {
  return "found" in found ? [found.found] : found.candidates;
}

async function formerId(deps: HandlerDeps, query: string): Promise<string> {
  const { operations } = await deps.operations.history({ subjectId: null, cursor: null, limit: RECENT });
  const result = findId(
    query,
    operations.map((operation) => operation.subjectId),
  );
  return "found" in result ? result.found : query;
}

async function successorOf(deps: HandlerDeps, id: string): Promise<string | null> {
  const { operations } = await deps.operations.history({ subjectId: id, cursor: null, limit: RECENT });
  const last = lastOfChain(id, operations);
  return last === id ? null : last;
}
