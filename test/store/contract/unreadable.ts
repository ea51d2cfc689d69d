import { describe, expect, test } from "vitest";
import { anOperation } from "../../../sandbox/gallery/samples/an-operation.ts";
import { StoreError } from "../../../src/store/store-error.ts";
import { openOperations } from "../../support/open-operations.ts";
import type { CurrentStore, OpenStore } from "../store-contract.ts";
import { aChange, atMinute } from "./a-change.ts";

/** Three operations that await approval, due and asked for a minute apart, of which the first cannot be read. */
async function spoilFirstOfThree({ store, spoil }: OpenStore): Promise<void> {
  for (const minute of [1, 2, 3]) {
    const request = { ...anOperation().request, at: atMinute(minute), key: `key-${minute}` };
    const operation = anOperation({
      id: `op_${minute}`,
      subjectId: `ts_${minute}`,
      request,
      dueAt: atMinute(minute),
    });
    await store.operations.create(aChange(operation, { at: atMinute(minute) }), null);
  }
  await spoil("op_1");
}

function claim({ store }: OpenStore, minute: number, limit = 10) {
  return store.operations.claimDue({
    now: atMinute(minute),
    owner: "me",
    leaseUntil: atMinute(minute + 5),
    limit,
    except: [],
  });
}

const idsOf = (operations: { id: string }[]) => operations.map(({ id }) => id);

export function describeUnreadable(current: CurrentStore): void {
  describe("a record that cannot be read", () => {
    test("keeps no other from being claimed, to the limit", async () => {
      await spoilFirstOfThree(current());

      expect(idsOf(await claim(current(), 10, 2))).toEqual(["op_2", "op_3"]);
    });

    test("is not leased, and is in nobody's way for an hour", async () => {
      await spoilFirstOfThree(current());
      const { operations } = current().store;

      expect(await claim(current(), 1)).toEqual([]);
      const readable = async () =>
        (await operations.dueSoon({ until: atMinute(90), limit: 9 })).map(({ id, at }) => [id, at]);
      expect((await readable())[0]).toEqual(["op_2", atMinute(2)]);

      await claim(current(), 10);
      for (const id of ["op_2", "op_3"]) await operations.release(id, "me", { at: atMinute(90), version: 1 });
      expect((await readable())[0]).toEqual(["op_1", atMinute(61)]);
    });

    test("is claimed again once it was mended", async () => {
      await spoilFirstOfThree(current());
      await claim(current(), 1);
      await current().mend("op_1");

      expect(idsOf(await claim(current(), 60))).toEqual(["op_2", "op_3"]);
      expect(idsOf(await claim(current(), 61))).toEqual(["op_1"]);
    });

    test("is left out of what is open and of the history, which loses nothing else", async () => {
      await spoilFirstOfThree(current());
      const { operations } = current().store;
      const page = { subjectIds: null, kinds: null, limit: 2 };

      expect(idsOf(await openOperations(current().store))).toEqual(["op_2", "op_3"]);
      await current().spoil("op_2");
      const newest = await operations.history({ ...page, cursor: null });
      const rest = await operations.history({ ...page, cursor: newest.nextCursor });
      expect(idsOf([...newest.operations, ...rest.operations])).toEqual(["op_3"]);
      expect(rest.nextCursor).toBeNull();
    });

    test("takes no place among what Slack does not show yet", async () => {
      await spoilFirstOfThree(current());
      const { messages } = current().store;

      expect(idsOf(await messages.unpublished(1))).toEqual(["op_2"]);
      expect(idsOf(await messages.unpublished(2))).toEqual(["op_2", "op_3"]);
      expect(idsOf(await messages.unpublished(9))).toEqual(["op_2", "op_3"]);
    });

    test("is refused with words where it alone is asked for, and is not deleted", async () => {
      await spoilFirstOfThree(current());
      const { store, mend } = current();

      const read = store.operations.get("op_1");
      await expect(read).rejects.toThrow(StoreError);
      await expect(read).rejects.toThrow(/operation op_1 cannot be read.*until that version runs again/);
      await expect(store.operations.holding("ts_1")).rejects.toThrow("op_1 cannot be read");
      await claim(current(), 10);
      await mend("op_1");
      expect((await store.operations.get("op_1"))?.request.key).toBe("key-1");
      expect(await store.audit.of("op_1")).toHaveLength(1);
    });

    test("still holds its session: whoever asks for that is told the reason", async () => {
      await spoilFirstOfThree(current());
      const second = anOperation({ id: "op_9", subjectId: "ts_1" });

      const create = current().store.operations.create(aChange(second), null);

      await expect(create).rejects.toThrow("op_1 cannot be read");
    });

    test("is logged with its id and the cause, once until the next start", async () => {
      await spoilFirstOfThree(current());
      const { store, reopen, errors } = current();
      await claim(current(), 1);
      await openOperations(store);
      await store.messages.unpublished(5);
      await claim(current(), 200);

      const error = {
        data: { operationId: "op_1", err: expect.objectContaining({ cause: expect.any(Error) }) },
        message: "skipped an unreadable record",
      };
      expect(errors).toEqual([error]);
      await openOperations(await reopen());
      expect(errors).toEqual([error, error]);
    });
  });
}
