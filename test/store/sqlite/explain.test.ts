import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { expect, test } from "vitest";
import { explain } from "../../../src/store/sqlite/explain.ts";
import { StoreError } from "../../../src/store/store-error.ts";

test("a database that cannot be written says so, and keeps SQLite's error", () => {
  const folder = mkdtempSync(join(tmpdir(), "explain-"));
  const path = join(folder, "bot.db");
  new DatabaseSync(path).close();
  const readOnly = new DatabaseSync(path, { readOnly: true });

  let caught: unknown;
  try {
    readOnly.exec("create table t (x)");
  } catch (error) {
    caught = error;
  }
  readOnly.close();
  rmSync(folder, { recursive: true });

  const explained = explain(caught, path);
  expect(explained).toBeInstanceOf(StoreError);
  expect(explained).toMatchObject({ cause: caught, message: expect.stringContaining("cannot be written") });
});

test("an error that tells nothing of the file stays what it is", () => {
  const error = new TypeError("a fault of ours");

  expect(explain(error, "bot.db")).toBe(error);
});

test("a write that was not synced may count after all, so it is not called undone", () => {
  const unsynced = Object.assign(new Error("disk I/O error"), { errcode: 1034 });
  const failedWrite = Object.assign(new Error("disk I/O error"), { errcode: 778 });

  expect(explain(unsynced, "bot.db")).toMatchObject({ trouble: "other" });
  expect(explain(failedWrite, "bot.db")).toMatchObject({ trouble: "disk" });
});
