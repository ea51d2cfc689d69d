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
  const access = { configured: true, rolesOf: async () => all };
  return permit({ access, settings: { ...settings, ...overrides } }, "U0EVE", needed, "stop this session");
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

  test("on a bot without operators the denial says what to set, with the person's id as the example", async () => {
    await expect(ask({}, "operator", { operators: [] })).rejects.toThrow("`OPERATORS=U0EVE`");
  });
});
