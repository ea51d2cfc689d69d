import type { SocketModeReceiver } from "@slack/bolt";
import type { Logger } from "pino";
import { z } from "zod";

const envelope = { envelope_id: z.string().min(1) };
// Put into words by Bolt, where an object could throw.
const type = z.string().optional();

/** What Slack sends, as far as its library trusts it. */
const Frame = z.discriminatedUnion("type", [
  z.object({ type: z.literal("hello") }),
  z.object({ type: z.literal("disconnect"), reason: z.string().optional() }),
  z.object({ type: z.literal("slash_commands"), ...envelope, payload: z.object({ type }) }),
  z.object({ type: z.literal("interactive"), ...envelope, payload: z.object({ type }) }),
  z.object({
    type: z.literal("events_api"),
    ...envelope,
    payload: z.object({ type, event: z.object({ type: z.string() }) }),
  }),
]);

/**
 * Lets only those frames through to Slack's library that it can read: at others it throws where nobody can catch,
 * or takes them for its own signals, and the process ends or the socket closes. The others are logged.
 */
export function passSoundFrames({ client }: SocketModeReceiver, logger: Logger): void {
  const listeners: ((data: unknown, isBinary: unknown) => unknown)[] = client.listeners("ws_message");
  client.removeAllListeners("ws_message");
  client.on("ws_message", (data: unknown, isBinary: unknown) => {
    const problem = isBinary ? "binary" : frameProblem(data, client.eventNames());
    if (problem !== null) return logger.warn({ problem }, "Slack sent a frame that is none");
    for (const listener of listeners) {
      // The library's own is async.
      Promise.resolve(listener(data, isBinary)).catch((error: unknown) =>
        logger.error({ err: error }, "Slack frame could not be handled"),
      );
    }
  });
}

/** Which field of it is not as it should be; null where all is well. */
function frameProblem(data: unknown, signals: readonly unknown[]): string | null {
  const parsed = parse(data);
  const { error, data: frame } = Frame.safeParse(parsed);
  if (error) return error.issues.map(({ path, code }) => `${path.join(".")}: ${code}`).join(", ");
  // The library emits an event by its name, beside its own signals.
  const isSignal = frame.type === "events_api" && signals.includes(frame.payload.event.type);
  return isSignal ? "payload.event.type" : null;
}

function parse(data: unknown): unknown {
  try {
    return JSON.parse(String(data));
  } catch {
    return undefined;
  }
}
