/** Where the reader is; it stands behind the # of the address. */
export type Route =
  | { place: "home" }
  | {
      place: "channel";
      channel: string;
      /** The root of the thread that is open beside or over the channel. */
      thread: string | null;
      /** The message that is looked for. */
      message: string | null;
    };

const TS = String.raw`\d+\.\d+`;
const CHANNEL_HASH = new RegExp(`^#/([CDG]\\w+)(?:/thread/(${TS}))?(?:/(${TS}))?$`);

/** Null for what names no place. */
export function parseRoute(hash: string): Route | null {
  if (hash === "#/home") return { place: "home" };
  const match = CHANNEL_HASH.exec(hash);
  if (!match?.[1]) return null;
  return { place: "channel", channel: match[1], thread: match[2] ?? null, message: match[3] ?? null };
}

export function hashOf(route: Route): string {
  if (route.place === "home") return "#/home";
  const { channel, thread, message } = route;
  return `#/${channel}${thread ? `/thread/${thread}` : ""}${message ? `/${message}` : ""}`;
}

export function channelHash(channel: string): string {
  return hashOf({ place: "channel", channel, thread: null, message: null });
}

export function threadHash(channel: string, thread: string): string {
  return hashOf({ place: "channel", channel, thread, message: null });
}
