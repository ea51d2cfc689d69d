import type { Access } from "../access.ts";
import type { Freezes } from "./freeze.ts";
import { approversOf } from "./lifecycle-approval.ts";
import type { HeldBecause, Operation } from "./operation.ts";

/** Slack did not tell who has which role, so that nobody knows whether a call may be made. */
export class RolesUnknownError extends Error {
  override readonly name = "RolesUnknownError";

  constructor() {
    super("Slack did not tell who may still let the change run");
  }
}

/**
 * Whether the next call of a change may be made now; null where it may, else why not. A click was looked at when it
 * came: this is asked again when it is carried out.
 * @throws RolesUnknownError, StoreError: not known, so that nothing may be called
 */
export type CallPermission = (operation: Operation) => Promise<HeldBecause | null>;

export function createCallPermission(deps: { access: Access; freezes: Freezes }): CallPermission {
  const { access, freezes } = deps;

  const has = async (userId: string, { request }: Operation, role: "operator" | "approver") => {
    const roles = await access.rolesOf(userId, request.channelId);
    return roles[role] || (roles.unknown ? null : false);
  };

  async function approvalLost(operation: Operation): Promise<HeldBecause | null> {
    const { rules, request } = operation;
    if (!rules.approvalRequired) return null;
    const people = approversOf(operation).filter((id) => rules.selfApproval || id !== request.by);
    const held = await Promise.all(people.map((id) => has(id, operation, "approver")));
    const left = held.filter((may) => may === true).length;
    if (left >= rules.approvalsNeeded) return null;
    if (held.includes(null)) throw new RolesUnknownError();
    const lost = people.filter((_, at) => held[at] === false);
    return { code: "approval-lost", lost, left, needed: rules.approvalsNeeded };
  }

  /** Whoever let it run after it had stopped stands in for who asked. */
  async function askerLost(operation: Operation): Promise<HeldBecause | null> {
    const { resumption, request } = operation;
    const who = resumption?.by ?? request.by;
    const may = await has(who, operation, resumption ? "approver" : "operator");
    if (may === null) throw new RolesUnknownError();
    return may ? null : { code: "asker-lost", who };
  }

  return async (operation) => {
    const freeze = await freezes.current();
    if (freeze) return { code: "frozen", by: freeze.by, reason: freeze.reason };
    return (await approvalLost(operation)) ?? (await askerLost(operation));
  };
}
