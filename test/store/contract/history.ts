import { describe, expect, test } from "vitest";
import { anOperation } from "../../../sandbox/gallery/samples/an-operation.ts";
import type { Operation } from "../../../src/operations/operation.ts";
import type { Store } from "../../../src/store/store.ts";
import type { CurrentStore } from "../store-contract.ts";
import { aChange, atMinute } from "./a-change.ts";

const everything = { subjectIds: null, kinds: null, cursor: null, limit: 100 };

async function createAt(store: Store, minute: number, overrides: Partial<Operation> = {}) {
  const id = overrides.id ?? `op_${minute}`;
  const request = { ...anOperation().request, at: atMinute(minute), key: `key-${id}` };
  const operation = anOperation({ id, subjectId: `ts_${id}`, state: "succeeded", request, ...overrides });
  await store.operations.create(aChange(operation, { at: atMinute(minute) }), null);
  return operation;
}

function restarted(from: string, to: string, rest: Partial<Operation> = {}): Partial<Operation> {
  const report = {
    newSessionId: to,
    agentVersion: "3.22.1",
    startedAt: atMinute(0),
    awayMs: 6000,
    backUrls: [],
    missingUrls: [],
  };
  return { id: `op_${from}_${to}`, subjectId: from, report, ...rest };
}

export function describeHistory(current: CurrentStore): void {
  describe("history", () => {
    test("the newest comes first, also of one instant, and only what was asked for", async () => {
      const { store } = current();
      await createAt(store, 1);
      await createAt(store, 2, { id: "op_2a", kind: "ingress-delete" });
      await createAt(store, 2, { id: "op_2b" });

      const all = await store.operations.history(everything);
      const deletes = await store.operations.history({ ...everything, kinds: ["ingress-delete"] });
      const one = await store.operations.history({ ...everything, subjectIds: ["ts_op_1", "ts_unknown"] });
      const none = await store.operations.history({ ...everything, subjectIds: [] });

      expect(all.operations.map(({ id }) => id)).toEqual(["op_2b", "op_2a", "op_1"]);
      expect(all.nextCursor).toBeNull();
      expect(deletes.operations.map(({ id }) => id)).toEqual(["op_2a"]);
      expect(one.operations.map(({ id }) => id)).toEqual(["op_1"]);
      expect(none.operations).toEqual([]);
    });

    test("pages neither repeat nor skip anything while new operations arrive", async () => {
      const { store } = current();
      for (const minute of [1, 2, 3, 4]) await createAt(store, minute);
      await createAt(store, 4, { id: "op_4b" });
      await createAt(store, 4, { id: "op_4c" });

      const seen: string[] = [];
      let cursor: string | null = null;
      for (let page = 0; page < 5; page += 1) {
        const read = await store.operations.history({ ...everything, cursor, limit: 2 });
        expect(read.operations.length).toBeLessThanOrEqual(2);
        seen.push(...read.operations.map(({ id }) => id));
        cursor = read.nextCursor;
        if (cursor === null) break;
        await createAt(store, 10 + page);
      }

      expect(seen).toEqual(["op_4c", "op_4b", "op_4", "op_3", "op_2", "op_1"]);
    });

    test("a cursor that is none is refused", async () => {
      const read = current().store.operations.history({ ...everything, cursor: "nonsense" });

      await expect(read).rejects.toThrow("Start again from the newest");
    });

    test("either id of a restart finds it, and an ingress the operation that created it", async () => {
      const { store } = current();
      await createAt(store, 1, restarted("ts_a", "ts_b"));
      await createAt(store, 2, { kind: "ingress-create", subjectId: "domain:x", createdIngressId: "agin_1" });

      const about = async (id: string) =>
        (await store.operations.history({ ...everything, subjectIds: [id] })).operations.length;

      expect([await about("ts_a"), await about("ts_b"), await about("agin_1")]).toEqual([1, 1, 1]);
    });

    test("restarts chain their ids from either end, and a circle ends", async () => {
      const { store } = current();
      await createAt(store, 1, restarted("ts_a", "ts_b"));
      await createAt(store, 2, restarted("ts_b", "ts_c"));
      await createAt(store, 3, restarted("ts_c", "ts_a"));
      await createAt(store, 4, restarted("ts_y", "ts_z"));

      expect((await store.operations.chainOf("ts_c")).sort()).toEqual(["ts_a", "ts_b", "ts_c"]);
      expect((await store.operations.chainOf("ts_a")).sort()).toEqual(["ts_a", "ts_b", "ts_c"]);
      expect(await store.operations.chainOf("ts_alone")).toEqual(["ts_alone"]);
    });
  });
}
