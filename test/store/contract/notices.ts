import { describe, expect, test } from "vitest";
import type { ScheduledNotice, Store } from "../../../src/store/store.ts";
import { anOperation, changed } from "../../support/an-operation.ts";
import type { CurrentStore } from "../store-contract.ts";
import { aChange, atMinute } from "./a-change.ts";

const query = { kind: "session-update", states: ["waiting"] } as const;

async function create(store: Store, id: string, state: "waiting" | "scheduled" = "waiting") {
  const operation = anOperation({ id, subjectId: `ts_${id}`, state });
  await store.operations.create(aChange(operation), null);
  return operation;
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
  return (await store.notices.watched(query)).flatMap(({ notices }) => notices);
}

export function describeNotices(current: CurrentStore): void {
  describe("scheduled notices", () => {
    test("operations of the kind and states are watched, and any that has a notice still", async () => {
      const { store } = current();
      const waiting = await create(store, "op_1");
      const other = await create(store, "op_2");
      await create(store, "op_3", "scheduled");
      await store.notices.intend(aNotice({ operationId: "op_2" }), null);
      const over = changed(other, { state: "succeeded", endedAt: atMinute(1) });
      await store.operations.save(aChange(over));

      expect(await store.notices.watched(query)).toEqual([
        { operation: waiting, notices: [] },
        { operation: over, notices: [aNotice({ operationId: "op_2" })] },
      ]);
    });

    test("of several who intend the same notice one alone is to ask for it", async () => {
      const { store } = current();
      await create(store, "op_1");
      const first = aNotice();
      const asked = await Promise.all([
        store.notices.intend(first, null),
        store.notices.intend(aNotice({ at: atMinute(1) }), null),
      ]);
      expect(asked.toSorted()).toEqual([false, true]);

      const [recorded = first] = await noticesOf(store);
      const again = aNotice({ at: atMinute(2) });
      expect(await store.notices.intend(again, recorded)).toBe(true);
      expect(await store.notices.intend(again, recorded)).toBe(false);
      expect(await noticesOf(store)).toEqual([again]);
      expect(await store.notices.intend(aNotice({ postAt: atMinute(30) }), null)).toBe(true);
    });

    test("an id is recorded once, and what has one is neither asked for again nor dropped", async () => {
      const { store } = current();
      await create(store, "op_1");
      const notice = aNotice();
      await store.notices.intend(notice, null);

      expect(await store.notices.adopt(notice, "Q01")).toBe(true);
      expect(await store.notices.adopt(notice, "Q02")).toBe(false);
      expect(await store.notices.intend(aNotice({ at: atMinute(1) }), notice)).toBe(false);
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
      await store.notices.intend(notice, null);
      await store.notices.intend(again, notice);

      await store.notices.drop(notice);
      expect(await noticesOf(store)).toEqual([again]);
      await store.notices.drop(again);
      expect(await noticesOf(store)).toEqual([]);
    });

    test("what is past is forgotten, and the rest is not", async () => {
      const { store } = current();
      await create(store, "op_1");
      const later = aNotice({ postAt: atMinute(16) });
      await store.notices.intend(aNotice(), null);
      await store.notices.intend(later, null);

      await store.notices.dropPast(atMinute(16));
      expect(await noticesOf(store)).toEqual([later]);
    });
  });
}
