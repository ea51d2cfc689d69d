import type { Store } from "../store/store.ts";
import { StoreError, type StoreTrouble } from "../store/store-error.ts";
import type { OperationWatch } from "./operation-watch.ts";

interface Told {
  /** A claim went well, which takes the right to write; that something can be read says less. */
  claimed(): void;
  failed(trouble: StoreTrouble): void;
}

/** The same store, which tells of what it is asked for. */
export function watchStore(store: Store, watch: OperationWatch, told: Told): Store {
  const operations = watchPart(store.operations, told);
  const messages = watchPart(store.messages, told);
  return {
    ...store,
    operations: {
      ...operations,
      get: async (operationId) => {
        const operation = await operations.get(operationId);
        if (operation) watch.seen(operation);
        return operation;
      },
      claimDue: async (query) => {
        const claimed = await operations.claimDue(query);
        told.claimed();
        for (const operation of claimed) watch.seen(operation);
        return claimed;
      },
      create: async (change, cancels) => {
        const result = await operations.create(change, cancels);
        if (result.outcome === "created") {
          watch.saved(change);
          if (cancels) watch.saved(cancels);
        }
        return result;
      },
      save: async (change) => {
        const result = await operations.save(change);
        if (result.outcome === "saved") watch.saved(change);
        return result;
      },
    },
    messages: {
      ...messages,
      claimUnpublished: async (query) => {
        const claimed = await messages.claimUnpublished(query);
        told.claimed();
        return claimed;
      },
    },
    notices: watchPart(store.notices, told),
    homeViewers: watchPart(store.homeViewers, told),
    figures: watchPart(store.figures, told),
    requestWindow: store.requestWindow && watchPart(store.requestWindow, told),
  };
}

function watchPart<Part extends object>(part: Part, told: Told): Part {
  const entries = Object.entries(part).map(([name, value]) => [
    name,
    typeof value === "function" ? watchCall(value, told) : value,
  ]);
  return Object.fromEntries(entries) as Part;
}

function watchCall(call: (...given: unknown[]) => unknown, told: Told) {
  return (...given: unknown[]) => {
    const result = call(...given);
    if (result instanceof Promise) {
      result.catch((error: unknown) => {
        if (error instanceof StoreError) told.failed(error.trouble);
      });
    }
    return result;
  };
}
