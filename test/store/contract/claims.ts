import { describe, expect, test } from "vitest";
import { anOperation, changed } from "../../../sandbox/gallery/samples/an-operation.ts";
import type { Operation } from "../../../src/operations/operation.ts";
import type { Store } from "../../../src/store/store.ts";
import type { CurrentStore } from "../store-contract.ts";
import { aChange, atMinute } from "./a-change.ts";

async function createDue(store: Store, id: string, dueAt: Date | null) {
  const operation = anOperation({ id, subjectId: `ts_${id}`, dueAt });
  await store.operations.create(aChange(operation), null);
  return operation;
}

function claim(
  store: Store,
  minute: number,
  rest: { owner?: string; limit?: number; leaseMinutes?: number; except?: string[] } = {},
) {
  const { owner = "me", limit = 10, leaseMinutes = 5, except = [] } = rest;
  return store.operations.claimDue({
    now: atMinute(minute),
    owner,
    leaseUntil: atMinute(minute + leaseMinutes),
    limit,
    except,
  });
}

/** Of all that comes up within the hour. */
async function nextDueAt({ operations }: Store): Promise<Date | null> {
  const soon = await operations.dueSoon({ until: atMinute(60), limit: 100 });
  return soon.length === 0 ? null : new Date(Math.min(...soon.map(({ at }) => at.getTime())));
}

/** A decision made under the lease, which it lengthens to `minute`. */
function decide(store: Store, operation: Operation, owner: string, minute: number) {
  const lease = { owner, until: atMinute(minute) };
  return store.operations.save({ ...aChange(changed(operation)), lease });
}

export function describeClaims(current: CurrentStore): void {
  describe("claims", () => {
    test("what is due is claimed in the order of its due times, to the limit", async () => {
      const { store } = current();
      await createDue(store, "op_a_late", atMinute(3));
      await createDue(store, "op_c_early", atMinute(1));
      await createDue(store, "op_b_middle", atMinute(2));
      await createDue(store, "op_future", atMinute(11));
      await createDue(store, "op_idle", null);

      const first = await claim(store, 10, { limit: 2 });
      const rest = await claim(store, 10, { limit: 2 });

      expect(first.map(({ id }) => id)).toEqual(["op_c_early", "op_b_middle"]);
      expect(rest.map(({ id }) => id)).toEqual(["op_a_late"]);
    });

    test("an operation is due from its very instant on", async () => {
      const { store } = current();
      const operation = await createDue(store, "op_1", atMinute(1));

      const justBefore = await store.operations.claimDue({
        now: new Date(atMinute(1).getTime() - 1),
        owner: "me",
        leaseUntil: atMinute(5),
        limit: 1,
        except: [],
      });

      expect(justBefore).toEqual([]);
      expect(await claim(store, 1)).toEqual([operation]);
    });

    test("two workers at once claim nothing twice", async () => {
      const { store } = current();
      const ids = ["op_1", "op_2", "op_3", "op_4"];
      for (const id of ids) await createDue(store, id, atMinute(0));

      const claimed = await Promise.all([
        claim(store, 1, { owner: "a", limit: 3 }),
        claim(store, 1, { owner: "b", limit: 3 }),
      ]);

      expect(
        claimed
          .flat()
          .map(({ id }) => id)
          .sort(),
      ).toEqual(ids);
    });

    test("a lease that ran out is taken over, and what its owner decides under it is not saved", async () => {
      const { store } = current();
      const operation = await createDue(store, "op_1", atMinute(0));
      await claim(store, 0, { owner: "dead" });

      expect(await claim(store, 4, { owner: "alive" })).toEqual([]);
      expect(await claim(store, 5, { owner: "alive" })).toEqual([operation]);
      expect(await decide(store, operation, "dead", 20)).toEqual({ outcome: "stale" });
      expect(await store.operations.get("op_1")).toEqual(operation);
      expect(await store.audit.of("op_1")).toHaveLength(1);
      expect(await decide(store, operation, "alive", 20)).toEqual({ outcome: "saved" });
    });

    test("what is in hand already is not claimed by its own process, though its lease ran out", async () => {
      const { store } = current();
      for (const id of ["op_1", "op_2", "op_3"]) await createDue(store, id, atMinute(0));
      await claim(store, 0, { limit: 2 });

      const mine = await claim(store, 6, { limit: 2, except: ["op_1", "op_2"] });
      const other = await claim(store, 6, { owner: "other" });

      expect(mine.map(({ id }) => id)).toEqual(["op_3"]);
      // Had the claim renewed their leases, no other process could take them over.
      expect(other.map(({ id }) => id)).toEqual(["op_1", "op_2"]);
    });

    test("a lease is renewed by who holds it alone", async () => {
      const { store } = current();
      for (const id of ["op_1", "op_2"]) await createDue(store, id, atMinute(0));
      await claim(store, 0, { limit: 1 });
      await claim(store, 0, { owner: "other" });

      await store.operations.renew({ ids: ["op_1", "op_2"], owner: "me", leaseUntil: atMinute(9) });
      const claimed = await claim(store, 8, { owner: "third" });

      expect(claimed.map(({ id }) => id)).toEqual(["op_2"]);
      expect(await claim(store, 9, { owner: "third" })).toMatchObject([{ id: "op_1" }]);
    });

    test("a decision lengthens the lease under which it was made", async () => {
      const { store } = current();
      const operation = await createDue(store, "op_1", atMinute(0));
      await claim(store, 0);

      expect(await decide(store, operation, "me", 20)).toEqual({ outcome: "saved" });

      expect(await claim(store, 19, { owner: "other" })).toEqual([]);
      expect(await claim(store, 20, { owner: "other" })).toHaveLength(1);
    });

    test("a save leaves the lease as it is", async () => {
      const { store } = current();
      const operation = await createDue(store, "op_1", atMinute(0));
      await claim(store, 0);

      await store.operations.save(aChange(changed(operation, { dueAt: atMinute(1) })));

      expect(await claim(store, 4, { owner: "other" })).toEqual([]);
      expect(await claim(store, 5, { owner: "other" })).toHaveLength(1);
    });

    test("what was released is nobody's: no decision is saved under it", async () => {
      const { store } = current();
      const operation = await createDue(store, "op_1", atMinute(0));
      await claim(store, 0);
      await store.operations.release("op_1", "me");

      expect(await decide(store, operation, "me", 20)).toEqual({ outcome: "stale" });
    });

    test("what is released may be claimed at once, and only its owner can release it", async () => {
      const { store } = current();
      await createDue(store, "op_1", atMinute(0));
      await claim(store, 0);

      await store.operations.release("op_1", "other");
      expect(await claim(store, 1, { owner: "other" })).toEqual([]);

      await store.operations.release("op_1", "me");
      expect(await claim(store, 1, { owner: "other" })).toHaveLength(1);
    });

    test("a look put off is due at its new instant, without a new version", async () => {
      const { store } = current();
      const operation = await createDue(store, "op_1", atMinute(0));
      await claim(store, 0);

      await store.operations.release("op_1", "me", { at: atMinute(3), version: operation.version });

      expect(await store.operations.get("op_1")).toEqual({ ...operation, dueAt: atMinute(3) });
      expect(await store.audit.of("op_1")).toHaveLength(1);
      expect(await claim(store, 2)).toEqual([]);
      expect(await claim(store, 3)).toEqual([{ ...operation, dueAt: atMinute(3) }]);
    });

    test("a look put off gives way to a version that was saved meanwhile", async () => {
      const { store } = current();
      const operation = await createDue(store, "op_1", atMinute(0));
      await claim(store, 0);
      await store.operations.save(aChange(changed(operation, { state: "cancelled", dueAt: null })));

      await store.operations.release("op_1", "me", { at: atMinute(3), version: operation.version });

      expect((await store.operations.get("op_1"))?.dueAt).toBeNull();
      expect(await nextDueAt(store)).toBeNull();
    });

    test("the next due time is the earliest instant, or the end of the lease on it", async () => {
      const { store } = current();
      expect(await nextDueAt(store)).toBeNull();
      await createDue(store, "op_idle", null);
      const operation = await createDue(store, "op_1", atMinute(1));
      await createDue(store, "op_2", atMinute(9));

      expect(await nextDueAt(store)).toEqual(atMinute(1));
      await claim(store, 2, { leaseMinutes: 5 });
      expect(await nextDueAt(store)).toEqual(atMinute(7));
      await decide(store, operation, "me", 12);
      expect(await nextDueAt(store)).toEqual(atMinute(9));
      await store.operations.release("op_1", "me");
      expect(await nextDueAt(store)).toEqual(atMinute(1));
    });

    test("what is due soon is told with its state, earliest first, to the limit, whoever holds it", async () => {
      const { store } = current();
      await createDue(store, "op_later", atMinute(3));
      await createDue(store, "op_1", atMinute(1));
      await createDue(store, "op_2", atMinute(2));
      await createDue(store, "op_idle", null);
      await claim(store, 1, { leaseMinutes: 5 });
      const soon = (limit: number) => store.operations.dueSoon({ until: atMinute(2), limit });

      expect(await soon(9)).toEqual([
        { id: "op_1", state: "awaiting-approval", at: atMinute(6) },
        { id: "op_2", state: "awaiting-approval", at: atMinute(2) },
      ]);
      expect((await soon(1)).map(({ id }) => id)).toEqual(["op_1"]);
    });
  });
}
