import { z } from "zod";
import { NgrokReplyError } from "./errors.ts";
import type { CallOptions, Http } from "./http.ts";

/** ngrok's longest. */
export const PAGE_SIZE = 100;
const MOST_PAGES = 500;

/**
 * All entries of a list, newest first, page by page as they are asked for. Each page is one request with
 * its own time limit. An entry that cannot be read is an error, never left out.
 */
export async function* listAll<T>(
  http: Http,
  list: { path: string; key: string; entry: z.ZodType<T> },
  options?: CallOptions,
): AsyncGenerator<T, void, undefined> {
  const page = z.looseObject({
    // An empty list may come as null, yet one that is missing must not pass for empty.
    [list.key]: z.array(z.unknown()).nullable(),
    next_page_uri: z.string().nullish(),
  });
  const seen = new Set<string>();
  let next: string | null = `${list.path}?limit=${PAGE_SIZE}`;
  while (next !== null) {
    if (seen.has(next)) throw new NgrokReplyError(`ngrok's list ${list.key} leads back to an earlier page`);
    if (seen.size === MOST_PAGES) {
      throw new NgrokReplyError(`ngrok's list ${list.key} has more than ${MOST_PAGES} pages`);
    }
    seen.add(next);
    const reply: Record<string, unknown> = await http.json(page, { method: "GET", path: next }, options);
    const entries = Array.isArray(reply[list.key]) ? (reply[list.key] as unknown[]) : [];
    for (const [index, entry] of entries.entries()) {
      yield http.parse(list.entry, entry, () => `entry ${index + 1} of ${list.key}`);
    }
    const uri: unknown = reply.next_page_uri;
    next = typeof uri === "string" && uri !== "" ? http.pathOf(uri) : null;
  }
}
