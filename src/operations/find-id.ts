/** `candidates` holds two ids or more, in the order given. */
export type FoundId = { found: string } | { candidates: string[] } | { none: true };

const SHORTEST_PART = 4;
// The kind of an id, `ts_` or `agin_`, tells nothing; nor does the … with which a cut id is shown.
const KIND = /^[A-Za-z]+_/;
const ELLIPSES = /^(?:…|\.{3})|(?:…|\.{3})$/g;

/**
 * The id that a person means: given whole, or as a beginning or end of at least four characters, those of
 * a prefix such as `ts_` not counted. Upper and lower case are told apart as long as something fits.
 */
export function findId(query: string, ids: readonly string[]): FoundId {
  const part = partOf(query);
  const known = [...new Set(ids)];
  return matching(part, known, (text) => text) ?? matching(part, known, fold) ?? { none: true };
}

/** Whether `query` fits no id but one that is as short, since it has fewer than four characters. */
export function isTooShort(query: string): boolean {
  return !isLong(partOf(query));
}

function partOf(query: string): string {
  return query.trim().replace(ELLIPSES, "");
}

function isLong(part: string): boolean {
  return part.replace(KIND, "").length >= SHORTEST_PART;
}

function matching(part: string, ids: readonly string[], form: (text: string) => string): FoundId | undefined {
  const wanted = form(part);
  const whole = ids.filter((id) => form(id) === wanted);
  const parts = isLong(part)
    ? ids.filter((id) => form(id).startsWith(wanted) || form(id).endsWith(wanted))
    : [];
  const fitting = whole.length > 0 ? whole : parts;
  const [first] = fitting;
  if (first === undefined) return undefined;
  return fitting.length === 1 ? { found: first } : { candidates: fitting };
}

function fold(text: string): string {
  return text.toLowerCase();
}
