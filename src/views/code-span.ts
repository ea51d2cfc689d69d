import { clean } from "./text.ts";

/** A foreign id or URL in full, to be copied. A backtick would end the span, so it is replaced by a look-alike. */
export function codeSpan(text: string): string {
  const safe = clean(text).replace(/\s+/g, " ").replaceAll("`", "ˋ");
  return `\`${safe.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;")}\``;
}
