import type { Roles } from "../../../src/access.ts";

/** Of a member who may look, but for `overrides`. */
export function rolesWith(overrides: Partial<Roles> = {}): Roles {
  return {
    viewer: true,
    operator: false,
    approver: false,
    admin: false,
    unknown: false,
    untilMended: false,
    outsider: null,
    ...overrides,
  };
}
