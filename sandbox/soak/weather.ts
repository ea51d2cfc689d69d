import type { Random } from "../errands/random.ts";
import type { Fault as NgrokFault } from "../ngrok/faults.ts";
import type { DisconnectReason } from "../slack/connections.ts";
import type { Repeatable, Fault as SlackFault } from "../slack/faults.ts";

type Trouble =
  | { kind: "sockets"; reason: DisconnectReason | "silently"; which: "all" | "one" }
  | { kind: "no-new-sockets"; forMs: number }
  | { kind: "slack"; method: string; fault: SlackFault; times: number }
  | { kind: "slack-away"; forMs: number }
  | { kind: "repeat"; what: Repeatable }
  | { kind: "ngrok"; fault: NgrokFault }
  | { kind: "ngrok-away"; fault: NgrokFault; forMs: number };

/** What goes wrong, and when: milliseconds of the shared clock since the beginning. */
export type Gust = Trouble & { atMs: number };

const MINUTE_MS = 60_000;
const CALMEST_MS = 10_000;
const STORMIEST_MS = 2_000;
/** Outages lie apart, so that what one has left is over when the next one comes. */
const OUTAGE_EVERY_MS = 4 * MINUTE_MS;

/** By which the bot learns who may do what, and where it can post. */
export const lookups = ["users.info", "usergroups.users.list", "conversations.info"];
const methods = [
  ...lookups,
  "chat.postMessage",
  "chat.update",
  "chat.postEphemeral",
  "views.open",
  "views.update",
  "views.publish",
  "chat.getPermalink",
  "chat.scheduleMessage",
  "chat.deleteScheduledMessage",
  "response_url",
];
const slackFaults: readonly SlackFault[] = [
  { kind: "rate-limit", retryAfterSeconds: 1 },
  { kind: "rate-limit", retryAfterSeconds: 5 },
  { kind: "status", status: 500 },
  { kind: "status", status: 503 },
  { kind: "hang" },
  { kind: "drop-before" },
  { kind: "drop-after" },
  { kind: "slow", delayMs: 3_000 },
];
const everywhere = { path: "/**" } as const;
const ngrokFaults: readonly NgrokFault[] = [
  { ...everywhere, action: "429", retryAfterSeconds: 2 },
  { ...everywhere, action: "429" },
  { ...everywhere, action: "html-502" },
  { ...everywhere, action: "html-502", executed: true },
  { ...everywhere, action: "hang" },
  { ...everywhere, action: "hang", executed: true },
  { ...everywhere, action: "drop-before" },
  { ...everywhere, action: "drop-after" },
  { ...everywhere, action: "slow", ms: 8_000 },
  { ...everywhere, action: "truncate" },
];
const outages: readonly NgrokFault[] = [
  { ...everywhere, action: "drop-before", times: "always" },
  { ...everywhere, action: "html-502", times: "always" },
  { ...everywhere, action: "hang", times: "always" },
  { ...everywhere, action: "429", retryAfterSeconds: 5, times: "always" },
];

/** All that goes wrong in a run of so many milliseconds of its clock: the same for the same seed. */
export function forecast(random: Random, lengthMs: number): Gust[] {
  const gusts: Gust[] = [];
  for (let atMs = CALMEST_MS; atMs < lengthMs; atMs += random.between(STORMIEST_MS, CALMEST_MS)) {
    gusts.push({ atMs, ...gust(random) });
  }
  return [...gusts, ...outagesOf(random, lengthMs)].toSorted((one, other) => one.atMs - other.atMs);
}

/** Sockets come back in real time, so that on a sped-up clock each of their troubles takes long. */
const kinds = { sockets: 6, "no-new-sockets": 1, slack: 50, repeat: 15, ngrok: 28 };

function gust(random: Random): Trouble {
  const kind = random.weighted(kinds);
  switch (kind) {
    case "sockets":
      return {
        kind,
        reason: random.pick(["refresh_requested", "refresh_requested", "warning", "silently"]),
        which: random.pick(["one", "one", "one", "all"]),
      };
    case "no-new-sockets":
      return { kind, forMs: random.between(5_000, 30_000) };
    case "slack":
      return {
        kind,
        method: random.pick(methods),
        fault: random.pick(slackFaults),
        times: random.between(1, 3),
      };
    case "repeat":
      return { kind, what: random.pick(["event", "submit", "submit"]) };
    case "ngrok":
      return { kind, fault: random.pick(ngrokFaults) };
  }
}

/** Slack's and ngrok's in turn: some of seconds, and in a long run some of more than a minute. */
function outagesOf(random: Random, lengthMs: number): Gust[] {
  const count = Math.max(2, Math.floor(lengthMs / OUTAGE_EVERY_MS));
  const apartMs = lengthMs / (count + 1);
  return Array.from({ length: count }, (_, index): Gust => {
    const longestMs = Math.min(1.5 * MINUTE_MS, apartMs / 3);
    const forMs = index % 4 < 2 ? longestMs : random.between(3_000, Math.round(longestMs / 2));
    const atMs = apartMs * (index + 1);
    return index % 2 === 0
      ? { kind: "slack-away", atMs, forMs }
      : { kind: "ngrok-away", atMs, forMs, fault: outages[(index >> 1) % outages.length] as NgrokFault };
  });
}
