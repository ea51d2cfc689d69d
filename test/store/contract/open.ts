import { describe, expect, test } from "vitest";
import { anOperation, askedAt } from "../../../sandbox/gallery/samples/an-operation.ts";
import type { Operation } from "../../../src/operations/operation.ts";
import type { Store } from "../../../src/store/store.ts";
import type { CurrentStore } from "../store-contract.ts";
import { aChange, atMinute } from "./a-change.ts";

async function createAt(store: Store, minute: number, overrides: Partial<Operation> = {}) {
  const id = `op_${minute}`;
  const request = { ...anOperation().request, at: atMinute(minute), key: `key-${id}` };
  await store.operations.create(
    aChange(anOperation({ id, subjectId: `ts_${minute}`, request, ...overrides })),
    null,
  );
}

const departure = {
  notBefore: askedAt,
  leftAt: askedAt,
  isWitnessed: true,
  twins: [],
  urls: [],
  sharedUrls: [],
  deadlineAt: askedAt,
};

export function describeOpen(current: CurrentStore): void {
  describe("what is open", () => {
    test("comes in pages, those that need a person first, each the oldest first, with how many there are and how many need a person", async () => {
      const { store } = current();
      for (const minute of [5, 4, 2, 1]) await createAt(store, minute, { state: "waiting" });
      await createAt(store, 3, { state: "needs-attention" });
      await createAt(store, 6, { state: "succeeded" });

      const page = async (offset: number) => {
        const { operations, ...counts } = await store.operations.openPage({ offset, limit: 2 });
        return { ids: operations.map(({ id }) => id), ...counts };
      };

      const counts = { total: 5, needingAttention: 1 };
      expect(await page(0)).toEqual({ ids: ["op_3", "op_1"], ...counts });
      expect(await page(4)).toEqual({ ids: ["op_5"], ...counts });
      expect(await page(6)).toEqual({ ids: [], ...counts });
    });

    test("comes by what it waits for, so many of each, with how many there are", async () => {
      const { store } = current();
      const dueAt = (minute: number) => ({ state: "waiting", dueAt: atMinute(minute) }) as const;
      await createAt(store, 1, { state: "awaiting-approval" });
      await createAt(store, 2, { state: "needs-attention" });
      const underWay = ["requested", "updating", "restarting", "stopping", "applying", "confirming"] as const;
      for (const [index, state] of underWay.entries()) await createAt(store, 10 - index, { state });
      await createAt(store, 20, dueAt(90));
      await createAt(store, 21, dueAt(60));
      await createAt(store, 22, { ...dueAt(70), state: "scheduled" });
      await createAt(store, 30, { state: "succeeded" });

      const { totals, ...groups } = await store.operations.openOverview(2);
      expect(totals).toEqual({ awaiting: 1, attention: 1, underWay: 6, ahead: 3 });
      const ids = Object.entries(groups).map(([name, all]) => [name, all.map(({ id }) => id)]);
      expect(Object.fromEntries(ids)).toEqual({
        awaiting: ["op_1"],
        attention: ["op_2"],
        underWay: ["op_5", "op_6"],
        ahead: ["op_21", "op_22"],
      });
    });

    test("has those that look for a session which they sent away, and no others", async () => {
      const { store } = current();
      await createAt(store, 1, { state: "waiting" });
      await createAt(store, 2, { state: "restarting", departure });
      await createAt(store, 3, { state: "confirming", departure });
      await createAt(store, 4, { state: "needs-attention", departure });
      await createAt(store, 5, { state: "needs-attention", departure, dueAt: null });
      await createAt(store, 6, { state: "needs-attention" });
      await createAt(store, 7, { state: "succeeded", departure });

      const ids = (await store.operations.lookedFor()).map(({ id }) => id);
      expect(ids.sort()).toEqual(["op_2", "op_3", "op_4"]);
    });
  });
}
