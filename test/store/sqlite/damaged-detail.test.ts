import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { expect, onTestFinished, test } from "vitest";
import { anOperation } from "../../../sandbox/gallery/samples/an-operation.ts";
import { type AuditEntry, auditPages } from "../../../src/store/audit-pages.ts";
import { createStore } from "../../../src/store/create-store.ts";
import { openForReading } from "../../../src/store/open-for-reading.ts";
import { createManualClock } from "../../support/manual-clock.ts";
import { aChange } from "../contract/a-change.ts";

test("a damaged line of the audit trail is shown as it stands, and keeps back none of the others", async () => {
  const folder = await mkdtemp(join(tmpdir(), "damaged-detail-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  const path = join(folder, "bot.db");
  const databaseUrl = `file:${path}`;
  const store = await createStore({ databaseUrl, clock: createManualClock(), owner: "me" });
  for (const id of ["op_a", "op_b"]) {
    const detail = { reason: `of ${id}` };
    await store.operations.create(aChange(anOperation({ id, subjectId: `ts_${id}` }), { detail }), null);
  }
  await store.close();
  const database = new DatabaseSync(path);
  database.exec(`update audit_events set detail = '{"reason":"of' where operation_id = 'op_a'`);
  database.close();

  const { db, close } = await openForReading(databaseUrl);
  onTestFinished(close);
  const entries: AuditEntry[] = [];
  const all = { since: null, until: null, sessionId: null, personId: null };
  for await (const page of auditPages(db, all, 100)) entries.push(...page);

  expect(entries.map(({ operationId, detail }) => [operationId, detail])).toEqual([
    ["op_a", { unreadable: '{"reason":"of' }],
    ["op_b", { reason: "of op_b" }],
  ]);
});
