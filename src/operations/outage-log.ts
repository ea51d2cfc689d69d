import type { Logger } from "pino";
import type { Clock } from "../clock.ts";

const SAY_AGAIN_MS = 60_000;

/** What fails every second is logged when it begins, once a minute while it lasts, and when it is over. */
export function createOutageLog({ clock, logger }: { clock: Clock; logger: Logger }) {
  let said: { text: string; atMs: number } | null = null;
  return {
    failed: (error: unknown, message: string) => {
      const text = String(error);
      const nowMs = clock.monotonicMs();
      if (said?.text === text && nowMs - said.atMs < SAY_AGAIN_MS) return;
      said = { text, atMs: nowMs };
      logger.error({ err: error }, message);
    },
    over: (message: string) => {
      if (said) logger.info(message);
      said = null;
    },
  };
}
