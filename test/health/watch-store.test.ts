import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { anOperation } from "../../sandbox/gallery/samples/an-operation.ts";
import { createOperationWatch } from "../../src/health/operation-watch.ts";
import { createVitals } from "../../src/health/vitals.ts";
import { watchStore } from "../../src/health/watch-store.ts";
import { createStore } from "../../src/store/create-store.ts";
import { StoreError, type StoreTrouble } from "../../src/store/store-error.ts";
import { aChange, atMinute } from "../store/contract/a-change.ts";
import { createManualClock } from "../support/manual-clock.ts";

/** A watched record that can be made to refuse whatever it is to write. */
async function aWatchedStore() {
  const folder = await mkdtemp(join(tmpdir(), "ngrok-chatops-watch-"));
  const disk: { trouble: StoreTrouble | null } = { trouble: null };
  const clock = createManualClock();
  const opened = await createStore({
    databaseUrl: join(folder, "bot.db"),
    clock,
    owner: "test",
    probe: (point) => {
      if (disk.trouble && /^before commit of/.test(point)) {
        throw new StoreError("It cannot be written.", { trouble: disk.trouble });
      }
    },
  });
  onTestFinished(async () => {
    await opened.close();
    await rm(folder, { recursive: true });
  });
  const vitals = createVitals({ clock, signal: new AbortController().signal });
  vitals.watchSockets(() => 1);
  const watch = createOperationWatch({ transition: () => {}, shown: () => {} });
  const store = watchStore(opened, watch, {
    claimed: vitals.databaseAnswered,
    wrote: vitals.databaseWritten,
    failed: vitals.databaseFailed,
  });
  const claim = (minute: number) =>
    store.operations.claimDue({
      now: atMinute(minute),
      owner: "test",
      leaseUntil: atMinute(minute + 1),
      limit: 10,
      except: [],
    });
  return { disk, vitals, store, claim };
}

const due = () => anOperation({ state: "scheduled", dueAt: atMinute(5) });

test.each(["disk", "read-only"] as const)(
  "after a failure of %s a claim of nothing proves nothing, whatever else failed since; a new row does",
  async (trouble) => {
    const { disk, vitals, store, claim } = await aWatchedStore();
    disk.trouble = trouble;
    await expect(store.operations.create(aChange(due()), null)).rejects.toThrow(StoreError);
    expect(await claim(0)).toEqual([]);
    expect(vitals.isDatabaseUp()).toBe(false);
    vitals.databaseFailed("locked");
    expect(await claim(0)).toEqual([]);
    expect(vitals.hindrances()).toEqual([expect.stringContaining("the database cannot be used: it")]);
    disk.trouble = null;
    await store.operations.create(aChange(due()), null);
    expect(vitals.hindrances()).toEqual([]);
    expect(vitals.isDatabaseUp()).toBe(true);
  },
);

test("a claim of something is written, and shows that the disk takes it", async () => {
  const { vitals, store, claim } = await aWatchedStore();
  await store.operations.create(aChange(due()), null);
  vitals.databaseFailed("disk");
  expect(await claim(6)).toHaveLength(1);
  expect(vitals.hindrances()).toEqual([]);
});

test("after a lock a claim of nothing is enough, as it takes the lock itself", async () => {
  const { vitals, claim } = await aWatchedStore();
  vitals.databaseFailed("locked");
  expect(vitals.isDatabaseUp()).toBe(false);
  expect(await claim(0)).toEqual([]);
  expect(vitals.isDatabaseUp()).toBe(true);
});
