import type { Roles } from "../../src/access.ts";
import { type CallPermission, createCallPermission } from "../../src/operations/call-permission.ts";
import type { Freeze } from "../../src/operations/freeze.ts";

export type ModelRole = "operator" | "approver";

/** Who has which role, and whether all is frozen, over time: what the real permission asks. */
export function createModelRoles() {
  const lost = new Set<string>();
  let freeze: Freeze | null = null;
  let isTold = true;
  const has = (userId: string, role: ModelRole) => !lost.has(`${userId} ${role}`);

  const rolesOf = async (userId: string): Promise<Roles> => {
    const operator = isTold && has(userId, "operator");
    const approver = isTold && has(userId, "approver");
    return {
      viewer: true,
      operator,
      approver,
      admin: false,
      unknown: !isTold,
      outsider: null,
      untilMended: false,
    };
  };
  const mayCall: CallPermission = createCallPermission({
    access: { configured: true, rolesOf },
    freezes: {
      current: async () => freeze,
      freeze: async () => Promise.reject(new Error("the model freezes by itself")),
      lift: async () => Promise.reject(new Error("the model lifts by itself")),
    },
  });

  return {
    mayCall,
    has,
    /** Whether Slack says who has which role. */
    get isTold() {
      return isTold;
    },
    get isFrozen() {
      return freeze !== null;
    },
    lose: (userId: string, role: ModelRole) => void lost.add(`${userId} ${role}`),
    regain: (userId: string, role: ModelRole) => void lost.delete(`${userId} ${role}`),
    tell: (tells: boolean) => {
      isTold = tells;
    },
    freeze: (at: Date) => {
      freeze ??= { by: "U0ADMIN", at, reason: "" };
    },
    lift: () => {
      freeze = null;
    },
    /** Everybody has all roles, Slack says so, and nothing is frozen. */
    restore: () => {
      lost.clear();
      isTold = true;
      freeze = null;
    },
  };
}
