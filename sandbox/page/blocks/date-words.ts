/** Whose clock and calendar dates are written by. */
export interface Reader {
  /** Such as `Europe/Berlin`. */
  zone: string;
  nowMs: number;
}

const LOCALE = "en-US";
const DAY_MS = 86_400_000;
const COUNTED_MS = 10 * 60_000;
const TOKEN = /\{(\w+)\}/g;

/** Slack's date token in the reader's zone, on a 24-hour clock; null where the format has an unknown part. */
export function dateWords(seconds: number, format: string, reader: Reader): string | null {
  const at = new Date(seconds * 1000);
  if (Number.isNaN(at.getTime())) return null;
  let known = true;
  const words = format.replace(TOKEN, (_, name: string) => {
    const write = tokens[name];
    if (!write) known = false;
    return write?.(at, reader) ?? "";
  });
  return known ? words : null;
}

type Write = (at: Date, reader: Reader) => string;

const numeric: Write = (at, { zone }) => {
  const { year, month, day } = partsOf(at, zone, { year: "numeric", month: "2-digit", day: "2-digit" });
  return `${year}-${month}-${day}`;
};
const slashed: Write = (at, { zone }) => {
  const { year, month, day } = partsOf(at, zone, { year: "numeric", month: "2-digit", day: "2-digit" });
  return `${month}/${day}/${year}`;
};
const short: Write = (at, { zone }) =>
  formatted(at, zone, { month: "short", day: "numeric", year: "numeric" });
const middle: Write = (at, { zone }) => {
  const { year, month, day } = partsOf(at, zone, { year: "numeric", month: "long", day: "numeric" });
  return `${month} ${ordinal(Number(day))}, ${year}`;
};
const long: Write = (at, reader) =>
  `${formatted(at, reader.zone, { weekday: "long" })}, ${middle(at, reader)}`;

const tokens: Record<string, Write> = {
  date_num: numeric,
  date_slash: slashed,
  date: middle,
  date_pretty: near(middle),
  date_short: short,
  date_short_pretty: near(short),
  date_long: long,
  date_long_full: long,
  date_long_pretty: near(long),
  day_divider_pretty: near(long),
  time: (at, { zone }) => formatted(at, zone, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" }),
  time_secs: (at, { zone }) =>
    formatted(at, zone, { hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23" }),
  ago: (at, { nowMs }) => agoWords(at.getTime() - nowMs),
};

/** `today`, `yesterday`, `tomorrow` by the reader's calendar, else what `write` writes. */
function near(write: Write): Write {
  return (at, reader) => {
    const day = (date: Date) => Date.parse(`${numeric(date, reader)}T00:00:00Z`) / DAY_MS;
    const names: Record<string, string> = { "-1": "yesterday", "0": "today", "1": "tomorrow" };
    return names[String(day(at) - day(new Date(reader.nowMs)))] ?? write(at, reader);
  };
}

function agoWords(differenceMs: number): string {
  const words = new Intl.RelativeTimeFormat(LOCALE, { numeric: "always" });
  const seconds = Math.round(differenceMs / 1000);
  if (Math.abs(seconds) < 60) return words.format(seconds, "second");
  if (Math.abs(seconds) < 3600) return words.format(Math.trunc(seconds / 60), "minute");
  if (Math.abs(seconds) < 86_400) return words.format(Math.trunc(seconds / 3600), "hour");
  return words.format(Math.trunc(seconds / 86_400), "day");
}

/** The instant in full, to be looked up. */
export function fullDateWords(seconds: number, zone: string): string {
  const at = new Date(seconds * 1000);
  if (Number.isNaN(at.getTime())) return "";
  const here = formatted(at, zone, { dateStyle: "full", timeStyle: "long", hourCycle: "h23" });
  return `${here} (${at.toISOString().slice(11, 19)} UTC)`;
}

/** `0:08` until an instant at most ten minutes ahead, that is shown with its time of day; else null. */
export function countdownWords(seconds: number, format: string, nowMs: number): string | null {
  if (!/\{time(_secs)?\}/.test(format)) return null;
  const leftMs = seconds * 1000 - nowMs;
  if (!(leftMs > 0 && leftMs <= COUNTED_MS)) return null;
  const left = Math.ceil(leftMs / 1000);
  return `${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}`;
}

function ordinal(day: number): string {
  const ending = { one: "st", two: "nd", few: "rd", other: "th", many: "th", zero: "th" };
  return `${day}${ending[new Intl.PluralRules(LOCALE, { type: "ordinal" }).select(day)]}`;
}

function formatted(at: Date, timeZone: string, options: Intl.DateTimeFormatOptions): string {
  return new Intl.DateTimeFormat(LOCALE, { timeZone, ...options }).format(at);
}

function partsOf(at: Date, timeZone: string, options: Intl.DateTimeFormatOptions): Record<string, string> {
  const parts = new Intl.DateTimeFormat(LOCALE, { timeZone, ...options }).formatToParts(at);
  return Object.fromEntries(parts.map(({ type, value }) => [type, value]));
}
