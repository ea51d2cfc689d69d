import { describe, expect, test } from "vitest";
import {
  anIngressTarget,
  anOperation,
  aSessionTarget,
  changed,
} from "../../../sandbox/gallery/samples/an-operation.ts";
import type { Operation } from "../../../src/operations/operation.ts";
import { type AuditEntry, type AuditFilter, auditPages } from "../../../src/store/audit-pages.ts";
import type { Store } from "../../../src/store/store.ts";
import { aReport } from "../../support/life.ts";
import type { CurrentStore } from "../store-contract.ts";
import { aChange, atMinute } from "./a-change.ts";

const all: AuditFilter = { since: null, until: null, sessionId: null, personId: null };

/** An update of `ts_a`, asked for and approved at the first minute, reported as `ts_b` at the third. */
async function updated(store: Store, overrides: Partial<Operation> = {}): Promise<void> {
  const target = aSessionTarget({ sessionId: overrides.subjectId ?? "ts_a" });
  const first = anOperation({ id: "op_a", subjectId: "ts_a", target, ...overrides });
  const { id } = first;
  const approval = { by: "U0APPROVER", at: atMinute(1) };
  const approved = changed(first, { state: "scheduled", approval });
  const report = aReport({ newSessionId: "ts_b" });
  const done = changed(approved, { state: "succeeded", report, dueAt: null, endedAt: atMinute(3) });
  const request = { at: atMinute(1), actor: first.request.by, detail: { reason: "security fix" } };
  await store.operations.create(aChange(first, request), null);
  await store.operations.save(aChange(approved, { at: atMinute(1), actor: "U0APPROVER", action: "approve" }));
  const confirm = { at: atMinute(3), actor: null, action: "confirm", detail: { report: { id } } };
  await store.operations.save(aChange(done, confirm));
}

const anIngress = (id: string, by: string) => {
  const operation = anOperation({
    id,
    kind: "ingress-delete",
    target: anIngressTarget(),
    subjectId: `agin_${id}`,
  });
  return { ...operation, request: { ...operation.request, by } };
};

export function describeAuditPages(current: CurrentStore): void {
  async function read(filter: Partial<AuditFilter> = {}, pageSize = 100): Promise<AuditEntry[][]> {
    const { db, close } = await current().reading();
    try {
      const pages: AuditEntry[][] = [];
      for await (const page of auditPages(db, { ...all, ...filter }, pageSize)) pages.push(page);
      return pages;
    } finally {
      await close();
    }
  }
  const lines = async (filter: Partial<AuditFilter> = {}, pageSize = 100) =>
    (await read(filter, pageSize)).flat().map(({ operationId, action }) => `${operationId} ${action}`);

  describe("the audit trail", () => {
    test("is read with what explains each line, also while the bot holds the database", async () => {
      await updated(current().store);

      const [request, approve, confirm] = (await read()).flat();

      const always = {
        operationId: "op_a",
        kind: "session-update",
        subjectId: "ts_a",
        subjectName: "edge-07",
        newSessionId: "ts_b",
        createdIngressId: null,
        requestedBy: "U0REQUESTER",
        reason: "security fix",
        approvedBy: "U0APPROVER",
      };
      expect(request).toEqual({
        ...always,
        at: atMinute(1),
        version: 1,
        action: "request",
        actor: "U0REQUESTER",
        fromState: null,
        toState: "awaiting-approval",
        detail: { reason: "security fix" },
      });
      expect(approve).toMatchObject({ ...always, version: 2, actor: "U0APPROVER", toState: "scheduled" });
      expect(confirm).toMatchObject({ version: 3, actor: null, detail: { report: { id: "op_a" } } });
    });

    test("comes in the order of its instants, whole over any number of pages", async () => {
      const { store } = current();
      await updated(store);
      await store.operations.create(aChange(anIngress("op_b", "U0OLGA"), { at: atMinute(2) }), null);
      await store.operations.create(aChange(anIngress("op_0", "U0OLGA"), { at: atMinute(1) }), null);

      const order = ["op_0 request", "op_a request", "op_a approve", "op_b request", "op_a confirm"];
      for (const pageSize of [1, 2, 3, 5, 6]) expect(await lines({}, pageSize)).toEqual(order);
      expect((await read({}, 2)).map((page) => page.length)).toEqual([2, 2, 1]);
    });

    test("pages neither repeat nor skip anything while more is recorded", async () => {
      const { store, reading } = current();
      const { db, close } = await reading();
      await updated(store);
      const seen: string[] = [];
      for await (const page of auditPages(db, all, 2)) {
        seen.push(...page.map(({ operationId, version }) => `${operationId} ${version}`));
        if (seen.length > 2) continue;
        await store.operations.create(aChange(anIngress("op_b", "U0OLGA"), { at: atMinute(9) }), null);
      }
      await close();

      expect(seen).toEqual(["op_a 1", "op_a 2", "op_a 3", "op_b 1"]);
    });

    test("since an instant has it, until an instant has it not", async () => {
      await updated(current().store);

      expect(await lines({ since: atMinute(1) })).toHaveLength(3);
      expect(await lines({ since: atMinute(1), until: atMinute(3) })).toEqual([
        "op_a request",
        "op_a approve",
      ]);
      expect(await lines({ since: atMinute(3), until: atMinute(4) })).toEqual(["op_a confirm"]);
      expect(await lines({ until: atMinute(1) })).toEqual([]);
    });

    test("of an agent is found by any id that it has had, of an ingress by its id", async () => {
      const { store } = current();
      await updated(store);
      const target = aSessionTarget({ sessionId: "ts_b" });
      await store.operations.create(aChange(anOperation({ id: "op_2", subjectId: "ts_b", target })), null);
      await store.operations.create(aChange(anOperation({ id: "op_3", subjectId: "ts_c" })), null);
      await store.operations.create(aChange(anIngress("op_b", "U0OLGA")), null);

      const ofAgent = ["op_2 request", "op_a request", "op_a approve", "op_a confirm"];
      expect(await lines({ sessionId: "ts_a" })).toEqual(ofAgent);
      expect(await lines({ sessionId: "ts_b" }, 2)).toEqual(ofAgent);
      expect(await lines({ sessionId: "agin_op_b" })).toEqual(["op_b request"]);
      expect(await lines({ sessionId: "ts_none" })).toEqual([]);
    });

    test("of a person has all of what he asked for, decided or acted on, and nothing else", async () => {
      const { store } = current();
      await updated(store);
      const byOlga = anIngress("op_b", "U0OLGA");
      await store.operations.create(aChange(byOlga, { at: atMinute(2), actor: "U0OLGA" }), null);
      const cancelled = changed(byOlga, { state: "cancelled", dueAt: null, endedAt: atMinute(4) });
      const cancel = { at: atMinute(4), actor: "U0REQUESTER", action: "cancel" };
      await store.operations.save(aChange(cancelled, cancel));

      const update = ["op_a request", "op_a approve", "op_a confirm"];
      expect(await lines({ personId: "U0APPROVER" })).toEqual(update);
      expect(await lines({ personId: "U0OLGA" })).toEqual(["op_b request", "op_b cancel"]);
      expect(await lines({ personId: "U0REQUESTER" }, 2)).toHaveLength(5);
      expect(await lines({ personId: "U0NOBODY" })).toEqual([]);
    });

    test("has the events of an operation whose record cannot be read", async () => {
      await updated(current().store);
      await current().spoil("op_a");

      expect((await read()).flat().map(({ action }) => action)).toEqual(["request", "approve", "confirm"]);
    });
  });
}
