import type { SocketModeReceiver } from "@slack/bolt";
import type { Logger } from "pino";
import type { Clock } from "../clock.ts";
import type { SocketLine } from "./socket-line.ts";
import { lastingWaits, type SocketPace } from "./socket-pace.ts";

// From Slack's address for it to the hello.
const HELLO_LIMIT_MS = 30_000;

const REASONS: Record<string, string> = {
  too_many_websockets:
    "Slack allows an app ten connections and this bot makes two: other processes use the same SLACK_APP_TOKEN. The bot tries again every few minutes",
  link_disabled:
    "Socket Mode was switched off in the app's settings. What is under way goes on; the bot tries again every few minutes",
};

/** Tells of one socket, and sees to what Slack's library leaves undone. */
export function watchSocket(deps: {
  client: SocketModeReceiver["client"];
  line: SocketLine;
  pace: SocketPace;
  clock: Clock;
  logger: Logger;
}): void {
  const { client, line, pace, clock, logger } = deps;
  let disarm = () => {};
  client.on("authenticated", () => {
    disarm();
    disarm = clock.setTimer(() => {
      logger.warn("Slack said no hello on a socket, which is opened anew");
      line.cut();
    }, HELLO_LIMIT_MS);
  });
  client.on("connected", () => {
    disarm();
    pace.stands();
    logger.info("Slack socket connected");
  });
  client.on("reconnecting", () => logger.info("Slack socket reconnecting"));
  client.on("close", () => {
    disarm();
    pace.closed();
    line.cut();
    logger.info("Slack socket closed");
  });
  client.on("ws_message", (data: unknown) => {
    const reason = disconnectReason(data);
    if (reason === null) return;
    const explanation = REASONS[reason];
    if (explanation === undefined) logger.info({ reason }, "Slack closes the socket");
    else if (pace.failed(reason, lastingWaits))
      logger.error({ reason, explanation }, "Slack closes the socket");
  });
}

/** Null for every other message. */
function disconnectReason(data: unknown): string | null {
  if (typeof data !== "string" || !data.includes('"disconnect"')) return null;
  try {
    const message: unknown = JSON.parse(data);
    if (typeof message !== "object" || message === null) return null;
    if (!("type" in message) || message.type !== "disconnect") return null;
    return "reason" in message && typeof message.reason === "string" ? message.reason : "unknown";
  } catch {
    return null;
  }
}
