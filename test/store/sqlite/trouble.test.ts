import { openSync, statSync, writeSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { beforeEach, describe, expect, test } from "vitest";
import { anOperation, changed } from "../../../sandbox/gallery/samples/an-operation.ts";
import { createStore } from "../../../src/store/create-store.ts";
import { NotRecordedError } from "../../../src/store/store-error.ts";
import { createManualClock } from "../../support/manual-clock.ts";
import { aChange } from "../contract/a-change.ts";

let path: string;
const clock = createManualClock();
/** Lets time go on, at most so long, until the work has ended one way or the other. */
async function pass(mostMs: number, work: Promise<unknown>): Promise<"ended" | "under way"> {
  let isOver = false;
  const over = () => {
    isOver = true;
  };
  work.then(over, over);
  for (let passedMs = 0; passedMs < mostMs && !isOver; passedMs += 25) await clock.advance(25);
  return isOver ? "ended" : "under way";
}

const open = () => createStore({ databaseUrl: path, clock, owner: "this-process" });

beforeEach(async () => {
  const folder = await mkdtemp(join(tmpdir(), "sqlite-"));
  path = join(folder, "bot.db");
  return () => rm(folder, { recursive: true });
});

describe("a database that another program has locked", () => {
  test("is waited for half a second, in which the process goes on, and then written", async () => {
    const store = await open();
    const other = new DatabaseSync(path);
    other.exec("begin immediate");
    const created = store.operations.create(aChange(anOperation()), null);
    expect(await pass(400, created)).toBe("under way");
    other.exec("commit");
    await pass(100, created);
    expect(await created).toEqual({ outcome: "created" });
    other.close();
    await store.close();
  });

  test("is told in words once that was in vain, at once from then on, until it is free", async () => {
    const store = await open();
    const other = new DatabaseSync(path);
    other.exec("begin immediate");
    const operation = anOperation();
    const create = () => store.operations.create(aChange(operation), null);
    const both = Promise.allSettled([create(), create()]);
    expect(await pass(600, both)).toBe("ended");
    for (const { reason } of (await both) as PromiseRejectedResult[]) {
      expect(reason).toBeInstanceOf(NotRecordedError);
      expect(reason.message).toContain(`${path} is locked by another program`);
    }
    await expect(create()).rejects.toMatchObject({ trouble: "locked" });
    expect(await store.operations.get(operation.id)).toBeNull();

    other.exec("commit");
    expect(await create()).toEqual({ outcome: "created" });
    expect(await store.operations.save(aChange(changed(operation)))).toEqual({ outcome: "saved" });
    other.close();
    await store.close();
  });
});

test("a file that is damaged while it is used is told in words, and nothing is made of its ruins", async () => {
  const store = await open();
  for (let at = 0; at < 50; at += 1) {
    const operation = anOperation({ id: `op_${at}`, subjectId: `ts_${at}` });
    await store.operations.create(aChange(operation), null);
  }
  const other = new DatabaseSync(path);
  other.exec("create table foreign_table (x); drop table foreign_table; pragma wal_checkpoint(truncate)");
  other.close();
  const ruins = Buffer.alloc(statSync(path).size - 4096, 0x5a);
  writeSync(openSync(path, "r+"), ruins, 0, ruins.length, 4096);

  const damaged = { trouble: "damaged", message: expect.stringContaining(`${path} is damaged`) };
  await expect(store.operations.get("op_7")).rejects.toMatchObject(damaged);
  const another = anOperation({ id: "op_new", subjectId: "ts_new" });
  await expect(store.operations.create(aChange(another), null)).rejects.toMatchObject(damaged);
  await store.close();
});
