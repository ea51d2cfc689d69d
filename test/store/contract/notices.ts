import { describe, expect, test } from "vitest";
import { anOperation, changed } from "../../../sandbox/gallery/samples/an-operation.ts";
import type { Operation } from "../../../src/operations/operation.ts";
import type { ScheduledNotice, Store } from "../../../src/store/store.ts";
import type { CurrentStore } from "../store-contract.ts";
import { aChange, atMinute } from "./a-change.ts";

async function create(store: Store, id: string, overrides: Partial<Operation> = {}) {
  const request = { ...anOperation().request, key: `key-${id}` };
  const operation = anOperation({ id, subjectId: `ts_${id}`, state: "waiting", request, ...overrides });
  await store.operations.create(aChange(operation), null);
  return operation;
}

async function save(store: Store, operation: Operation, changes: Partial<Operation>) {
  const next = changed(operation, changes);
  expect(await store.operations.save(aChange(next))).toEqual({ outcome: "saved" });
  return next;
}

async function dueIds(store: Store, minute = 0, limit = 10): Promise<string[]> {
  return (await store.notices.due({ now: atMinute(minute), limit })).map(({ operation }) => operation.id);
}

function aNotice(rest: Partial<ScheduledNotice> = {}): ScheduledNotice {
  return {
    operationId: "op_1",
    channelId: "C0OPS",
    postAt: atMinute(15),
    text: "Is the bot down?",
    at: atMinute(0),
    scheduledId: null,
    withdrawnAt: null,
    ...rest,
  };
}

async function noticesOf(store: Store): Promise<ScheduledNotice[]> {
  const pending = [15, 16, 30].map((minute) => ({ scheduledId: "Q99", postAt: atMinute(minute) }));
  return store.notices.like(pending);
}

export function describeNotices(current: CurrentStore): void {
  describe("scheduled notices", () => {
    test("an operation is due at once by each version from an update's acceptance to its end", async () => {
      const { store } = current();
      let operation = await create(store, "op_1", { state: "scheduled" });
      expect(await dueIds(store)).toEqual([]);
      operation = await save(store, operation, { state: "updating" });
      expect(await dueIds(store)).toEqual([]);
      for (const state of ["waiting", "waiting", "restarting", "confirming", "needs-attention"] as const) {
        operation = await save(store, operation, { state });
        expect(await store.notices.due({ now: atMinute(0), limit: 10 })).toEqual([
          { operation, notices: [] },
        ]);
        await store.notices.lookAgain(operation, null);
        expect(await dueIds(store, 1_000_000)).toEqual([]);
      }
      await save(store, operation, { state: "resolved", endedAt: atMinute(1) });
      expect(await dueIds(store)).toEqual([]);
    });

    test("an end that nobody has looked at stays due, whatever comes after it", async () => {
      const { store } = current();
      const attention = await save(store, await create(store, "op_1"), { state: "needs-attention" });
      await save(store, attention, { state: "resolved", endedAt: atMinute(1) });
      expect(await dueIds(store)).toEqual(["op_1"]);
    });

    test("restarts that no update comes before, and ingresses, are never due", async () => {
      const { store } = current();
      for (const kind of ["session-restart", "session-stop", "ingress-edit"] as const) {
        const operation = await create(store, kind, { kind, state: "restarting" });
        await save(store, operation, { state: "succeeded", endedAt: atMinute(1) });
      }
      expect(await dueIds(store, 1_000_000)).toEqual([]);
    });

    test("what is put off comes at its time, longest due first, to the limit, with its notices", async () => {
      const { store } = current();
      const [first, second, third] = [
        await create(store, "op_1"),
        await create(store, "op_2"),
        await create(store, "op_3"),
      ];
      await store.notices.intend(aNotice({ operationId: "op_2", postAt: atMinute(30) }), null, 1);
      await store.notices.intend(aNotice({ operationId: "op_2" }), null, 1);
      await store.notices.lookAgain(first, atMinute(7));
      await store.notices.lookAgain(second, atMinute(5));
      await store.notices.lookAgain(third, atMinute(9));

      expect(await dueIds(store, 4)).toEqual([]);
      expect(await dueIds(store, 8)).toEqual(["op_2", "op_1"]);
      expect(await dueIds(store, 9, 2)).toEqual(["op_2", "op_1"]);
      const [{ notices } = { notices: [] }] = await store.notices.due({ now: atMinute(5), limit: 1 });
      expect(notices.map(({ postAt }) => postAt)).toEqual([atMinute(15), atMinute(30)]);
    });

    test("who has looked at an older version puts nothing off", async () => {
      const { store } = current();
      const waiting = await create(store, "op_1");
      await save(store, waiting, { state: "succeeded", endedAt: atMinute(1) });
      await store.notices.lookAgain(waiting, null);
      expect(await dueIds(store)).toEqual(["op_1"]);
    });

    test("who has read an older version asks for nothing", async () => {
      const { store } = current();
      await save(store, await create(store, "op_1"), { state: "succeeded", endedAt: atMinute(1) });
      expect(await store.notices.intend(aNotice(), null, 1)).toBe(false);
      expect(await noticesOf(store)).toEqual([]);
      expect(await store.notices.intend(aNotice(), null, 2)).toBe(true);
    });

    test("what cannot be read takes no place among what is due, and is tried again in an hour", async () => {
      const { store, spoil, mend } = current();
      for (const id of ["op_1", "op_2"]) await create(store, id);
      await spoil("op_1");
      expect(await dueIds(store, 0, 1)).toEqual([]);
      expect(await dueIds(store, 0, 1)).toEqual(["op_2"]);
      await mend("op_1");
      expect(await dueIds(store, 59)).toEqual(["op_2"]);
      expect(await dueIds(store, 60)).toEqual(["op_2", "op_1"]);
    });

    test("those are found that Slack may list: by its id, or by their instant", async () => {
      const { store } = current();
      await create(store, "op_1");
      for (const minute of [15, 16, 17]) {
        await store.notices.intend(aNotice({ postAt: atMinute(minute) }), null, 1);
      }
      await store.notices.adopt(aNotice({ postAt: atMinute(17) }), "Q17");
      const like = (...pending: { scheduledId: string; postAt: Date }[]) => store.notices.like(pending);
      expect(await like()).toEqual([]);
      expect(
        await like(
          { scheduledId: "Q15", postAt: atMinute(15) },
          { scheduledId: "Q17", postAt: atMinute(20) },
          { scheduledId: "Q18", postAt: atMinute(15) },
        ),
      ).toEqual([aNotice(), aNotice({ postAt: atMinute(17), scheduledId: "Q17" })]);
    });

    test("of several who intend the same notice one alone is to ask for it", async () => {
      const { store } = current();
      await create(store, "op_1");
      const first = aNotice();
      const asked = await Promise.all([
        store.notices.intend(first, null, 1),
        store.notices.intend(aNotice({ at: atMinute(1) }), null, 1),
      ]);
      expect(asked.toSorted()).toEqual([false, true]);

      const [recorded = first] = await noticesOf(store);
      const again = aNotice({ at: atMinute(2) });
      expect(await store.notices.intend(again, recorded, 1)).toBe(true);
      expect(await store.notices.intend(again, recorded, 1)).toBe(false);
      expect(await noticesOf(store)).toEqual([again]);
      expect(await store.notices.intend(aNotice({ postAt: atMinute(30) }), null, 1)).toBe(true);
    });

    test("an id is recorded once, and what has one is neither asked for again nor dropped", async () => {
      const { store } = current();
      await create(store, "op_1");
      const notice = aNotice();
      await store.notices.intend(notice, null, 1);

      expect(await store.notices.adopt(notice, "Q01")).toBe(true);
      expect(await store.notices.adopt(notice, "Q02")).toBe(false);
      expect(await store.notices.intend(aNotice({ at: atMinute(1) }), notice, 1)).toBe(false);
      await store.notices.drop(notice);
      expect(await noticesOf(store)).toEqual([{ ...notice, scheduledId: "Q01" }]);

      await store.notices.withdrawn(notice, atMinute(3));
      expect(await noticesOf(store)).toEqual([{ ...notice, scheduledId: "Q01", withdrawnAt: atMinute(3) }]);
    });

    test("what Slack refused is dropped, unless it has been asked for anew meanwhile", async () => {
      const { store } = current();
      await create(store, "op_1");
      const notice = aNotice();
      const again = aNotice({ at: atMinute(1) });
      await store.notices.intend(notice, null, 1);
      await store.notices.intend(again, notice, 1);

      await store.notices.drop(notice);
      expect(await noticesOf(store)).toEqual([again]);
      await store.notices.drop(again);
      expect(await noticesOf(store)).toEqual([]);
    });

    test("what is past is forgotten, and the rest is not", async () => {
      const { store } = current();
      await create(store, "op_1");
      const later = aNotice({ postAt: atMinute(16) });
      await store.notices.intend(aNotice(), null, 1);
      await store.notices.intend(later, null, 1);

      expect(await store.notices.dropPast(atMinute(16))).toBe(true);
      expect(await noticesOf(store)).toEqual([later]);
      expect(await store.notices.dropPast(atMinute(17))).toBe(false);
      expect(await noticesOf(store)).toEqual([]);
    });
  });
}
