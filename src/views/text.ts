import type { MrkdwnElement, PlainTextElement } from "@slack/types";

// Control characters but tab and newline, every invisible or direction-turning mark, and odd line ends.
const UNSAFE = /[^\P{Cc}\t\n]|\p{Cf}|[\u2028\u2029]/gu;
// Between letters or digits an underscore formats nothing; ids and names keep it.
const FORMATTING_UNDERSCORE = /(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])/g;
// `:x:` is drawn as a picture, also where the last colon is of the words that follow. Ports, times and IPv6 addresses,
// which are copied, have but digits, or hexadecimal ones, behind their colons.
const PICTURING_COLON = /(?<![0-9a-f:]):(?=[\w+'-]+:)|:(?=[\w+'-]*[g-z_+'-][\w+'-]*(?::|$))/gi;
// What was escaped begins a quote all the same.
const QUOTING = /^>/gm;

/** Foreign text without characters that could hide, break or turn what stands around it. */
export function clean(text: string): string {
  return text.toWellFormed().replace(UNSAFE, "");
}

/** Foreign text for mrkdwn: nothing in it can ping, link or quote. What would format is replaced by look-alikes. */
export function escapeText(text: string): string {
  return clean(text)
    .replace(QUOTING, "＞")
    .replace(PICTURING_COLON, "∶")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll("*", "∗")
    .replace(FORMATTING_UNDERSCORE, "＿")
    .replaceAll("~", "∼")
    .replaceAll("`", "ˋ");
}

/** At most `max` UTF-16 units, ending in … where cut. Never for ids, URLs or buttons. */
export function cut(text: string, max: number): string {
  if (text.length <= max) return text;
  return `${text
    .slice(0, max - 1)
    .toWellFormed()
    .replace(/\ufffd$/, "")}…`;
}

export function plain(text: string): PlainTextElement {
  return { type: "plain_text", text, emoji: false };
}

export function mrkdwn(text: string): MrkdwnElement {
  return { type: "mrkdwn", text, verbatim: true };
}

export function mention(userOrGroupId: string): string {
  return userOrGroupId.startsWith("S") ? `<!subteam^${userOrGroupId}>` : `<@${userOrGroupId}>`;
}

/** Where something is, as mrkdwn; Slack has no link to a DM by its id, nor by the person's. */
export function channelName(channelId: string): string {
  return /^[DUW]/.test(channelId) ? "your DM with the bot" : `<#${channelId}>`;
}

/** `03:02:45` UTC, or with the day where asked: for `text`, which Slack does not put into the reader's zone. */
export function utc(at: Date, style: "time" | "date-time" = "time"): string {
  const iso = at.toISOString();
  return style === "time" ? `${iso.slice(11, 19)} UTC` : `${iso.slice(0, 10)} ${iso.slice(11, 19)} UTC`;
}

/** A Slack date token, shown in the reader's zone; for blocks only. */
export function slackDate(at: Date, style: "time" | "date-time" = "time"): string {
  const format = style === "time" ? "{time_secs}" : "{date_short_pretty} {time_secs}";
  return `<!date^${Math.floor(at.getTime() / 1000)}^${format}|${utc(at, style)}>`;
}

/** `6 s`, `3 min`, `2 h 5 min`. */
export function duration(ms: number): string {
  const seconds = Math.round(ms / 1000);
  if (seconds < 120) return `${seconds} s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 120) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  return minutes % 60 === 0 ? `${hours} h` : `${hours} h ${minutes % 60} min`;
}

/** `…x7Kq2P`: enough of an id to tell it from its neighbours. */
export function shortId(id: string): string {
  const end = clean(id).slice(-6);
  // Not half of a character.
  return `…${end.isWellFormed() ? end : end.slice(1)}`;
}
