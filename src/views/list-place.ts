/** Where in a list a page is; `page` counts from 0. */
export interface ListPlace {
  page: number;
  perPage: number;
  /** How many rows the page shows, and how many there are on all. */
  shown: number;
  total: number;
}

/** After a list's heading; empty where one page has all. */
export function pageText({ page, perPage, total }: ListPlace): string {
  return total > perPage ? `, page ${page + 1} of ${Math.ceil(total / perPage)}` : "";
}

/** Below the rows; empty where there are no others. */
export function restText({ page, perPage, shown, total }: ListPlace): string {
  const first = page * perPage;
  const after = total - first - shown;
  if (first === 0) return after > 0 ? `and ${after} more` : "";
  const places = shown === 1 ? `${first + 1}` : `${first + 1} to ${first + shown}`;
  const range = `${places} of ${total}`;
  return after > 0 ? `${range}, and ${after} more` : range;
}
