import { commandName } from "../ids.ts";
import { findId } from "../operations/find-id.ts";
import type { Operation } from "../operations/operation.ts";
import { UserRefusal } from "../user-error.ts";
import { code, quoted } from "../views/operation-words.ts";
import type { HandlerDeps } from "./deps.ts";

export type HistoryDeps = Pick<HandlerDeps, "operations" | "fleet">;

const CANDIDATES = 5;
const PAGE = 200;
// Parts of ids are looked for in so many of the newest operations; a whole id in all.
const RECENT = 1000;

/**
 * The session or ingress that a person means by an id, its beginning or its end: of the history, or online.
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
  const present = lists.flatMap((list) =>
    list.status === "fulfilled" ? list.value.map(({ id }) => id) : [],
  );
  const result = findId(query, [...(await recentIds(deps)), ...present]);
  if ("found" in result) return result.found;
  if ("candidates" in result) throw ambiguous(query, result.candidates);
  const failed = lists.find((list) => list.status === "rejected");
  if (failed) throw failed.reason;
  throw new UserRefusal(
    `No session or ingress fits ${quoted(query)}: not one online, and none of the newest ${RECENT} operations. Give its id whole, or see \`${commandName} history\`.`,
  );
}

async function recentIds(deps: HistoryDeps): Promise<string[]> {
  const ids: string[] = [];
  let cursor: string | null = null;
  for (let read = 0; read < RECENT; read += PAGE) {
    const page = await deps.operations.history({ subjectId: null, cursor, limit: PAGE });
    ids.push(...page.operations.flatMap(idsOf));
    cursor = page.nextCursor;
    if (cursor === null) break;
  }
  return ids;
}

function idsOf({ target, subjectId, report, createdIngressId }: Operation): string[] {
  const own = target.type === "new-ingress" ? [] : [subjectId];
  return [...own, report?.newSessionId ?? [], createdIngressId ?? []].flat();
}

function ambiguous(query: string, ids: string[]): UserRefusal {
  const more = ids.length > CANDIDATES ? ` and ${ids.length - CANDIDATES} more` : "";
  return new UserRefusal(
    `${quoted(query)} fits more than one id: ${ids.slice(0, CANDIDATES).map(code).join(", ")}${more}. Give more of it.`,
  );
}
