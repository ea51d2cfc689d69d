import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { beforeEach, expect, test } from "vitest";
import { anOperation } from "../../sandbox/gallery/samples/an-operation.ts";
import { createStore } from "../../src/store/create-store.ts";
import { openForReading } from "../../src/store/open-for-reading.ts";
import { createManualClock } from "../support/manual-clock.ts";
import { aChange } from "./contract/a-change.ts";

let path: string;

beforeEach(async () => {
  const folder = await mkdtemp(join(tmpdir(), "reading-"));
  path = join(folder, "bot.db");
  return () => rm(folder, { recursive: true });
});

const startBot = () => createStore({ databaseUrl: path, clock: createManualClock(), owner: "me" });

test("the record is read beside a bot that goes on writing, and cannot be changed", async () => {
  const store = await startBot();
  await store.operations.create(aChange(anOperation()), null);

  const { db, close } = await openForReading(`file:${path}`);
  await store.operations.create(aChange(anOperation({ id: "op_2", subjectId: "ts_2" })), null);

  const rows = await db.selectFrom("operations").select("id").orderBy("id").execute();
  expect(rows).toEqual([{ id: "op_1" }, { id: "op_2" }]);
  await expect(db.deleteFrom("operations").execute()).rejects.toThrow("cannot be written");
  await close();
  await store.close();
});

test("the record of a bot that is stopped is read, and left as it is", async () => {
  const store = await startBot();
  await store.operations.create(aChange(anOperation()), null);
  await store.close();

  const { db, close } = await openForReading(path);
  expect(await db.selectFrom("audit_events").select("action").execute()).toEqual([{ action: "request" }]);
  await close();
  await (await startBot()).close();
});

test("where there is no record, it says so and makes none", async () => {
  await expect(openForReading(path)).rejects.toThrow(`There is no record at ${path} yet`);
  await expect(openForReading(path)).rejects.toThrow("no record at");

  new DatabaseSync(path).close();
  await expect(openForReading(path)).rejects.toThrow("holds no record of this version");
});

test("the record of a newer bot is refused, with the way out", async () => {
  await (await startBot()).close();
  const database = new DatabaseSync(path);
  database.exec("insert into schema_versions values (99, 0)");
  database.close();

  await expect(openForReading(path)).rejects.toThrow("written by a newer ngrok-chatops: its schema is 99");
});
