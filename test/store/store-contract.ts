import { afterEach, beforeEach } from "vitest";
import type { Reading } from "../../src/store/open-for-reading.ts";
import type { Store } from "../../src/store/store.ts";
import { describeAuditPages } from "./contract/audit-pages.ts";
import { describeClaims } from "./contract/claims.ts";
import { describeFreezes } from "./contract/freezes.ts";
import { describeHistory } from "./contract/history.ts";
import { describeHomeViewers } from "./contract/home-viewers.ts";
import { describeMessages } from "./contract/messages.ts";
import { describeNotices } from "./contract/notices.ts";
import { describeOpen } from "./contract/open.ts";
import { describePublishLeases } from "./contract/publish-leases.ts";
import { describeReports } from "./contract/reports.ts";
import { describeTransitions } from "./contract/transitions.ts";
import { describeUnreadable } from "./contract/unreadable.ts";
import { describeWaysThatClear } from "./contract/ways-that-clear.ts";

/** A database of its own for one test. */
export interface OpenStore {
  store: Store;
  /** As somebody who only reads; closed by whoever asked. */
  reading(): Promise<Reading>;
  /** Closes the store and opens the same database anew. */
  reopen(): Promise<Store>;
  /** Makes the record of an operation one that cannot be read, behind the store's back. */
  spoil(operationId: string): Promise<void>;
  mend(operationId: string): Promise<void>;
  /** What the store has logged as errors, oldest first. */
  errors: { data: object; message: string }[];
  discard(): Promise<void>;
}

export type CurrentStore = () => OpenStore;

/** How `spoil` and `mend` change a document. */
export const spoiled = { from: '"when":"now"', to: '"when":"soon"' };

/**
 * What every store answers, whatever the database. On one that answers in turn, which question comes first is certain.
 */
export function storeContract(open: () => Promise<OpenStore>, answers: "in turn" | "at once"): void {
  let opened: OpenStore;
  beforeEach(async () => {
    opened = await open();
  });
  afterEach(() => opened.discard());

  const current = () => opened;
  describeTransitions(current);
  if (answers === "in turn") describeWaysThatClear(current);
  describeClaims(current);
  describeHistory(current);
  describeReports(current);
  describeMessages(current);
  describePublishLeases(current);
  describeNotices(current);
  describeOpen(current);
  describeHomeViewers(current);
  describeFreezes(current);
  describeUnreadable(current);
  describeAuditPages(current);
}
