export interface PublishQueue {
  /** Runs `work` after all earlier work on the same operation; answers with its outcome. */
  alone(operationId: string, work: () => Promise<void>): Promise<void>;
  has(operationId: string): boolean;
  /** The operations that are in hand. */
  operationIds(): string[];
  /** Resolves when all that is in hand now has ended, one way or the other. */
  drained(): Promise<void>;
}

/** One piece of work at a time per operation, several operations at once. */
export function createPublishQueue(): PublishQueue {
  const inHand = new Map<string, Promise<void>>();
  return {
    alone: (operationId, work) => {
      const before = inHand.get(operationId) ?? Promise.resolve();
      const mine = before.then(work);
      const settled: Promise<void> = mine
        .catch(() => {})
        .then(() => {
          if (inHand.get(operationId) === settled) inHand.delete(operationId);
        });
      inHand.set(operationId, settled);
      return mine;
    },
    has: (operationId) => inHand.has(operationId),
    operationIds: () => [...inHand.keys()],
    drained: async () => {
      await Promise.all(inHand.values());
    },
  };
}
