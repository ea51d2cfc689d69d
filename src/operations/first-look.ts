import type { Clock } from "../clock.ts";
import type { Store } from "../store/store.ts";
import { isUnreviewed } from "./lifecycle-request.ts";
import { type FirstLook, unread } from "./look-at-requested.ts";
import type { Operation } from "./operation.ts";
import type { Operations } from "./operations.ts";
import type { RecordEvent } from "./record-event.ts";

/** The first look at ngrok, as the submit makes it, and what its form says of it. */
export function createFirstLook(deps: {
  store: Store;
  clock: Clock;
  record: RecordEvent;
  /** For a person who waits. */
  look: (operation: Operation) => Promise<FirstLook>;
}): Pick<Operations, "review" | "told"> {
  const { store, clock, record } = deps;

  async function known(operationId: string): Promise<Operation> {
    const operation = await store.operations.get(operationId);
    if (!operation) throw new Error(`There is no operation ${operationId}`);
    return operation;
  }

  return {
    review: async (operationId) => {
      const operation = await known(operationId);
      if (!isUnreviewed(operation)) return { operation, failure: null };
      let failure: unknown = null;
      const look = await deps.look(operation).catch((error: unknown): FirstLook => {
        failure = error;
        return { obstacle: unread(error) };
      });
      const at = clock.now();
      const result = await record(
        operationId,
        "target" in look
          ? { type: "review", at, target: look.target }
          : { type: "find-obstacle", at, obstacle: look.obstacle, inForm: true },
        operation.version,
      );
      if (result.outcome === "done") return { operation: result.operation, failure };
      // Somebody else was first: what he found counts.
      return { operation: await known(operationId), failure: null };
    },
    told: async (operationId, inForm) => {
      await record(operationId, { type: "tell-obstacle", at: clock.now(), inForm }, null);
    },
  };
}
