import { describe, expect, test } from "vitest";
import { anOperation, changed } from "../../../sandbox/gallery/samples/an-operation.ts";
import type { PostedMessage, PublishOutcome, Store } from "../../../src/store/store.ts";
import type { CurrentStore } from "../store-contract.ts";
import { aChange, atMinute } from "./a-change.ts";

const nothing: PublishOutcome = { publishedVersion: null, redrawn: [], refused: [], restUntil: null };

async function create(store: Store, id: string, minute = 0) {
  const operation = anOperation({ id, subjectId: `ts_${id}` });
  await store.operations.create(aChange(operation, { at: atMinute(minute) }), null);
  return operation;
}

function claim(
  store: Store,
  minute: number,
  rest: { owner?: string; limit?: number; except?: { id: string; version: number | null }[] } = {},
) {
  const { owner = "me", limit = 10, except = [] } = rest;
  const now = atMinute(minute);
  return store.messages.claimUnpublished({ now, owner, leaseUntil: atMinute(minute + 5), limit, except });
}

const idsOf = (operations: { id: string }[]) => operations.map(({ id }) => id);

function aCard(operationId: string, rest: Partial<PostedMessage> = {}): PostedMessage {
  return {
    operationId,
    role: "card",
    channelId: "C0OPS",
    ts: "1.000100",
    permalink: null,
    digest: "",
    ...rest,
  };
}

export function describePublishLeases(current: CurrentStore): void {
  describe("publishing leases", () => {
    test("what waits longest is claimed first, to the limit, and only what Slack does not show", async () => {
      const { store } = current();
      await create(store, "op_late", 3);
      await create(store, "op_early", 1);
      await create(store, "op_middle", 2);
      await create(store, "op_shown", 0);
      await claim(store, 4, { limit: 1 });
      await store.messages.release("op_shown", "me", { ...nothing, publishedVersion: 1 });

      expect(idsOf(await claim(store, 4, { limit: 2 }))).toEqual(["op_early", "op_middle"]);
      expect(idsOf(await claim(store, 4, { limit: 2 }))).toEqual(["op_late"]);
    });

    test("two at once claim nothing twice", async () => {
      const { store } = current();
      const ids = ["op_1", "op_2", "op_3", "op_4"];
      for (const id of ids) await create(store, id);

      const claimed = await Promise.all([
        claim(store, 1, { owner: "a", limit: 3 }),
        claim(store, 1, { owner: "b", limit: 3 }),
      ]);

      expect(idsOf(claimed.flat()).sort()).toEqual(ids);
    });

    test("what is excepted is left alone: in any version, or until there is a newer one", async () => {
      const { store } = current();
      await create(store, "op_any");
      const refused = await create(store, "op_refused");
      const except = [
        { id: "op_any", version: null },
        { id: "op_refused", version: 1 },
      ];

      expect(await claim(store, 1, { except })).toEqual([]);
      await store.operations.save(aChange(changed(refused)));
      expect(idsOf(await claim(store, 1, { except }))).toEqual(["op_refused"]);
    });

    test("a lease that ran out is taken over, and its owner can do nothing with it any more", async () => {
      const { store } = current();
      const operation = await create(store, "op_1");
      await claim(store, 0, { owner: "dead" });
      const intent = { operationId: "op_1", role: "card", at: atMinute(6) };

      expect(await claim(store, 4, { owner: "alive" })).toEqual([]);
      expect(await claim(store, 5, { owner: "alive" })).toEqual([operation]);
      expect(await store.messages.renew("op_1", "dead", atMinute(20), intent)).toBe(false);
      const outcome = { publishedVersion: 1, redrawn: [aCard("op_1")], refused: [], restUntil: null };
      expect(await store.messages.release("op_1", "dead", outcome)).toBe(false);

      expect(await store.messages.intents("op_1")).toEqual([]);
      expect(await store.messages.of("op_1")).toEqual([]);
      expect(await store.messages.unpublished(1)).toEqual([operation]);
      expect(await store.messages.renew("op_1", "alive", atMinute(20))).toBe(true);
    });

    test("a renewed lease lasts until its new end, and one that was let go cannot be renewed", async () => {
      const { store } = current();
      await create(store, "op_1");
      await claim(store, 0);

      expect(await store.messages.renew("op_1", "me", atMinute(20))).toBe(true);
      expect(await claim(store, 19, { owner: "other" })).toEqual([]);
      expect(await store.messages.release("op_1", "me", nothing)).toBe(true);
      expect(await store.messages.renew("op_1", "me", atMinute(30))).toBe(false);
      expect(await claim(store, 19, { owner: "other" })).toHaveLength(1);
    });

    test("one operation is held, also when Slack shows all of it, by one owner at a time", async () => {
      const { store } = current();
      await create(store, "op_1");
      const until = atMinute(5);
      const hold = (owner: string, minute: number) =>
        store.messages.hold("op_1", owner, { now: atMinute(minute), until });

      expect(await hold("me", 0)).toBe(true);
      expect(await hold("me", 1)).toBe(true);
      expect(await hold("other", 4)).toBe(false);
      expect(await claim(store, 4, { owner: "other" })).toEqual([]);
      await store.messages.release("op_1", "me", { ...nothing, publishedVersion: 1 });
      expect(await hold("other", 4)).toBe(true);
      expect(await hold("me", 5)).toBe(true);
      expect(await store.messages.hold("op_0", "me", { now: atMinute(0), until })).toBe(false);
    });

    test("the end of a lease brings what was redrawn and refused with it", async () => {
      const { store } = current();
      await create(store, "op_1");
      await claim(store, 0);
      const refused = { operationId: "op_1", role: "follow-up", at: atMinute(1) };
      const stays = { operationId: "op_1", role: "notice:0", at: atMinute(2) };
      await store.messages.renew("op_1", "me", atMinute(5), refused);
      await store.messages.renew("op_1", "me", atMinute(5), stays);
      const card = aCard("op_1", { digest: "new" });

      await store.messages.release("op_1", "me", {
        publishedVersion: 1,
        redrawn: [card],
        refused: [refused],
        restUntil: null,
      });

      expect(await store.messages.of("op_1")).toEqual([card]);
      expect(await store.messages.intents("op_1")).toEqual([stays]);
      expect(await store.messages.unpublished(1)).toEqual([]);
    });

    test("what is let go of with a rest is nobody's before its end, its last owner's neither", async () => {
      const { store } = current();
      await create(store, "op_1");
      await claim(store, 0);

      await store.messages.release("op_1", "me", { ...nothing, restUntil: atMinute(2) });

      const until = atMinute(5);
      expect(await claim(store, 1)).toEqual([]);
      expect(await store.messages.hold("op_1", "me", { now: atMinute(1), until })).toBe(false);
      expect(await claim(store, 2, { owner: "other" })).toHaveLength(1);
    });

    test("an intent stays until its own message is recorded, and a newer one is not taken for it", async () => {
      const { store } = current();
      await create(store, "op_1");
      await claim(store, 0);
      const first = { operationId: "op_1", role: "card", at: atMinute(1) };
      const second = { ...first, at: atMinute(2) };
      await store.messages.renew("op_1", "me", atMinute(5), first);
      await store.messages.renew("op_1", "me", atMinute(5), second);

      expect(await store.messages.record(aCard("op_1", { ts: "1.000100" }), first.at)).toBe(false);
      expect(await store.messages.of("op_1")).toEqual([]);
      expect(await store.messages.intents("op_1")).toEqual([second]);
      expect(await store.messages.record(aCard("op_1", { ts: "2.000100" }), second.at)).toBe(true);
      expect(await store.messages.of("op_1")).toMatchObject([{ ts: "2.000100" }]);
      expect(await store.messages.intents("op_1")).toEqual([]);
      expect(await store.messages.record(aCard("op_1", { ts: "3.000100" }), second.at)).toBe(false);
    });

    test("what cannot be read is in nobody's way, and is claimed once it was mended", async () => {
      const { store, spoil, mend } = current();
      for (const id of ["op_1", "op_2", "op_3"]) await create(store, id);
      await spoil("op_1");

      expect(idsOf(await claim(store, 0, { limit: 2 }))).toEqual(["op_2", "op_3"]);
      await mend("op_1");
      expect(
        await claim(store, 59, {
          except: [
            { id: "op_2", version: null },
            { id: "op_3", version: null },
          ],
        }),
      ).toEqual([]);
      expect(idsOf(await claim(store, 60, { limit: 3 }))).toContain("op_1");
    });

    test("intents survive the process", async () => {
      const { store, reopen } = current();
      await create(store, "op_1");
      await claim(store, 0);
      const intent = { operationId: "op_1", role: "card", at: atMinute(1) };
      await store.messages.renew("op_1", "me", atMinute(5), intent);

      expect(await (await reopen()).messages.intents("op_1")).toEqual([intent]);
    });
  });
}
