import { describe, expect, test } from "vitest";
import type { Roles } from "../../src/access.ts";
import { permit } from "../../src/handlers/permit.ts";
import type { NeededRole } from "../../src/views/denial.ts";

const settings = {
  channels: [],
  approvalsChannel: null,
  approvalRequired: [],
  operators: ["U0OLGA"],
  approvers: ["U0ADA"],
  allowSelfApproval: false,
  sessionLabel: null,
  restartWaitMs: 30_000,
  reconnectTimeoutMs: 180_000,
};

function ask(roles: Partial<Roles>, needed: NeededRole, overrides: Partial<typeof settings> = {}) {
  const all = { operator: false, approver: false, unknown: false, ...roles };
  const set = { ...settings, ...overrides };
  const configured = set.operators.length > 0 && set.approvers.length > 0;
  const access = { configured, rolesOf: async () => all };
  return permit({ access, settings: set }, "U0EVE", needed, "stop this session");
}

describe("permit", () => {
  test.each<[Partial<Roles>, NeededRole]>([
    [{ operator: true }, "operator"],
    [{ approver: true }, "approver"],
    [{ operator: true }, "operator-or-approver"],
    [{ approver: true }, "operator-or-approver"],
  ])("%j may do what takes %s", async (roles, needed) => {
    await expect(ask(roles, needed)).resolves.toBeUndefined();
  });

  test.each<[Partial<Roles>, NeededRole, string]>([
    [{ approver: true }, "operator", "OPERATORS"],
    [{ operator: true }, "approver", "APPROVERS"],
    [{}, "operator-or-approver", "OPERATORS` or `APPROVERS"],
  ])(
    "%j may not do what takes %s; the denial names the variable and the person's id",
    async (roles, needed, variable) => {
      await expect(ask(roles, needed)).rejects.toMatchObject({
        name: "UserRefusal",
        message: expect.stringMatching(/stop this session.*admin.*U0EVE/),
      });
      await expect(ask(roles, needed)).rejects.toThrow(variable);
    },
  );

  test("a group that could not be looked up makes a denial that says so", async () => {
    await expect(ask({ unknown: true }, "operator")).rejects.toThrow(
      /did not tell the bot in time.*Try again/,
    );
  });

  test.each<NeededRole>(["operator", "approver", "operator-or-approver"])(
    "without APPROVERS nobody may do what takes %s, an operator neither",
    async (needed) => {
      await expect(ask({ operator: true }, needed, { approvers: [] })).rejects.toThrow(
        /^Nobody may stop this session yet.*must set `APPROVERS=U…` /,
      );
    },
  );

  test("what to set names every variable that is not, and puts nobody into both lists", async () => {
    const nobody = { operators: [], approvers: [] };
    await expect(ask({}, "operator", nobody)).rejects.toThrow("`OPERATORS=U0EVE` and `APPROVERS=U…` ");
    await expect(ask({ approver: true }, "approver", { operators: [] })).rejects.toThrow(
      "must set `OPERATORS=U…` ",
    );
    await expect(ask({}, "operator", { approvers: [] })).rejects.toThrow("must set `APPROVERS=U0EVE` ");
  });
});
