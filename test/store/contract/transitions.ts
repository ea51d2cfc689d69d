import { describe, expect, test } from "vitest";
import { anOperation, changed } from "../../../sandbox/gallery/samples/an-operation.ts";
import {
  finalStates,
  type Operation,
  operationKinds,
  operationStates,
  unfinishedStates,
} from "../../../src/operations/operation.ts";
import { openOperations } from "../../support/open-operations.ts";
import type { CurrentStore } from "../store-contract.ts";
import { aChange, atMinute } from "./a-change.ts";

export function describeTransitions(current: CurrentStore): void {
  describe("create and save", () => {
    test.each(operationKinds)("a %s is read as it was created", async (kind) => {
      const { store } = current();
      const operation = anOperation({ kind });

      expect(await store.operations.create(aChange(operation), null)).toEqual({ outcome: "created" });

      expect(await store.operations.get(operation.id)).toEqual(operation);
    });

    test("an unknown id is answered with null", async () => {
      expect(await current().store.operations.get("op_unknown")).toBeNull();
    });

    test("what was saved survives closing and opening", async () => {
      const { store, reopen } = current();
      const operation = anOperation();
      const next = changed(operation, { state: "waiting", dueAt: atMinute(5) });
      await store.operations.create(aChange(operation), null);
      await store.operations.save(aChange(next, { action: "accept" }));
      await store.messages.record({ ...aMessage(operation), permalink: null });

      const reopened = await reopen();

      expect(await reopened.operations.get(operation.id)).toEqual(next);
      expect(await reopened.audit.of(operation.id)).toHaveLength(2);
      expect(await reopened.messages.of(operation.id)).toHaveLength(1);
    });

    test("the same click makes one operation, and its second coming learns which", async () => {
      const { store } = current();
      const first = anOperation();
      await store.operations.create(aChange(first), null);
      const again = anOperation({ id: "op_2", request: first.request });

      expect(await store.operations.create(aChange(again), null)).toEqual({
        outcome: "repeated",
        operation: first,
      });
      expect(await store.operations.get("op_2")).toBeNull();
    });

    test("a second request for a session is told who was first", async () => {
      const { store } = current();
      const first = anOperation();
      await store.operations.create(aChange(first), null);

      const second = await store.operations.create(aChange(anOperation({ id: "op_2" })), null);

      expect(second).toEqual({ outcome: "taken", by: first });
      expect(await store.audit.of("op_2")).toEqual([]);
    });

    test("of many requests for one session at once, one is created", async () => {
      const { store } = current();
      const ids = Array.from({ length: 8 }, (_, index) => `op_${index}`);

      const results = await Promise.all(
        ids.map((id) => store.operations.create(aChange(anOperation({ id })), null)),
      );

      expect(results.filter((result) => result.outcome === "created")).toHaveLength(1);
      expect(results.filter((result) => result.outcome === "taken")).toHaveLength(7);
    });

    test.each(operationStates)(
      "an operation that is %s holds its subject if it is unfinished",
      async (state) => {
        const { store } = current();
        const operation = anOperation({ state });
        await store.operations.create(aChange(operation), null);
        const unfinished = (unfinishedStates as readonly string[]).includes(state);

        expect(await store.operations.holding(operation.subjectId)).toEqual(unfinished ? operation : null);
        const second = await store.operations.create(aChange(anOperation({ id: "op_2" })), null);
        expect(second.outcome).toBe(unfinished ? "taken" : "created");
      },
    );

    test("a first version other than 1 is a fault", async () => {
      const create = current().store.operations.create(aChange(anOperation({ version: 2 })), null);

      await expect(create).rejects.toThrow("version 1");
    });

    test("a stop takes the session over from what it cancels, in one step", async () => {
      const { store } = current();
      const waiting = anOperation({ state: "waiting" });
      await store.operations.create(aChange(waiting), null);
      const stop = anOperation({ id: "op_2", kind: "session-stop" });
      const cancelled = changed(waiting, { state: "cancelled", dueAt: null });

      const result = await store.operations.create(
        aChange(stop),
        aChange(cancelled, { action: "cancel-for-stop" }),
      );

      expect(result).toEqual({ outcome: "created" });
      expect(await store.operations.get(waiting.id)).toEqual(cancelled);
      expect(await store.operations.holding(stop.subjectId)).toEqual(stop);
    });

    test("a stop that came twice cancels nothing the second time", async () => {
      const { store } = current();
      const stop = anOperation({ id: "op_2", kind: "session-stop", state: "succeeded" });
      await store.operations.create(aChange(stop), null);
      const waiting = anOperation({ state: "waiting" });
      await store.operations.create(aChange(waiting), null);
      const cancels = aChange(changed(waiting, { state: "cancelled" }));

      const result = await store.operations.create(aChange({ ...stop, id: "op_3" }), cancels);

      expect(result).toEqual({ outcome: "repeated", operation: stop });
      expect(await store.operations.get(waiting.id)).toEqual(waiting);
      expect(await store.audit.of(waiting.id)).toHaveLength(1);
    });

    test("a stop whose target moved on meanwhile is told what holds the session now", async () => {
      const { store } = current();
      const waiting = anOperation({ state: "waiting" });
      const restarting = changed(waiting, { state: "restarting" });
      await store.operations.create(aChange(waiting), null);
      await store.operations.save(aChange(restarting));
      const cancels = aChange(changed(waiting, { state: "cancelled" }));

      const stop = anOperation({ id: "op_2", kind: "session-stop" });
      const result = await store.operations.create(aChange(stop), cancels);

      expect(result).toEqual({ outcome: "taken", by: restarting });
    });

    test("of two concurrent changes of one version, one wins", async () => {
      const { store } = current();
      const operation = anOperation();
      await store.operations.create(aChange(operation), null);
      const approved = changed(operation, { state: "updating" });
      const denied = changed(operation, { state: "denied" });

      const results = await Promise.all([
        store.operations.save(aChange(approved, { action: "approve" })),
        store.operations.save(aChange(denied, { action: "deny" })),
      ]);

      expect(results.map((result) => result.outcome).sort()).toEqual(["saved", "stale"]);
      expect(await store.audit.of(operation.id)).toHaveLength(2);
      const stored = await store.operations.get(operation.id);
      expect(stored).toEqual(results[0]?.outcome === "saved" ? approved : denied);
    });

    test("a change that skips a version, or of nothing stored, is stale", async () => {
      const { store } = current();
      const operation = anOperation();
      await store.operations.create(aChange(operation), null);

      const skipping = await store.operations.save(aChange(changed(operation, { version: 3 })));
      const unknown = await store.operations.save(aChange(changed(anOperation({ id: "op_2" }))));

      expect([skipping, unknown]).toEqual([{ outcome: "stale" }, { outcome: "stale" }]);
      expect(await store.audit.of(operation.id)).toHaveLength(1);
    });

    test("an operation that goes on after a pause is told who took its session meanwhile", async () => {
      const { store } = current();
      const paused = anOperation({ state: "needs-attention" });
      const other = anOperation({ id: "op_2" });
      await store.operations.create(aChange(paused), null);
      await store.operations.create(aChange(other), null);

      const result = await store.operations.save(aChange(changed(paused, { state: "restarting" })));

      expect(result).toEqual({ outcome: "taken", by: other });
      expect(await store.operations.get(paused.id)).toEqual(paused);
      expect(await store.audit.of(paused.id)).toHaveLength(1);
    });

    test("each version has its audit event, with the states before and after", async () => {
      const { store } = current();
      const operation = anOperation();
      await store.operations.create(aChange(operation), null);
      await store.operations.save(
        aChange(changed(operation, { state: "denied" }), {
          at: atMinute(3),
          actor: null,
          action: "deny",
          detail: { reason: "not on a Friday", urls: ["a"] },
        }),
      );

      expect(await store.audit.of(operation.id)).toEqual([
        {
          operationId: "op_1",
          version: 1,
          at: atMinute(0),
          actor: "U0REQUESTER",
          action: "request",
          detail: {},
          fromState: null,
          toState: "awaiting-approval",
        },
        {
          operationId: "op_1",
          version: 2,
          at: atMinute(3),
          actor: null,
          action: "deny",
          detail: { reason: "not on a Friday", urls: ["a"] },
          fromState: "awaiting-approval",
          toState: "denied",
        },
      ]);
    });

    test("open lists what needs attention, then what is unfinished", async () => {
      const { store } = current();
      const states = [...finalStates, "needs-attention", "waiting"] as const;
      for (const [index, state] of states.entries()) {
        const request = { ...anOperation().request, at: atMinute(-index), key: `key-${index}` };
        const operation = anOperation({ id: `op_${index}`, state, request, subjectId: `ts_${index}` });
        await store.operations.create(aChange(operation), null);
      }

      const open = await openOperations(store);

      expect(open.map((operation) => operation.state)).toEqual(["needs-attention", "waiting"]);
    });
  });
}

function aMessage(operation: Operation) {
  return { operationId: operation.id, role: "card", channelId: "C0OPS", ts: "1.2", digest: "d" };
}
