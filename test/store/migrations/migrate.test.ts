import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { beforeEach, expect, test, vi } from "vitest";
import { createStore } from "../../../src/store/create-store.ts";
import { createManualClock } from "../../support/manual-clock.ts";

let path: string;

beforeEach(async () => {
  const folder = await mkdtemp(join(tmpdir(), "migrate-"));
  path = join(folder, "bot.db");
  return () => rm(folder, { recursive: true });
});

const info = vi.fn();
const logger = { info, error: vi.fn() };
const open = () =>
  createStore({ databaseUrl: path, clock: createManualClock(), logger, owner: "this-process" });

function edit(sql: string) {
  const database = new DatabaseSync(path);
  database.exec(sql);
  database.close();
}

test("a new database is brought to the newest schema, once", async () => {
  await (await open()).close();
  await (await open()).close();

  const database = new DatabaseSync(path);
  expect(database.prepare("select version from schema_versions").all()).toEqual([
    { version: 1 },
    { version: 2 },
    { version: 3 },
    { version: 4 },
  ]);
  database.close();
  expect(info.mock.calls).toEqual([[{ path, from: 0, to: 4 }, "brought the database to a new schema"]]);
});

test("a schema of a newer bot is refused, with the way out, and the file is free again", async () => {
  await (await open()).close();
  edit("insert into schema_versions values (7, 0)");

  await expect(open()).rejects.toThrow(
    /written by a newer ngrok-chatops: its schema is 7, this one knows 4\. Start the newer one again, or restore/,
  );
  await expect(open()).rejects.toThrow("written by a newer");
});

test("a migration that fails leaves the database as it was", async () => {
  edit("create table messages (other integer)");

  await expect(open()).rejects.toThrow("could not be brought to schema 1; it is as it was");

  const database = new DatabaseSync(path);
  const tables = database.prepare("select name from sqlite_schema where type = 'table' order by name").all();
  expect(tables).toEqual([{ name: "messages" }, { name: "schema_versions" }]);
  database.close();
});
