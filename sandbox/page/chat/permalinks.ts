import { channelHash, hashOf } from "../app/route.ts";

const WORKSPACE = "https://sandbox.slack.com";
const ARCHIVES = /^\/archives\/([CDG]\w+)(?:\/p(\d+)(\d{6}))?\/?$/;

/** The place in this page that a link into the sandbox's Slack means, as `#/…`; null for all other links. */
export function routeOf(href: string): string | null {
  const url = URL.parse(href);
  const match = url?.origin === WORKSPACE ? ARCHIVES.exec(url.pathname) : null;
  if (!url || !match?.[1]) return null;
  const [, channel, seconds, micros] = match;
  if (!seconds) return channelHash(channel);
  const thread = url.searchParams.get("thread_ts");
  return hashOf({ place: "channel", channel, thread, message: `${seconds}.${micros}` });
}
