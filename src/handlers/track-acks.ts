import { setImmediate } from "node:timers/promises";
import type { App, Context } from "@slack/bolt";
import type { Clock } from "../clock.ts";

type InteractionKind = "command" | "action" | "form" | "options" | "event" | "other";

/** One payload of Slack, once its listeners have ended. */
export interface HeardInteraction {
  kind: InteractionKind;
  /** `refused`: with words for the person; `failed`: a fault of the bot; `unacked`: Slack was told nothing. */
  result: "answered" | "refused" | "failed" | "unacked";
  /** From the payload to the ack; null where there was none. */
  ackMs: number | null;
}

export type HearInteraction = (interaction: HeardInteraction) => void;

/** Whether something has acked; the middleware's `context` carries it under this name. */
export interface AckState {
  acked: boolean;
  /** Set where a listener has thrown. */
  problem: "refused" | "failed" | null;
  ack: (answer?: unknown) => Promise<void>;
}

export function ackStateOf(context: Context): AckState {
  return context.ackState;
}

/**
 * Lets middleware see whether a listener has acked, and the end of the process wait for listeners: Bolt hands
 * each its own `ack`, tells nobody of it, and drains nothing.
 */
export function trackAcks(
  app: App,
  { clock, heard }: { clock: Clock; heard?: HearInteraction | undefined },
): { idle: () => Promise<void> } {
  const running = new Set<Promise<void>>();
  const processEvent = app.processEvent.bind(app);
  app.processEvent = async (event) => {
    const startedMs = clock.monotonicMs();
    let ackMs: number | null = null;
    const ackState: AckState = {
      acked: false,
      problem: null,
      ack: async (answer) => {
        ackState.acked = true;
        ackMs ??= clock.monotonicMs() - startedMs;
        await event.ack(answer);
        // Whoever still waits for an ack goes before what this one is answered with.
        await setImmediate();
      },
    };
    const customProperties = { ...event.customProperties, ackState };
    const run = processEvent({ ...event, customProperties, ack: ackState.ack });
    running.add(run);
    await run.finally(() => {
      running.delete(run);
      const result = ackState.problem ?? (ackState.acked ? "answered" : "unacked");
      heard?.({ kind: kindOf(event.body), result, ackMs });
    });
  };
  return {
    /** Resolves when no listener is at work. */
    async idle() {
      while (running.size > 0) await Promise.allSettled(running);
    },
  };
}

const KINDS: Record<string, InteractionKind> = {
  block_actions: "action",
  view_submission: "form",
  view_closed: "form",
  block_suggestion: "options",
  event_callback: "event",
};

function kindOf(body: Record<string, unknown>): InteractionKind {
  if (typeof body.command === "string") return "command";
  return (typeof body.type === "string" ? KINDS[body.type] : undefined) ?? "other";
}
