import type { Store } from "../../src/store/store.ts";

export type Death =
  /** Slack has answered, and the record is never written. */
  | { before: "record"; role: string }
  /** The intent is on the disk, and Slack is never asked. */
  | { after: "intent"; role: string }
  /** An operation's messages are all there, and nobody has recorded that. */
  | { before: "release" }
  | { before: "notice-record" }
  | { after: "notice-intent" }
  /** All was done about its notice, and nobody has recorded that. */
  | { before: "notice-rest" };

/** A store of a process that dies at a chosen instant: from then on it answers nothing, and lets go of nothing. */
export function createMortalStore(store: Store) {
  let isDead = false;
  let death: Death | null = null;
  const never = () => new Promise<never>(() => {});
  const meets = (wanted: Death) => JSON.stringify(death) === JSON.stringify(wanted);
  const dies = () => {
    isDead = true;
    return never();
  };

  /** Every function of it, which the dead one no longer hears from. */
  const mortal = <Part extends object>(part: Part, own: Partial<Part>): Part =>
    new Proxy(part, {
      get: (target, name) => {
        const work: unknown = Reflect.get(own, name) ?? Reflect.get(target, name);
        if (typeof work !== "function") return work;
        return async (...given: unknown[]) => {
          if (isDead) return never();
          const answer = await work(...given);
          return isDead ? never() : answer;
        };
      },
    });

  const messages = mortal(store.messages, {
    record: async (message, intendedAt) =>
      meets({ before: "record", role: message.role }) ? dies() : store.messages.record(message, intendedAt),
    renew: async (operationId, owner, leaseUntil, intent) => {
      const renewed = await store.messages.renew(operationId, owner, leaseUntil, intent);
      return intent && meets({ after: "intent", role: intent.role }) ? dies() : renewed;
    },
    release: async (...given) => (meets({ before: "release" }) ? dies() : store.messages.release(...given)),
  });
  const notices = mortal(store.notices, {
    adopt: async (...given) => (meets({ before: "notice-record" }) ? dies() : store.notices.adopt(...given)),
    lookAgain: async (operation, at) =>
      at === null && meets({ before: "notice-rest" }) ? dies() : store.notices.lookAgain(operation, at),
    intend: async (...given) => {
      const intended = await store.notices.intend(...given);
      return meets({ after: "notice-intent" }) ? dies() : intended;
    },
  });
  return {
    store: { ...store, operations: mortal(store.operations, {}), messages, notices },
    /** Dies when it comes to this instant next. */
    dieAt: (instant: Death) => {
      death = instant;
    },
    die: () => {
      isDead = true;
    },
    get isDead() {
      return isDead;
    },
  };
}
