import type { Certificate, IngressChanges, IngressSnapshot } from "../../operations/target.ts";
import { capitalised, count, oneLine, quoted, shown } from "../operation-words.ts";

const LONGEST_VALUE = 60;
// Escaped, foreign text can grow fivefold; four values fit a section with all else in it.
const LONGEST_ESCAPED = 120;

export function certificateWords(certificate: Certificate): string {
  const words = { none: "none", rsa: "Let's Encrypt, RSA", ecdsa: "Let's Encrypt, ECDSA" };
  return words[certificate];
}

/** `Description “Edge” → “North”; certificate none → Let's Encrypt, RSA.` What is cut stands in Details. */
export function changesWords(ingress: IngressSnapshot, changes: IngressChanges): string {
  const parts: string[] = [];
  let isWhole = true;
  for (const field of ["description", "metadata"] as const) {
    const after = changes[field];
    if (after === undefined) continue;
    const before = ingress[field];
    isWhole &&= isShownWhole(before) && isShownWhole(after);
    parts.push(`${field} ${valueWords(before)} → ${valueWords(after)}`);
  }
  if (changes.certificate !== undefined) {
    parts.push(
      `certificate ${certificateWords(ingress.certificate)} → ${certificateWords(changes.certificate)}`,
    );
  }
  const all = parts.length === 0 ? "Nothing is to change" : capitalised(parts.join("; "));
  return isWhole ? `${all}.` : `${all}. *Details* shows all of it.`;
}

/** Foreign text on one line, with what is left of it counted: `“{"site":…” and 80 more characters`. */
export function valueWords(text: string): string {
  const line = oneLine(text);
  if (line === "") return text === "" ? "empty" : "blank";
  let longest = LONGEST_VALUE;
  while (shown(line, longest).length > LONGEST_ESCAPED) longest -= 5;
  if (line.length <= longest) return quoted(line, longest);
  return `${quoted(line, longest)} and ${count(line.length - longest + 1, "more character")}`;
}

/** Whether the card shows it to the last space. */
export function isShownWhole(text: string): boolean {
  return text.length <= LONGEST_VALUE && oneLine(text) === text && shown(text, LONGEST_VALUE) === text;
}
