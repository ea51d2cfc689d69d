import { describe, expect, test } from "vitest";
import { rolesWith } from "../../sandbox/gallery/samples/roles-with.ts";
import type { Roles } from "../../src/access.ts";
import { permit, permitLook, permitMember } from "../../src/handlers/permit.ts";
import type { NeededRole } from "../../src/views/denial.ts";
import { everywhere } from "../support/everywhere.ts";

const settings = {
  channels: [],
  approvalsChannel: null,
  announceChannel: null,
  approvalRequired: [],
  viewers: everywhere(),
  operators: everywhere("U0OLGA"),
  approvers: everywhere("U0ADA"),
  admins: everywhere(),
  allowSelfApproval: false,
  sessionLabel: null,
  restartWaitMs: 30_000,
  reconnectTimeoutMs: 180_000,
};

/** The person has `roles` in C1, and `elsewhere` in any other channel. */
function depsWith(
  roles: Partial<Roles>,
  overrides: Partial<typeof settings> = {},
  elsewhere: Partial<Roles> = roles,
) {
  const set = { ...settings, ...overrides };
  const configured = set.operators.length > 0 && set.approvers.length > 0;
  const asked: (string | null)[] = [];
  const access = {
    configured,
    rolesOf: async (_: string, channelId: string | null) => {
      asked.push(channelId);
      return rolesWith(channelId === "C1" ? roles : elsewhere);
    },
  };
  return { access, settings: set, asked };
}

function ask(roles: Partial<Roles>, needed: NeededRole, overrides: Partial<typeof settings> = {}) {
  return permit(depsWith(roles, overrides), "U0EVE", needed, "stop this session", "C1");
}

describe("permit", () => {
  test.each<[Partial<Roles>, NeededRole]>([
    [{}, "viewer"],
    [{ operator: true }, "operator"],
    [{ approver: true }, "approver"],
    [{ admin: true }, "admin"],
    [{ operator: true }, "operator-or-approver"],
    [{ approver: true }, "operator-or-approver"],
  ])("%j may do what takes %s", async (roles, needed) => {
    await expect(ask(roles, needed)).resolves.toBeUndefined();
  });

  test.each<[Partial<Roles>, NeededRole, string]>([
    [{ viewer: false }, "viewer", "`VIEWERS`"],
    [{ approver: true, admin: true }, "operator", "`OPERATORS`"],
    [{ operator: true, admin: true }, "approver", "`APPROVERS`"],
    [{ operator: true, approver: true }, "admin", "`ADMINS`"],
    [{ admin: true }, "operator-or-approver", "`OPERATORS` or `APPROVERS`"],
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

  test("a lookup that failed makes a denial that says so", async () => {
    await expect(ask({ unknown: true }, "operator")).rejects.toThrow(
      /did not tell the bot in time.*Try again/,
    );
  });

  test("a role that holds for other channels alone is told of", async () => {
    const deps = depsWith({}, {}, { operator: true });
    await expect(permit(deps, "U0EVE", "operator", "stop this session", "C1")).rejects.toThrow(
      /Only operators may stop this session, and your role holds for other channels.*`OPERATORS` for this one/,
    );
    await expect(permit(deps, "U0EVE", "operator", "stop this session", null)).resolves.toBeUndefined();
  });

  test.each([
    ["guest", "Guests of this workspace may not use this bot unless an admin names them"],
    ["bot", "Bots may not use this bot unless an admin names them"],
    ["stranger", "People of another workspace may not use this bot unless an admin names them"],
    ["gone", "People whose account was deactivated may not use this bot, so"],
  ] as const)("a %s is told why, and who can change that", async (outsider, why) => {
    const denied = ask({ viewer: false, outsider }, "operator", { approvers: everywhere() });
    await expect(denied).rejects.toThrow(why);
    await expect(denied).rejects.toThrow("U0EVE");
  });

  test("to name a guest as the first viewer would lock all others out, which is said", async () => {
    const guest = { viewer: false, outsider: "guest" } as const;
    await expect(ask(guest, "viewer")).rejects.toThrow("as nobody else may then");
    await expect(ask(guest, "viewer", { viewers: everywhere("U0VERA") })).rejects.toThrow(
      "to `VIEWERS` and start",
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

  test("without APPROVERS people may look, and an admin do what takes one", async () => {
    await expect(ask({}, "viewer", { approvers: [] })).resolves.toBeUndefined();
    await expect(ask({ admin: true }, "admin", { approvers: [] })).resolves.toBeUndefined();
  });

  test("what to set names every variable that is not, and puts nobody into both lists", async () => {
    const unset = { operators: [], approvers: [] };
    await expect(ask({}, "operator", unset)).rejects.toThrow("`OPERATORS=U0EVE` and `APPROVERS=U…` ");
    await expect(ask({ approver: true }, "approver", { operators: [] })).rejects.toThrow(
      "must set `OPERATORS=U…` ",
    );
    await expect(ask({}, "operator", { approvers: [] })).rejects.toThrow("must set `APPROVERS=U0EVE` ");
  });
});

test("a look takes the role of the channel, in a DM and on Home that of any", async () => {
  const deps = depsWith({});
  for (const channelId of ["C1", "D0EVE", "U0EVE", null]) await permitLook(deps, "U0EVE", channelId);
  expect(deps.asked).toEqual(["C1", null, null, null]);
});

describe("permitMember", () => {
  const own = (roles: Partial<Roles>) =>
    permitMember(depsWith(roles), "U0EVE", { role: "approver", what: "postpone a change" }, "C1");

  test("a member may, though he has no role any more", async () => {
    await expect(own({ viewer: false })).resolves.toBeUndefined();
    await expect(own({ unknown: true })).resolves.toBeUndefined();
  });

  test("a guest may not, nor whom Slack does not know just now", async () => {
    await expect(own({ viewer: false, outsider: "guest" })).rejects.toThrow("Guests of this workspace");
    await expect(own({ viewer: false, unknown: true })).rejects.toThrow("Try again in a minute");
  });
});
