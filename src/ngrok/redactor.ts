export interface Redactor {
  text(text: string): string;
  /** Removes this key alone: ids that look like one stay. */
  ownKey(text: string): string;
  /** A copy of an error and its causes in which no key is left; `code` and `name` stay. */
  error(error: unknown): Error;
}

const REMOVED = "[key removed]";
// Ids of API keys, and what an API key or authtoken of ngrok looks like: 27 and 20-odd characters around `_`.
const KEY_LIKE = /\bak_[A-Za-z0-9]+|\b[A-Za-z0-9]{16,}_[A-Za-z0-9]{16,}\b|\bbearer\s+[^\s"',;<>]+/gi;
const DEEPEST_CAUSE = 5;

/** Removes keys from what ngrok says: its answer to a bad key repeats the key in full. */
export function createRedactor(apiKey: string): Redactor {
  const spellings = [...new Set([apiKey, encodeURIComponent(apiKey)])];
  const ownKey = (foreign: string) => spellings.reduce((rest, key) => rest.replaceAll(key, REMOVED), foreign);
  const text = (foreign: string) => ownKey(foreign).replace(KEY_LIKE, REMOVED);

  const copy = (error: unknown, depth: number): Error => {
    if (!(error instanceof Error)) return new Error(text(String(error)));
    const deeper = error instanceof AggregateError ? error.errors[0] : error.cause;
    const cause = deeper === undefined || depth === 0 ? undefined : copy(deeper, depth - 1);
    const clean = new Error(text(error.message), cause === undefined ? undefined : { cause });
    clean.name = error.name;
    clean.stack = text(error.stack ?? "");
    const code = errorCode(error);
    return code === null ? clean : Object.assign(clean, { code });
  };

  return { text, ownKey, error: (error) => copy(error, DEEPEST_CAUSE) };
}

/** `ECONNREFUSED`, `UND_ERR_SOCKET` and their like; null where an error has none. */
export function errorCode(error: unknown): string | null {
  if (!(error instanceof Error) || !("code" in error)) return null;
  return typeof error.code === "string" ? error.code : null;
}
