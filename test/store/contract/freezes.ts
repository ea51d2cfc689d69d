import { describe, expect, test } from "vitest";
import { anOperation } from "../../../sandbox/gallery/samples/an-operation.ts";
import { type AuditFilter, auditPages } from "../../../src/store/audit-pages.ts";
import type { CurrentStore } from "../store-contract.ts";
import { aChange, atMinute } from "./a-change.ts";

const byGrace = { by: "U0GRACE", at: atMinute(1), reason: "incident 4711" };

export function describeFreezes(current: CurrentStore): void {
  const freezes = () => current().store.freezes;

  async function trail(filter: Partial<AuditFilter> = {}, pageSize = 100): Promise<string[]> {
    const { db, close } = await current().reading();
    const everything = { since: null, until: null, sessionId: null, personId: null };
    const lines: string[] = [];
    for await (const page of auditPages(db, { ...everything, ...filter }, pageSize)) {
      for (const { action, actor, reason, toState } of page)
        lines.push(`${action} ${actor} ${reason} ${toState}`);
    }
    await close();
    return lines;
  }

  describe("a freeze", () => {
    test("holds for every process until it is lifted, also after all have stopped", async () => {
      expect(await freezes().current()).toBeNull();
      expect(await freezes().freeze(byGrace)).toEqual(byGrace);
      const store = await current().reopen();
      expect(await store.freezes.current()).toEqual(byGrace);
      expect(await store.freezes.lift({ by: "U0HANK", at: atMinute(9) })).toEqual(byGrace);
      expect(await store.freezes.current()).toBeNull();
    });

    test("stays as it is when a second one comes, and can follow one that was lifted", async () => {
      await freezes().freeze(byGrace);
      expect(await freezes().freeze({ by: "U0HANK", at: atMinute(2), reason: "me too" })).toEqual(byGrace);
      await freezes().lift({ by: "U0HANK", at: atMinute(3) });
      const again = { by: "U0HANK", at: atMinute(4), reason: "" };
      expect(await freezes().freeze(again)).toEqual(again);
      expect(await freezes().current()).toEqual(again);
    });

    test("of many at once is one, and one lifts it", async () => {
      const people = ["U0A", "U0B", "U0C", "U0D"];
      const frozen = await Promise.all(
        people.map((by) => freezes().freeze({ by, at: atMinute(1), reason: by })),
      );
      expect(new Set(frozen.map(({ by }) => by)).size).toBe(1);
      const lifted = await Promise.all(people.map((by) => freezes().lift({ by, at: atMinute(2) })));
      expect(lifted.filter((one) => one !== null)).toEqual([frozen[0]]);
    });

    test("cannot be lifted where there is none", async () => {
      expect(await freezes().lift({ by: "U0HANK", at: atMinute(1) })).toBeNull();
    });

    test("stands in the audit trail with its end, among what happened to operations", async () => {
      const operation = anOperation();
      const request = { at: atMinute(5), actor: "U0REQUESTER", action: "request", detail: {} };
      await freezes().freeze(byGrace);
      await current().store.operations.create(aChange(operation, request), null);
      await freezes().lift({ by: "U0HANK", at: atMinute(9) });
      const lines = [
        "freeze U0GRACE incident 4711 frozen",
        "request U0REQUESTER security fix awaiting-approval",
        "unfreeze U0HANK incident 4711 lifted",
      ];
      expect(await trail()).toEqual(lines);
      expect(await trail({}, 1)).toEqual(lines);
      expect(await trail({ since: atMinute(2) })).toEqual(lines.slice(1));
      expect(await trail({ until: atMinute(9) })).toEqual(lines.slice(0, 2));
      expect(await trail({ personId: "U0HANK" })).toEqual([lines[0], lines[2]]);
      expect(await trail({ sessionId: operation.subjectId })).toEqual([lines[1]]);
    });
  });
}
