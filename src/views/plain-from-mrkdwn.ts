const LINK = /<([^<>|]+)(?:\|([^<>]*))?>/g;

/** mrkdwn of ours for a place that takes plain text only, such as the error under an input. */
export function plainFromMrkdwn(text: string): string {
  return text
    .replace(LINK, (_, target: string, label?: string) => label || target)
    .replace(/\*([^*\n]+)\*/g, "$1")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&amp;", "&");
}
