/** A card's first two lines, as mrkdwn: the bold one, and what follows. */
export interface Words {
  title: string;
  body: string;
  /** What a phone shows, where it is not simply both lines. */
  text?: string;
}

/** For a phone's notification, where the marks of mrkdwn would be shown as they are. */
export function plainText({ title, body, text }: Words): string {
  return unmarked(text ?? `${title} ${body}`.trim());
}

/** Without code and bold; of foreign text nothing is lost, which has had its marks replaced. */
export function unmarked(text: string): string {
  return text.replaceAll("`", "").replace(/\*([^*\n]+)\*/g, "$1");
}
