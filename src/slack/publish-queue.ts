export interface PublishQueue {
  /**
   * Runs `work` after all earlier work on the same operation; answers with its outcome. Its signal is aborted once
   * other work waits for it to end.
   */
  alone(operationId: string, work: (awaited: AbortSignal) => Promise<void>): Promise<void>;
  has(operationId: string): boolean;
  /** The operations that are in hand. */
  operationIds(): string[];
  /** Resolves when all that is in hand now has ended, one way or the other. */
  drained(): Promise<void>;
}

/** One piece of work at a time per operation, several operations at once. */
export function createPublishQueue(): PublishQueue {
  const inHand = new Map<string, { ended: Promise<void>; awaited: AbortController }>();
  return {
    alone: (operationId, work) => {
      const before = inHand.get(operationId);
      const awaited = new AbortController();
      before?.awaited.abort();
      const done = (before?.ended ?? Promise.resolve()).then(() => work(awaited.signal));
      const ended = done
        .catch(() => {})
        .then(() => {
          if (inHand.get(operationId) === mine) inHand.delete(operationId);
        });
      const mine = { ended, awaited };
      inHand.set(operationId, mine);
      return done;
    },
    has: (operationId) => inHand.has(operationId),
    operationIds: () => [...inHand.keys()],
    drained: async () => {
      await Promise.all([...inHand.values()].map(({ ended }) => ended));
    },
  };
}
