import type { Directory } from "../directory.ts";

const MONTHS = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
];

/** A Slack date token in UTC, on a 24-hour clock. */
export function renderDate(seconds: number, format: string): string {
  const at = new Date(seconds * 1000);
  const iso = at.toISOString();
  const month = MONTHS[at.getUTCMonth()] ?? "";
  const short = `${month.slice(0, 3)} ${at.getUTCDate()}, ${at.getUTCFullYear()}`;
  const long = `${month} ${at.getUTCDate()}, ${at.getUTCFullYear()}`;
  const tokens: Record<string, string> = {
    date_num: iso.slice(0, 10),
    date: long,
    date_pretty: long,
    date_short: short,
    date_short_pretty: short,
    date_long: long,
    date_long_pretty: long,
    time: iso.slice(11, 16),
    time_secs: iso.slice(11, 19),
    ago: short,
  };
  return format.replace(/\{(\w+)\}/g, (whole, name: string) => tokens[name] ?? whole);
}

function renderCommand(body: string, label: string | undefined, directory: Directory): string {
  const date = /^date\^(\d+)\^([^^]+)/.exec(body);
  if (date) return renderDate(Number(date[1]), date[2] ?? "");
  const group = /^subteam\^(\w+)/.exec(body)?.[1];
  if (group) return `@${directory.userGroup(group)?.handle ?? group}`;
  return label ?? `@${body}`;
}

export function userName(id: string, directory: Directory): string {
  return `@${directory.personById(id)?.name ?? (id.startsWith("U0NGROK") ? "ngrok" : id)}`;
}

export function channelName(id: string, directory: Directory): string {
  const channel = directory.channel(id);
  return channel ? `#${channel.name}` : `#${id}`;
}

function renderToken(token: string, directory: Directory): string {
  const [body = "", ...labels] = token.split("|");
  const label = labels.length > 0 ? labels.join("|") : undefined;
  if (body.startsWith("@")) return userName(body.slice(1), directory);
  if (body.startsWith("#")) return channelName(body.slice(1), directory);
  if (body.startsWith("!")) return renderCommand(body.slice(1), label, directory);
  return label && label !== body ? `${label} (${body})` : body;
}

function decodeEntities(text: string): string {
  return text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");
}

/** The words that mrkdwn shows; bold, italics and code keep their marks. */
export function renderMrkdwn(text: string, directory: Directory): string {
  return text
    .split(/(<[^<>]+>)/)
    .map((part) =>
      part.startsWith("<") && part.endsWith(">")
        ? renderToken(part.slice(1, -1), directory)
        : decodeEntities(part),
    )
    .join("");
}
