/** Messages that may be in Slack although no record says so. They are looked for before they are posted. */
export interface PublishDoubts {
  has(operationId: string, role: string): boolean;
  /** A post got no clear answer. */
  add(operationId: string, role: string): void;
  /** It was looked for. */
  settle(operationId: string, role: string): void;
  /** An earlier process may have died between a post and its record. */
  addEarlier(operationIds: Iterable<string>): void;
}

export function createPublishDoubts(): PublishDoubts {
  const unanswered = new Set<string>();
  const earlier = new Set<string>();
  const settled = new Set<string>();
  const keyOf = (operationId: string, role: string) => `${operationId} ${role}`;

  return {
    has: (operationId, role) => {
      const key = keyOf(operationId, role);
      return unanswered.has(key) || (earlier.has(operationId) && !settled.has(key));
    },
    add: (operationId, role) => unanswered.add(keyOf(operationId, role)),
    settle: (operationId, role) => {
      unanswered.delete(keyOf(operationId, role));
      if (earlier.has(operationId)) settled.add(keyOf(operationId, role));
    },
    addEarlier: (operationIds) => {
      for (const id of operationIds) earlier.add(id);
    },
  };
}
