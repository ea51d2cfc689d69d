// An id beside the mention that names it would stand there twice.
const NAMED_ID = /`?(\b[A-Z0-9]+\b)`? \(<@\1>\)/g;
const LINK = /<([^<>|]+)(?:\|([^<>]*))?>/g;

/** mrkdwn of ours for a place that takes plain text only, such as the error under an input. */
export function plainFromMrkdwn(text: string): string {
  return text
    .replace(NAMED_ID, "$1")
    .replace(LINK, (_, target: string, label?: string) => label || target)
    .replace(/\*([^*\n]+)\*/g, "$1")
    .replaceAll("`", "")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&amp;", "&");
}
