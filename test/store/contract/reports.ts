import { describe, expect, test } from "vitest";
import { anOperation, changed } from "../../../sandbox/gallery/samples/an-operation.ts";
import type { Operation } from "../../../src/operations/operation.ts";
import type { Store } from "../../../src/store/store.ts";
import type { CurrentStore } from "../store-contract.ts";
import { aChange, atMinute } from "./a-change.ts";

function returnedAs(operation: Operation, newSessionId: string): Operation {
  const report = {
    newSessionId,
    agentVersion: "3.22.1",
    startedAt: atMinute(0),
    awayMs: 6000,
    backUrls: [],
    missingUrls: [],
  };
  return changed(operation, { state: "succeeded", report });
}

async function createConfirming(store: Store, id: string): Promise<Operation> {
  const operation = anOperation({ id, subjectId: `ts_${id}`, state: "confirming" });
  await store.operations.create(aChange(operation), null);
  return operation;
}

export function describeReports(current: CurrentStore): void {
  describe("reports", () => {
    test("a new session names the operation that reported it, however long ago by any clock", async () => {
      const { store } = current();
      const [a, b] = [await createConfirming(store, "op_a"), await createConfirming(store, "op_b")];
      await createConfirming(store, "op_c");
      await store.operations.save(aChange(returnedAs(a, "ts_new_a"), { at: atMinute(-60) }));
      await store.operations.save(aChange(returnedAs(b, "ts_new_b"), { at: atMinute(60) }));

      const reported = await store.operations.reportedBy(["ts_new_b", "ts_op_c", "ts_new_a"]);

      expect(reported).toEqual(
        new Map([
          ["ts_new_a", "op_a"],
          ["ts_new_b", "op_b"],
        ]),
      );
      expect(await store.operations.reportedBy([])).toEqual(new Map());
    });

    test("a fleet of any size is looked up", async () => {
      const { store } = current();
      const operation = await createConfirming(store, "op_1");
      await store.operations.save(aChange(returnedAs(operation, "ts_39999")));
      const fleet = Array.from({ length: 40_000 }, (_, index) => `ts_${index}`);

      expect(await store.operations.reportedBy(fleet)).toEqual(new Map([["ts_39999", "op_1"]]));
    });

    test("of two operations that report one session at once, one is saved and the other told which", async () => {
      const { store } = current();
      const twins = [await createConfirming(store, "op_a"), await createConfirming(store, "op_b")];

      const results = await Promise.all(
        twins.map((twin) => store.operations.save(aChange(returnedAs(twin, "ts_new")))),
      );

      const winner = results[0]?.outcome === "saved" ? "op_a" : "op_b";
      const [loser] = twins.filter(({ id }) => id !== winner);
      expect(results).toContainEqual({ outcome: "saved" });
      expect(results).toContainEqual({ outcome: "claimed", sessionId: "ts_new", by: winner });
      expect(await store.operations.reportedBy(["ts_new"])).toEqual(new Map([["ts_new", winner]]));
      expect(await store.operations.get(loser?.id ?? "")).toEqual(loser);
      expect(await store.audit.of(loser?.id ?? "")).toHaveLength(1);
    });

    test("an operation keeps the session that it reported through its later versions", async () => {
      const { store } = current();
      const back = returnedAs(await createConfirming(store, "op_1"), "ts_new");
      await store.operations.save(aChange(back));

      expect(await store.operations.save(aChange(changed(back)))).toEqual({ outcome: "saved" });
      expect(await store.operations.save(aChange(changed(back)))).toEqual({ outcome: "stale" });
    });

    test("a session that was taken back is free for another operation", async () => {
      const { store } = current();
      const back = returnedAs(await createConfirming(store, "op_a"), "ts_new");
      await store.operations.save(aChange(back));
      await store.operations.save(aChange(changed(back, { report: null })));
      const other = await createConfirming(store, "op_b");

      expect(await store.operations.save(aChange(returnedAs(other, "ts_new")))).toEqual({ outcome: "saved" });
    });
  });
}
