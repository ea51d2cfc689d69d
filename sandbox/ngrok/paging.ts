import type { ApiRequest } from "./api-request.ts";
import { requestRefusals } from "./refusals.ts";
import type { Reply } from "./reply.ts";

export const pageQuery = ["before_id", "limit"] as const;

/** A page of a list: newest first, which is the order of ids, and an absolute link to the next one. */
export function page(
  request: ApiRequest,
  list: { key: string; path: string; prefix: string; items: { id: string; wire: object }[] },
): Reply {
  const limit = pageLimit(request.query.get("limit"));
  const beforeId = request.query.get("before_id");
  if (beforeId && !beforeId.startsWith(list.prefix)) throw requestRefusals.wrongPrefix(beforeId, list.prefix);
  const rest = list.items
    .filter((item) => !beforeId || item.id < beforeId)
    .sort((a, b) => (a.id < b.id ? 1 : -1));
  const shown = rest.slice(0, limit);
  const last = shown.at(-1);
  const uri = `${request.origin}${list.path}`;
  const next = last && rest.length > shown.length ? `${uri}?before_id=${last.id}&limit=${limit}` : null;
  return {
    status: 200,
    body: { [list.key]: shown.map((item) => item.wire), uri, next_page_uri: next },
  };
}

function pageLimit(value: string | null): number {
  if (value === null) return 100;
  if (!/^-?\d+$/.test(value)) throw requestRefusals.limitNotANumber(value);
  const limit = Number(value);
  if (limit < 1 || limit > 100) throw requestRefusals.limitOutOfRange(value);
  return limit;
}
