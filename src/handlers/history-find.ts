import { findId } from "../operations/find-id.ts";
import type { Operation } from "../operations/operation.ts";
import type { Target } from "../operations/target.ts";
import { UserRefusal } from "../user-error.ts";
import { historyCandidatesText, noHistoryText } from "../views/history-not-found.ts";
import { domainOf, isSession } from "../views/operation-words.ts";
import type { HandlerDeps } from "./deps.ts";
import { lastOfChain } from "./session-chain.ts";

export type HistoryDeps = Pick<HandlerDeps, "operations" | "fleet">;

// What `subjectOf` puts before the domain of an ingress that is yet to be created.
const DOMAIN = "domain:";
const PAGE = 200;
// Parts of ids are looked for in so many of the newest operations; a whole id in all.
const RECENT = 1000;

/**
 * The session or ingress that a person means by an id, its beginning or its end, of the history or online; or by
 * the whole name of a device or domain, whatever became of it.
 * @throws UserRefusal when none fits, or more than one
 */
export async function findSubject(deps: HistoryDeps, query: string): Promise<string> {
  const whole = await deps.operations.history({ subjectId: query, cursor: null, limit: 1 });
  if (whole.operations.length > 0) return query;
  // The past can be read while ngrok cannot be asked.
  const lists = await Promise.allSettled([
    deps.fleet.sessions("listing", { priority: "person" }),
    deps.fleet.ingresses("listing", { priority: "person" }),
  ]);
  const [sessions, ingresses] = lists.map((list) => (list.status === "fulfilled" ? list.value : []));
  const present = [...(sessions ?? []), ...(ingresses ?? [])].map(({ id }) => id);
  const operations = await recentOperations(deps);
  const result = findId(query, [...operations.flatMap(idsOf), ...present]);
  if ("found" in result) return result.found;
  if ("candidates" in result) throw new UserRefusal(historyCandidatesText(query, result.candidates));
  const named = idsOfName(query, operations);
  if (named.length > 1) throw new UserRefusal(historyCandidatesText(query, named));
  if (named[0] !== undefined) return named[0];
  const failed = lists.find((list) => list.status === "rejected");
  if (failed) throw failed.reason;
  throw new UserRefusal(noHistoryText(query, RECENT));
}

async function recentOperations(deps: HistoryDeps): Promise<Operation[]> {
  const read: Operation[] = [];
  let cursor: string | null = null;
  while (read.length < RECENT) {
    const page = await deps.operations.history({ subjectId: null, cursor, limit: PAGE });
    read.push(...page.operations);
    cursor = page.nextCursor;
    if (cursor === null) break;
  }
  return read;
}

function idsOf({ target, subjectId, report, createdIngressId }: Operation): string[] {
  const own = target.type === "new-ingress" ? [] : [subjectId];
  return [...own, report?.newSessionId ?? [], createdIngressId ?? []].flat();
}

/** Newest first, each agent once however often it was restarted. A domain that was never created has no id. */
function idsOfName(query: string, operations: readonly Operation[]): string[] {
  const wanted = query.trim().toLowerCase().replace(/\.$/, "");
  const fitting = operations.filter(({ target }) => nameOf(target).toLowerCase() === wanted);
  const subjects = fitting.map(({ createdIngressId, subjectId }) => createdIngressId ?? subjectId);
  const created = subjects.filter((id) => !id.startsWith(DOMAIN));
  const known = created.length > 0 ? created : subjects;
  return [...new Set(known.map((id) => lastOfChain(id, operations)))];
}

function nameOf(target: Target): string {
  return isSession(target) ? target.name : domainOf(target);
}
