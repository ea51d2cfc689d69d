import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { mkdir, mkdtemp, readdir, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { fileURLToPath } from "node:url";
import { beforeEach, describe, expect, onTestFinished, test } from "vitest";
import { anOperation, changed } from "../../../sandbox/gallery/samples/an-operation.ts";
import { createStore } from "../../../src/store/create-store.ts";
import type { Store } from "../../../src/store/store.ts";
import { createManualClock } from "../../support/manual-clock.ts";
import { aChange, atMinute } from "../contract/a-change.ts";

let folder: string;
let path: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "sqlite-"));
  path = join(folder, "bot.db");
  return () => rm(folder, { recursive: true });
});

const open = (databaseUrl = path) =>
  createStore({ databaseUrl, clock: createManualClock(), owner: "this-process" });

/** A process of its own that holds the database; it has stored one operation. */
async function holdInChild(): Promise<ChildProcess> {
  const script = fileURLToPath(new URL("../hold-store.ts", import.meta.url));
  const child = spawn(process.execPath, [script, path], { stdio: ["ignore", "pipe", "inherit"] });
  onTestFinished(() => {
    child.kill("SIGKILL");
  });
  const [line] = await once(child.stdout, "data");
  expect(String(line)).toBe("held\n");
  return child;
}

describe("one process", () => {
  test("a second is refused at once and told who holds the database; SIGKILL frees it, nothing is lost", async () => {
    const child = await holdInChild();

    await expect(open()).rejects.toThrow(
      new RegExp(`${path} is in use by another bot \\(process ${child.pid} on .*stop that one first`),
    );

    child.kill("SIGKILL");
    await once(child, "exit");
    const store = await open();
    expect(await store.operations.get("op_1")).toEqual(anOperation());
    await store.close();
  });

  test("what a dead one had in hand may be taken up at once, though its lease would last", async () => {
    const claim = (store: Store, owner: string) =>
      store.operations.claimDue({ now: atMinute(90), owner, leaseUntil: atMinute(99), limit: 1, except: [] });
    const first = await open();
    await first.operations.create(aChange(anOperation()), null);
    expect(await claim(first, "dead")).toHaveLength(1);
    await first.close();

    const second = await open();
    expect(await claim(second, "alive")).toHaveLength(1);
    await second.close();
  });

  test("a second store of the same process is refused too, and does not free the first one's lock", async () => {
    const first = await open();

    await expect(open()).rejects.toThrow("in use by another bot");
    await expect(open()).rejects.toThrow("in use by another bot");

    await first.close();
    await (await open()).close();
  });

  test("others may read the database meanwhile", async () => {
    const store = await open();
    await store.operations.create(aChange(anOperation()), null);

    const reader = new DatabaseSync(path, { readOnly: true });
    expect(reader.prepare("select id from operations").all()).toEqual([{ id: "op_1" }]);

    reader.close();
    await store.close();
  });
});

describe("the file", () => {
  test("its folder is made where missing, for the bot's user alone", async () => {
    const store = await open(`file:${join(folder, "deep", "er", "bot.db")}`);
    await store.close();

    expect((await stat(join(folder, "deep", "er"))).mode & 0o077).toBe(0);
  });

  test("every commit waits for the disk, and readers never block it", async () => {
    const store = await open();
    const reader = new DatabaseSync(path);

    expect(reader.prepare("pragma journal_mode").get()).toEqual({ journal_mode: "wal" });

    reader.close();
    await store.close();
  });

  test("close waits for what was begun, may be called twice, and leaves the lock to the next", async () => {
    const store = await open();
    const operation = anOperation();
    const work = [
      store.operations.create(aChange(operation), null),
      store.operations.save(aChange(changed(operation))),
    ];

    await Promise.all([store.close(), store.close()]);

    expect(await Promise.all(work)).toEqual([{ outcome: "created" }, { outcome: "saved" }]);
    await expect(store.operations.get("op_1")).rejects.toThrow();
    expect((await readdir(folder)).sort()).toEqual(["bot.db", "bot.db.lock"]);
    await (await open()).close();
  });
});

describe("a file that cannot be used", () => {
  test("one that is no database is left alone", async () => {
    writeFileSync(path, "# My notes\n".repeat(100));

    await expect(open()).rejects.toThrow(`${path} is not a SQLite database`);
    await expect(open()).rejects.toThrow(`${path} is not a SQLite database`);
    expect(existsSync(`${path}.owner`)).toBe(false);
  });

  test("a damaged one is found at the start", async () => {
    await (await open()).close();
    const size = (await stat(path)).size;
    const whole = new DatabaseSync(path);
    whole.exec("pragma journal_mode = delete");
    whole.close();
    const bytes = readFileSync(path);
    bytes.fill(0x5a, 4096, size - 100);
    writeFileSync(path, bytes);

    await expect(open()).rejects.toThrow(`${path} is damaged`);
  });

  test("a folder in its place", async () => {
    await mkdir(path);

    await expect(open()).rejects.toThrow(`${path} cannot be opened`);
  });

  test("a file where its folder should be", async () => {
    writeFileSync(path, "");

    await expect(open(join(path, "bot.db"))).rejects.toThrow("folder of the database");
  });

  test("one that another program has locked", async () => {
    await (await open()).close();
    const other = new DatabaseSync(path);
    other.exec("pragma journal_mode = delete; begin exclusive");

    await expect(open()).rejects.toThrow(`${path} is locked by another program`);

    other.close();
  });
});
