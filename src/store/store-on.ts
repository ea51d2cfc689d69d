import { createAuditTrail } from "./audit-trail.ts";
import { createFreezes } from "./freezes.ts";
import { createHomeViewers } from "./home-viewers.ts";
import { createMessageStore } from "./message-store.ts";
import { createNoticeStore } from "./notice-store.ts";
import { createOperationReader, type StoreLogger } from "./operation-reader.ts";
import { createOperationStore } from "./operation-store.ts";
import type { Probe } from "./probe.ts";
import { readFigures } from "./record-figures.ts";
import { createRequestWindow } from "./request-window.ts";
import type { Store } from "./store.ts";
import type { Database } from "./tables.ts";

/** The record in an open database that has the newest schema; closing it closes the database. */
export function storeOn(database: Database, logger: StoreLogger | undefined, probe: Probe): Store {
  const read = createOperationReader(logger);
  return {
    operations: createOperationStore(database, read, probe),
    homeViewers: createHomeViewers(database),
    freezes: createFreezes(database, probe),
    messages: createMessageStore(database, read, probe),
    notices: createNoticeStore(database, read, probe),
    audit: createAuditTrail(database.db),
    figures: { read: () => readFigures(database.db) },
    requestWindow: database.shared ? createRequestWindow(database) : null,
    clock: database.clock,
    onForeignChange: database.onForeignChange,
    close: database.close,
  };
}
