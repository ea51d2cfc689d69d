import { describe, expect, test } from "vitest";
import { homeAskedAt, homeUpdate } from "../../sandbox/gallery/home-data.ts";
import type { Operation } from "../../src/operations/operation.ts";
import { waitsForPerson } from "../../src/operations/waits-for-person.ts";

const now = new Date(homeAskedAt.getTime() + 60_000);
const ada = { userId: "U0ADA", approver: true };
const olga = { userId: "U0OLGA", approver: false };
const asked = (changes: Partial<Operation> = {}, askedApprovers: string[] = []) =>
  homeUpdate({ device: "edge-07", by: "U0OLGA", askedApprovers }, changes);
const attention = { since: now, lateUntil: now, ownedBy: null, lookedAt: now };
const ownedBy = (by: string) => ({ ...attention, ownedBy: { by, at: now } });
const lost = { state: "needs-attention", problem: { code: "not-back" } } as const;
const late = {
  state: "needs-attention",
  problem: { code: "too-late", call: "restart", dueAt: now, foundAt: now, because: "bot-down" },
} as const;

describe("what waits for an approval", () => {
  test("waits for approvers, first for those who were asked by name", () => {
    expect(waitsForPerson(asked({}, ["U0ADA"]), ada, now)).toBe(0);
    expect(waitsForPerson(asked(), ada, now)).toBe(1);
    const { request } = asked();
    expect(waitsForPerson(asked({ request: { ...request, askedLater: ["U0ADA"] } }), ada, now)).toBe(0);
  });

  test("waits for nobody else, nor for who asked himself unless that is allowed", () => {
    const own = { userId: "U0OLGA", approver: true };
    expect(waitsForPerson(asked(), olga, now)).toBeNull();
    expect(waitsForPerson(asked(), own, now)).toBeNull();
    expect(waitsForPerson(asked({ rules: { ...asked().rules, selfApproval: true } }), own, now)).toBe(1);
  });

  test("waits for nobody once it has expired, or runs", () => {
    expect(waitsForPerson(asked(), ada, new Date(homeAskedAt.getTime() + 60 * 60_000))).toBeNull();
    expect(waitsForPerson(asked({ state: "updating" }), ada, now)).toBeNull();
  });
});

describe("what needs a person", () => {
  test("waits for who took it on, and then for nobody else", () => {
    expect(waitsForPerson(asked({ ...lost, attention: ownedBy("U0ADA") }), ada, now)).toBe(2);
    expect(waitsForPerson(asked({ ...lost, attention: ownedBy("U0ADA") }), olga, now)).toBeNull();
  });

  test("waits for who asked, as long as nobody took it on", () => {
    expect(waitsForPerson(asked({ ...lost, attention }), olga, now)).toBe(3);
    expect(waitsForPerson(asked({ ...lost, attention }), ada, now)).toBeNull();
  });

  test("waits for approvers but not for who asked, where it came too late", () => {
    expect(waitsForPerson(asked({ ...late, attention }), ada, now)).toBe(3);
    expect(waitsForPerson(asked({ ...late, attention }), olga, now)).toBeNull();
  });
});
