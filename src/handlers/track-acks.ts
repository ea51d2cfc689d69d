import type { App, Context } from "@slack/bolt";

/** Whether something has acked; the middleware's `context` carries it under this name. */
export interface AckState {
  acked: boolean;
  ack: (answer?: unknown) => Promise<void>;
}

export function ackStateOf(context: Context): AckState {
  return context.ackState;
}

/**
 * Lets middleware see whether a listener has acked, and the end of the process wait for listeners: Bolt hands
 * each its own `ack`, tells nobody of it, and drains nothing.
 */
export function trackAcks(app: App): { idle: () => Promise<void> } {
  const running = new Set<Promise<void>>();
  const processEvent = app.processEvent.bind(app);
  app.processEvent = async (event) => {
    const ackState: AckState = {
      acked: false,
      ack: async (answer) => {
        ackState.acked = true;
        await event.ack(answer);
      },
    };
    const customProperties = { ...event.customProperties, ackState };
    const run = processEvent({ ...event, customProperties, ack: ackState.ack });
    running.add(run);
    await run.finally(() => running.delete(run));
  };
  return {
    /** Resolves when no listener is at work. */
    async idle() {
      while (running.size > 0) await Promise.allSettled(running);
    },
  };
}
