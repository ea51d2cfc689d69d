import { type Clock, sleep } from "../clock.ts";

// A post that was not answered may still arrive: a look that comes earlier would miss it.
const ARRIVES_WITHIN_MS = 5000;

/** Messages that may be in Slack although no record says so. They are looked for before they are posted. */
export interface PublishDoubts {
  has(operationId: string, role: string): boolean;
  /** A post got no clear answer. */
  add(operationId: string, role: string): void;
  /** Resolves when what may be on its way has had the time to arrive, 5 s after the doubt arose. */
  ripe(operationId: string, role: string): Promise<void>;
  /** It was looked for. */
  settle(operationId: string, role: string): void;
  /** An earlier process may have died between a post and its record. */
  addEarlier(operationIds: Iterable<string>): void;
}

export function createPublishDoubts(clock: Clock): PublishDoubts {
  const unanswered = new Map<string, number>();
  const earlier = new Map<string, number>();
  const settled = new Set<string>();
  const keyOf = (operationId: string, role: string) => `${operationId} ${role}`;

  return {
    has: (operationId, role) => {
      const key = keyOf(operationId, role);
      return unanswered.has(key) || (earlier.has(operationId) && !settled.has(key));
    },
    add: (operationId, role) => unanswered.set(keyOf(operationId, role), clock.monotonicMs()),
    ripe: async (operationId, role) => {
      const sinceMs = unanswered.get(keyOf(operationId, role)) ?? earlier.get(operationId);
      const leftMs = (sinceMs ?? Number.NEGATIVE_INFINITY) + ARRIVES_WITHIN_MS - clock.monotonicMs();
      if (leftMs > 0) await sleep(clock, leftMs);
    },
    settle: (operationId, role) => {
      unanswered.delete(keyOf(operationId, role));
      if (earlier.has(operationId)) settled.add(keyOf(operationId, role));
    },
    addEarlier: (operationIds) => {
      for (const id of operationIds) earlier.set(id, clock.monotonicMs());
    },
  };
}
