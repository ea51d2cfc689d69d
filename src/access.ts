import { type Clock, sleep } from "./clock.ts";

/** `unknown` is true when a user group could not be looked up, so that a denial can say so. */
export interface Roles {
  operator: boolean;
  approver: boolean;
  unknown: boolean;
}

export interface Access {
  rolesOf(userId: string): Promise<Roles>;
  /** True once `OPERATORS` and `APPROVERS` are both set. */
  configured: boolean;
}

export interface AccessDeps {
  /** Slack ids of people and of user groups (S…). */
  operators: readonly string[];
  approvers: readonly string[];
  membersOf(groupId: string): Promise<readonly string[]>;
  /** Told of a lookup that failed; the next question asks again. */
  onLookupError(groupId: string, error: unknown): void;
  clock: Clock;
}

const FRESH_MS = 30_000;
const USABLE_MS = 60_000;
const COLD_LOOKUP_MS = 1_000;

interface Membership {
  members: ReadonlySet<string>;
  readAtMs: number;
}

/**
 * Who may do what. What a user group said is used for a minute at most, and read again in the background once
 * it is 30 s old. Without it a question waits 1 s, then the answer is no, with `unknown: true`.
 */
export function createAccess(deps: AccessDeps): Access {
  const { clock } = deps;
  const known = new Map<string, Membership>();
  const lookups = new Map<string, Promise<void>>();

  function lookUp(groupId: string): Promise<void> {
    const running = lookups.get(groupId);
    if (running) return running;
    const readAtMs = clock.monotonicMs();
    const lookup = deps
      .membersOf(groupId)
      .then((members) => {
        known.set(groupId, { members: new Set(members), readAtMs });
      })
      .catch((error: unknown) => deps.onLookupError(groupId, error))
      .finally(() => lookups.delete(groupId));
    lookups.set(groupId, lookup);
    return lookup;
  }

  function usable(groupId: string): Membership | null {
    const membership = known.get(groupId);
    return membership && clock.monotonicMs() - membership.readAtMs < USABLE_MS ? membership : null;
  }

  async function membership(groupId: string): Promise<Membership | null> {
    const present = usable(groupId);
    if (!present) {
      const waited = new AbortController();
      await Promise.race([lookUp(groupId), sleep(clock, COLD_LOOKUP_MS, waited.signal)]);
      waited.abort();
      return usable(groupId);
    }
    if (clock.monotonicMs() - present.readAtMs >= FRESH_MS) void lookUp(groupId);
    return present;
  }

  /** Null: perhaps, through a group that could not be looked up. */
  async function belongs(userId: string, ids: readonly string[]): Promise<boolean | null> {
    if (ids.includes(userId)) return true;
    const groups = await Promise.all(ids.filter(isGroup).map(membership));
    if (groups.some((group) => group?.members.has(userId))) return true;
    return groups.includes(null) ? null : false;
  }

  return {
    configured: deps.operators.length > 0 && deps.approvers.length > 0,
    async rolesOf(userId) {
      const [operator, approver] = await Promise.all([
        belongs(userId, deps.operators),
        belongs(userId, deps.approvers),
      ]);
      return {
        operator: operator === true,
        approver: approver === true,
        unknown: operator === null || approver === null,
      };
    },
  };
}

function isGroup(id: string): boolean {
  return id.startsWith("S");
}
