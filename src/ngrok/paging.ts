import { z } from "zod";
import { NgrokReplyError } from "./errors.ts";
import type { CallOptions, Http } from "./http.ts";

/** ngrok's longest. */
export const PAGE_SIZE = 100;
const MOST_PAGES = 500;
// An answer that is not of ngrok may have millions, each with an error of its own: counted before they are read.
const MOST_ENTRIES = 10 * PAGE_SIZE;

interface Page<T> {
  entries: T[];
  nextPageUri: string | null;
}

/** A list of ngrok's API. `page` reads one page of it, with all its entries. */
export interface List<T> {
  path: string;
  key: string;
  page: () => z.ZodType<Page<T>>;
}

/** `key` is the field of ngrok's answer that has the entries. */
export function defineList<T>({ entry, ...list }: Omit<List<T>, "page"> & { entry: z.ZodType<T> }): List<T> {
  const { key } = list;
  const page = z
    .object({
      // An empty list may come as null, yet one that is missing must not pass for empty.
      [key]: z.array(entry).max(MOST_ENTRIES).nullable(),
      next_page_uri: z.string().nullish(),
    })
    .transform((wire) => ({
      entries: (wire[key] as T[] | null) ?? [],
      nextPageUri: (wire.next_page_uri as string | null | undefined) || null,
    }));
  let compiled: z.ZodType<Page<T>> | null = null;
  return {
    ...list,
    // Thousands of entries are read anew for each look, and compiled in a third of the time. To compile takes
    // milliseconds, which nobody should wait for who lists nothing.
    page: () => {
      compiled ??= z.compile(page);
      return compiled;
    },
  };
}

/**
 * All entries of a list, newest first, page by page as they are asked for. Each page is one request with
 * its own time limit. An entry that cannot be read is an error of its page, never left out.
 */
export async function* listPages<T>(
  http: Http,
  { path, key, page }: List<T>,
  options?: CallOptions,
): AsyncGenerator<T[], void, undefined> {
  const seen = new Set<string>();
  let next: string | null = `${path}?limit=${PAGE_SIZE}`;
  while (next !== null) {
    if (seen.has(next)) throw new NgrokReplyError(`ngrok's list ${key} leads back to an earlier page`);
    if (seen.size === MOST_PAGES) {
      throw new NgrokReplyError(`ngrok's list ${key} has more than ${MOST_PAGES} pages`);
    }
    seen.add(next);
    const { entries, nextPageUri }: Page<T> = await http.json(page(), { method: "GET", path: next }, options);
    yield entries;
    next = nextPageUri === null ? null : http.pathOf(nextPageUri);
  }
}
