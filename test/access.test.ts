import { describe, expect, test } from "vitest";
import { createAccess } from "../src/access.ts";
import { createManualClock } from "./support/manual-clock.ts";

function createWorld(approvers: string[]) {
  const clock = createManualClock();
  const lookups: { groupId: string; answer: (members: string[]) => void; fail: (error: Error) => void }[] =
    [];
  const errors: unknown[] = [];
  const access = createAccess({
    operators: ["U0OLGA"],
    approvers,
    clock,
    membersOf: (groupId) =>
      new Promise((answer, fail) => {
        lookups.push({ groupId, answer, fail });
      }),
    onLookupError: (_, error) => errors.push(error),
  });
  return { clock, lookups, errors, access };
}

describe("createAccess", () => {
  test("people who are named have their roles at once", async () => {
    const { access, lookups } = createWorld(["U0ADA"]);
    expect(await access.rolesOf("U0OLGA")).toEqual({ operator: true, approver: false, unknown: false });
    expect(await access.rolesOf("U0EVE")).toEqual({ operator: false, approver: false, unknown: false });
    expect(lookups).toEqual([]);
  });

  test("members of a group have its role; one lookup serves all who ask", async () => {
    const { access, lookups, clock } = createWorld(["S0APPROVERS"]);
    const asked = Promise.all([access.rolesOf("U0ADA"), access.rolesOf("U0EVE")]);
    lookups[0]?.answer(["U0ADA"]);
    expect((await asked).map(({ approver }) => approver)).toEqual([true, false]);
    await clock.advance(29_000);
    await access.rolesOf("U0ADA");
    expect(lookups).toHaveLength(1);
  });

  test("a lookup that takes longer than 1 s is a no that says so, and serves the next question", async () => {
    const { access, lookups, clock } = createWorld(["S0APPROVERS"]);
    const asked = access.rolesOf("U0ADA");
    await clock.advance(1_000);
    expect(await asked).toEqual({ operator: false, approver: false, unknown: true });
    lookups[0]?.answer(["U0ADA"]);
    await clock.advance(0);
    expect(await access.rolesOf("U0ADA")).toMatchObject({ approver: true, unknown: false });
  });

  test("who has left the group keeps the role for a minute at most", async () => {
    const { access, lookups, clock } = createWorld(["S0APPROVERS"]);
    const asked = access.rolesOf("U0ADA");
    lookups[0]?.answer(["U0ADA"]);
    await asked;
    await clock.advance(59_000);
    expect(await access.rolesOf("U0ADA")).toMatchObject({ approver: true });
    lookups[1]?.answer([]);
    await clock.advance(0);
    expect(await access.rolesOf("U0ADA")).toMatchObject({ approver: false, unknown: false });
  });

  test("an old answer is not used when Slack gives no new one", async () => {
    const { access, lookups, clock } = createWorld(["S0APPROVERS"]);
    const first = access.rolesOf("U0ADA");
    lookups[0]?.answer(["U0ADA"]);
    await first;
    await clock.advance(60_000);
    const second = access.rolesOf("U0ADA");
    await clock.advance(1_000);
    expect(await second).toEqual({ operator: false, approver: false, unknown: true });
  });

  test("a lookup that failed is told of, and the next question asks again", async () => {
    const { access, lookups, errors } = createWorld(["S0APPROVERS"]);
    const first = access.rolesOf("U0ADA");
    lookups[0]?.fail(new Error("missing_scope"));
    expect(await first).toMatchObject({ approver: false, unknown: true });
    expect(errors).toHaveLength(1);
    const second = access.rolesOf("U0ADA");
    lookups[1]?.answer(["U0ADA"]);
    expect(await second).toMatchObject({ approver: true });
  });

  test("who has the role in his own name does not wait for groups", async () => {
    const { access } = createWorld(["U0OLGA", "S0APPROVERS"]);
    expect(await access.rolesOf("U0OLGA")).toEqual({ operator: true, approver: true, unknown: false });
  });

  test("it is configured once both roles are", () => {
    expect(createWorld([]).access.configured).toBe(false);
    expect(createWorld(["U0ADA"]).access.configured).toBe(true);
  });
});
