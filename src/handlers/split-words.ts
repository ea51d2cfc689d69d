const LINK = /<((?:https?|tcp|tls|mailto):[^<>|\s]+)(?:\|[^<>]*)?>/g;
const PIECES = /"([^"]*)"|“([^”]*)”|„([^“”]*)[“”]|(\S+)/g;

/**
 * The words of a command's text. Quotes hold words together, a pasted link is its URL, and what Slack escaped
 * is as it was typed.
 */
export function splitWords(text: string): string[] {
  const typed = text
    .replace(LINK, "$1")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&amp;", "&");
  return [...typed.matchAll(PIECES)]
    .map(([, straight, curly, low, bare]) => straight ?? curly ?? low ?? bare ?? "")
    .filter((word) => word !== "");
}
