import { describe, expect, test } from "vitest";
import { anOperation, changed } from "../../../sandbox/gallery/samples/an-operation.ts";
import type { CurrentStore } from "../store-contract.ts";
import { aChange } from "./a-change.ts";

export function describeWaysThatClear(current: CurrentStore): void {
  describe("an obstacle", () => {
    test("what stood in the way and went while it was looked up is in nobody's way", async () => {
      const { store } = current();
      const waiting = anOperation({ state: "waiting" });
      const paused = anOperation({ id: "op_2", state: "needs-attention" });
      await store.operations.create(aChange(waiting), null);
      await store.operations.create(aChange(paused), null);
      const cancelled = changed(waiting, { state: "cancelled" });

      const [goesOn] = await Promise.all([
        store.operations.save(aChange(changed(paused, { state: "restarting" }))),
        store.operations.save(aChange(cancelled)),
      ]);
      const [created] = await Promise.all([
        store.operations.create(aChange(anOperation({ id: "op_3" })), null),
        store.operations.save(aChange(changed(paused, { version: 3, state: "succeeded" }))),
      ]);

      expect([goesOn.outcome, created.outcome]).toEqual(["saved", "created"]);
    });
  });
}
