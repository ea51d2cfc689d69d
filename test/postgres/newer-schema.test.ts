import { expect, onTestFinished, test } from "vitest";
import { anOperation, changed } from "../../sandbox/gallery/samples/an-operation.ts";
import { systemClock } from "../../src/clock.ts";
import { createStore } from "../../src/store/create-store.ts";
import { StoreUnavailableError } from "../../src/store/store-error.ts";
import { aChange, atMinute } from "../store/contract/a-change.ts";
import { createDatabase } from "./a-database.ts";

test("columns that a newer process adds are in nobody's way who asked before", async () => {
  const database = await createDatabase();
  const store = await createStore({ databaseUrl: database.url, clock: systemClock, owner: "me" });
  onTestFinished(async () => {
    await store.close();
    await database.drop();
  });
  let operation = anOperation({ dueAt: atMinute(0) });
  await store.operations.create(aChange(operation), null);
  const now = new Date();
  const claim = { now, owner: "me", leaseUntil: now, limit: 1, except: [] };
  const askAll = async () => {
    operation = changed(operation, { state: "updating" });
    expect(await store.operations.save(aChange(operation))).toEqual({ outcome: "saved" });
    expect(await store.operations.get(operation.id)).toEqual(operation);
    expect(await store.operations.claimDue(claim)).toEqual([operation]);
    expect(await store.messages.claimUnpublished(claim)).toEqual([operation]);
    expect(await store.messages.of(operation.id)).toEqual([]);
    expect(await store.audit.of(operation.id)).toHaveLength(operation.version);
  };
  await askAll();
  await askAll();

  for (const table of ["operations", "messages", "audit_events"]) {
    await database.ask(`alter table ${table} add column newer text`);
  }

  await askAll();
});

test("a column whose type a newer process changes is in the way once, and no longer", async () => {
  const database = await createDatabase();
  const store = await createStore({ databaseUrl: database.url, clock: systemClock, owner: "me" });
  onTestFinished(async () => {
    await store.close();
    await database.drop();
  });
  const operation = anOperation({ dueAt: atMinute(0) });
  await store.operations.create(aChange(operation), null);
  const now = new Date();
  const claim = () => store.operations.claimDue({ now, owner: "me", leaseUntil: now, limit: 1, except: [] });
  expect(await claim()).toEqual([operation]);

  await database.ask("alter table operations alter column document type varchar");

  await expect(claim()).rejects.toThrow(StoreUnavailableError);
  expect(await claim()).toEqual([operation]);
});
