import { describe, expect, test } from "vitest";
import { anOperation, changed } from "../../../sandbox/gallery/samples/an-operation.ts";
import type { Store } from "../../../src/store/store.ts";
import type { CurrentStore } from "../store-contract.ts";
import { aChange, atMinute } from "./a-change.ts";

async function markPublished(store: Store, operationId: string, publishedVersion: number): Promise<void> {
  await store.messages.hold(operationId, "me", { now: atMinute(0), until: atMinute(1) });
  await store.messages.release(operationId, "me", {
    publishedVersion,
    redrawn: [],
    refused: [],
    restUntil: null,
  });
}

export function describeMessages(current: CurrentStore): void {
  describe("messages", () => {
    test("a message is recorded once for each role, and then as it was last", async () => {
      const { store } = current();
      await store.operations.create(aChange(anOperation()), null);
      const card = {
        operationId: "op_1",
        role: "card",
        channelId: "C0OPS",
        ts: "1.000100",
        permalink: null,
        digest: "first",
      };
      const redrawn = { ...card, permalink: "https://example.slack.com/archives/C0OPS/p1", digest: "second" };
      const followUp = { ...card, role: "follow-up", ts: "2.000100" };

      await store.messages.record(card);
      await store.messages.record(followUp);
      await store.messages.record(redrawn);

      expect(await store.messages.of("op_1")).toEqual([redrawn, followUp]);
      expect(await store.messages.of("op_2")).toEqual([]);
    });

    test("a message of no operation is refused", async () => {
      const stray = {
        operationId: "op_0",
        role: "card",
        channelId: "C",
        ts: "1",
        permalink: null,
        digest: "",
      };

      await expect(current().store.messages.record(stray)).rejects.toThrow();
    });

    test("what waits longest for Slack comes first, to the limit, and each until its last version", async () => {
      const { store } = current();
      const [a, b, c] = ["op_a", "op_b", "op_c"].map((id) => anOperation({ id, subjectId: id }));
      if (!a || !b || !c) throw new Error("three operations");
      await store.operations.create(aChange(a, { at: atMinute(3) }), null);
      await store.operations.create(aChange(b, { at: atMinute(1) }), null);
      await store.operations.create(aChange(c, { at: atMinute(2) }), null);
      // Never shown: it goes on waiting since its first change.
      await store.operations.save(aChange(changed(b), { at: atMinute(9) }));

      const waiting = async (limit = 10) => (await store.messages.unpublished(limit)).map(({ id }) => id);

      expect(await waiting()).toEqual(["op_b", "op_c", "op_a"]);
      expect(await waiting(2)).toEqual(["op_b", "op_c"]);
      await markPublished(store, "op_b", 1);
      expect(await waiting()).toContain("op_b");
      await markPublished(store, "op_b", 2);
      await markPublished(store, "op_c", 1);
      expect(await waiting()).toEqual(["op_a"]);
      await store.operations.save(aChange(changed(c), { at: atMinute(10) }));
      expect(await waiting()).toEqual(["op_a", "op_c"]);
    });

    test("an older drawing that is done late takes nothing back", async () => {
      const { store } = current();
      await store.operations.create(aChange(anOperation()), null);
      await store.operations.save(aChange(changed(anOperation())));

      await markPublished(store, "op_1", 2);
      await markPublished(store, "op_1", 1);

      expect(await store.messages.unpublished(10)).toEqual([]);
    });
  });
}
