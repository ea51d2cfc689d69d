import { type Clock, sleep } from "./clock.ts";
import { createLookupCache } from "./lookup-cache.ts";

export type RoleName = "viewer" | "operator" | "approver" | "admin";

/** A guest, a bot, somebody of another workspace, somebody whose account was deactivated. */
export type Outsider = "guest" | "bot" | "stranger" | "gone";

export interface Roles extends Record<RoleName, boolean> {
  /** Something could not be looked up, so that a denial can say so. */
  unknown: boolean;
  /** Why a person who is not named is denied everything. */
  outsider: Outsider | null;
}

/** `id` is that of a person or a user group (S…); with a channel the role holds for that channel alone. */
export interface RoleGrant {
  id: string;
  channelId: string | null;
}

export interface Access {
  /** What a person may do in a channel; with null, in whichever channel. Never rejects. */
  rolesOf(userId: string, channelId: string | null): Promise<Roles>;
  /** True once `OPERATORS` and `APPROVERS` are both set. */
  configured: boolean;
}

export interface AccessDeps {
  /** Empty: every full member of the workspace may look. */
  viewers: readonly RoleGrant[];
  operators: readonly RoleGrant[];
  approvers: readonly RoleGrant[];
  admins: readonly RoleGrant[];
  membersOf(groupId: string): Promise<readonly string[]>;
  /** Null: a full member of the workspace. */
  outsiderOf(userId: string): Promise<Outsider | null>;
  /** Told of a lookup of a user group or a person that failed; the next question asks again. */
  onLookupError(id: string, error: unknown): void;
  clock: Clock;
}

const COLD_LOOKUP_MS = 1_000;

type Patience = () => Promise<void>;

/**
 * Who may do what. Who is named by his own id has that role, whatever he is; of all others only full members of the
 * workspace have any. What Slack said of user groups and people is used for a minute at most. Without it a question
 * waits 1 s, all in all; then the answer is no, with `unknown: true`, and so it is at once until Slack has answered.
 */
export function createAccess(deps: AccessDeps): Access {
  const { clock, onLookupError: onError } = deps;
  const patienceMs = COLD_LOOKUP_MS;
  const groups = createLookupCache({
    clock,
    patienceMs,
    onError,
    lookUp: async (groupId) => new Set(await deps.membersOf(groupId)),
  });
  const people = createLookupCache({ clock, patienceMs, onError, lookUp: deps.outsiderOf });
  const grants: Record<RoleName, readonly RoleGrant[]> = {
    viewer: deps.viewers,
    operator: deps.operators,
    approver: deps.approvers,
    admin: deps.admins,
  };
  const everyoneLooks = deps.viewers.length === 0;

  /** Null: perhaps, through a group that could not be looked up. */
  async function byGroup(
    userId: string,
    ids: readonly string[],
    patience: Patience,
  ): Promise<boolean | null> {
    const answers = await Promise.all(ids.filter(isGroup).map((id) => groups.get(id, patience)));
    if (answers.some((answer) => answer?.value.has(userId))) return true;
    return answers.includes(null) ? null : false;
  }

  async function decide(userId: string, channelId: string | null, patience: Patience): Promise<Roles> {
    const ids = (role: RoleName) => idsFor(grants[role], channelId);
    const named = rolesOfEach((role) => ids(role).includes(userId));
    const isNamed = roleNames.some((role) => named[role]);
    const person = () => people.get(userId, patience);
    // Of who is named nothing has to be known, unless a group gives him more.
    const asked = isNamed ? null : person();
    const [viewer, operator, approver, admin] = await Promise.all(
      roleNames.map((role) => (named[role] ? false : byGroup(userId, ids(role), patience))),
    );
    const grouped = { viewer, operator, approver, admin };
    const isGrouped = roleNames.some((role) => grouped[role] === true);
    const who = isGrouped || !isNamed ? await (asked ?? person()) : null;
    const isMember = who?.value === null;
    const has = rolesOfEach((role) => named[role] || (isMember && grouped[role] === true));
    const unclear = roleNames.some((role) => grouped[role] === null);
    return {
      ...has,
      viewer: (isMember && everyoneLooks) || roleNames.some((role) => has[role]),
      unknown: who === null ? !isNamed || isGrouped || unclear : isMember && unclear,
      outsider: isNamed ? null : (who?.value ?? null),
    };
  }

  return {
    configured: deps.operators.length > 0 && deps.approvers.length > 0,
    async rolesOf(userId, channelId) {
      const answered = new AbortController();
      let patience: Promise<void> | null = null;
      try {
        return await decide(userId, channelId, () => {
          patience ??= sleep(clock, COLD_LOOKUP_MS, answered.signal);
          return patience;
        });
      } finally {
        answered.abort();
      }
    },
  };
}

const roleNames = ["viewer", "operator", "approver", "admin"] as const satisfies readonly RoleName[];

function rolesOfEach(has: (role: RoleName) => boolean): Record<RoleName, boolean> {
  return {
    viewer: has("viewer"),
    operator: has("operator"),
    approver: has("approver"),
    admin: has("admin"),
  };
}

/** Of whom a list names for this channel, or for all. */
function idsFor(grants: readonly RoleGrant[], channelId: string | null): string[] {
  return grants
    .filter((grant) => channelId === null || grant.channelId === null || grant.channelId === channelId)
    .map(({ id }) => id);
}

function isGroup(id: string): boolean {
  return id.startsWith("S");
}
