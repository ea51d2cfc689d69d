import type { Store } from "../store/store.ts";
import { StoreError, type StoreTrouble } from "../store/store-error.ts";
import type { OperationWatch } from "./operation-watch.ts";

interface Told {
  /** A claim went well, which takes the right to write; that something can be read says less. */
  claimed(): void;
  /** Something was written. A claim of nothing writes nothing, and goes well on a full disk. */
  wrote(): void;
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
        tellClaim(claimed, told);
        for (const operation of claimed) watch.seen(operation);
        return claimed;
      },
      create: async (change, cancels) => {
        const result = await operations.create(change, cancels);
        if (result.outcome === "created") {
          told.wrote();
          watch.saved(change);
          if (cancels) watch.saved(cancels);
        }
        return result;
      },
      save: async (change) => {
        const result = await operations.save(change);
        if (result.outcome === "saved") {
          told.wrote();
          watch.saved(change);
        }
        return result;
      },
    },
    messages: {
      ...messages,
      claimUnpublished: async (query) => {
        const claimed = await messages.claimUnpublished(query);
        tellClaim(claimed, told);
        return claimed;
      },
      renew: async (...given) => {
        const isRenewed = await messages.renew(...given);
        if (isRenewed) told.wrote();
        return isRenewed;
      },
    },
    notices: watchPart(store.notices, told),
    homeViewers: watchPart(store.homeViewers, told),
    figures: watchPart(store.figures, told),
    requestWindow: store.requestWindow && watchPart(store.requestWindow, told),
  };
}

function tellClaim(claimed: readonly unknown[], told: Told): void {
  if (claimed.length > 0) told.wrote();
  else told.claimed();
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
