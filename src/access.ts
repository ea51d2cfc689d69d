import { type Clock, sleep } from "./clock.ts";
import { type Answer, createLookupCache, type LookupFailure, type Patience } from "./lookup-cache.ts";

export type { LookupFailure } from "./lookup-cache.ts";

export type RoleName = "viewer" | "operator" | "approver" | "admin";

/** A guest, a bot, somebody of another workspace, somebody whose account was deactivated. */
export type Outsider = "guest" | "bot" | "stranger" | "gone";

export interface Roles extends Record<RoleName, boolean> {
  /** Something could not be looked up, so that a denial can say so. */
  unknown: boolean;
  /** It is unknown until somebody sets right why. */
  untilMended: boolean;
  /** Why a person is denied everything; of who is named by his own id only `gone`. */
  outsider: Outsider | null;
}

/** `id` is that of a person or a user group (S…); with a channel the role holds for that channel alone. */
export interface RoleGrant {
  id: string;
  channelId: string | null;
}

export interface Access {
  /**
   * What a person may do in a channel; with null, in whichever channel. Never rejects. `idle` is for who asks again
   * and again for as long as something is open: it has nothing looked up more than once a minute.
   */
  rolesOf(userId: string, channelId: string | null, pace?: "idle"): Promise<Roles>;
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
  /** Told of each lookup of a user group or a person that failed. */
  lookupFailed(id: string, error: unknown): LookupFailure;
  clock: Clock;
}

const COLD_LOOKUP_MS = 1_000;
// Nobody's click waits for it, and too early it would draw a person nothing.
const IDLE_LOOKUP_MS = 5_000;

/**
 * Who may do what. Who is named by his own id has that role, whatever he is, until Slack says for certain that his
 * account was deactivated; of all others only full members of the workspace have any. What Slack said of user groups
 * and people is used for a minute at most. Without it a question waits 1 s, all in all; then the answer is what his
 * own name gives, with `unknown: true` where that may not be all, and so it is at once until Slack has answered.
 */
export function createAccess(deps: AccessDeps): Access {
  const { clock, lookupFailed: failed } = deps;
  const groups = createLookupCache({
    clock,
    failed,
    lookUp: async (groupId) => new Set(await deps.membersOf(groupId)),
  });
  const people = createLookupCache({ clock, failed, lookUp: deps.outsiderOf });
  const grants: Record<RoleName, readonly RoleGrant[]> = {
    viewer: deps.viewers,
    operator: deps.operators,
    approver: deps.approvers,
    admin: deps.admins,
  };
  const everyoneLooks = deps.viewers.length === 0;

  async function byGroup(
    userId: string,
    ids: readonly string[],
    patience: Patience,
  ): Promise<Answer<boolean>> {
    const answers = await Promise.all(ids.filter(isGroup).map((id) => groups.get(id, patience)));
    if (answers.some((answer) => answer.isKnown && answer.value.has(userId))) return yes;
    const unclear = answers.filter((answer) => !answer.isKnown);
    return unclear.length > 0 ? { isKnown: false, isLasting: unclear.some(isLasting) } : no;
  }

  async function decide(userId: string, channelId: string | null, patience: Patience): Promise<Roles> {
    const ids = (role: RoleName) => idsFor(grants[role], channelId);
    const named = rolesOfEach((role) => ids(role).includes(userId));
    const isNamed = roleNames.some((role) => named[role]);
    const [who, viewer, operator, approver, admin] = await Promise.all([
      people.get(userId, patience),
      ...roleNames.map((role) => (named[role] ? no : byGroup(userId, ids(role), patience))),
    ] as const);
    const grouped = { viewer, operator, approver, admin } as Record<RoleName, Answer<boolean>>;
    const outsider = outsiderOf(who, isNamed);
    const isMember = who.isKnown && who.value === null;
    const has = rolesOfEach(
      (role) => outsider === null && (named[role] || (isMember && isYes(grouped[role]))),
    );
    const missing = missingOf(who, isNamed, Object.values(grouped));
    return {
      ...has,
      viewer: (isMember && everyoneLooks) || roleNames.some((role) => has[role]),
      unknown: missing.length > 0,
      untilMended: missing.some(isLasting),
      outsider,
    };
  }

  return {
    configured: deps.operators.length > 0 && deps.approvers.length > 0,
    async rolesOf(userId, channelId, pace) {
      const ms = pace === "idle" ? IDLE_LOOKUP_MS : COLD_LOOKUP_MS;
      const waits: { end: AbortController; over: Promise<void> }[] = [];
      const patience: Patience = {
        ms,
        isIdle: pace === "idle",
        over: () => {
          // Not before somebody has to wait: to abort one costs more than all else here, at every click.
          const [wait = beginWait(clock, ms)] = waits;
          waits[0] = wait;
          return wait.over;
        },
      };
      try {
        return await decide(userId, channelId, patience);
      } finally {
        waits[0]?.end.abort();
      }
    },
  };
}

function beginWait(clock: Clock, ms: number) {
  const end = new AbortController();
  return { end, over: sleep(clock, ms, end.signal) };
}

const yes: Answer<boolean> = { isKnown: true, value: true };
const no: Answer<boolean> = { isKnown: true, value: false };

type Who = Answer<Outsider | null>;

/** Of who is named only an account that was deactivated counts. */
function outsiderOf(who: Who, isNamed: boolean): Outsider | null {
  if (!who.isKnown) return null;
  return isNamed && who.value !== "gone" ? null : who.value;
}

/** What is not known, and would matter. */
function missingOf(who: Who, isNamed: boolean, grouped: readonly Answer<boolean>[]): Answer<unknown>[] {
  const unclear = grouped.filter((answer) => !answer.isKnown);
  if (who.isKnown) return who.value === null ? unclear : [];
  return !isNamed || unclear.length > 0 || grouped.some(isYes) ? [who, ...unclear] : [];
}

function isYes(answer: Answer<boolean>): boolean {
  return answer.isKnown && answer.value;
}

function isLasting(answer: Answer<unknown>): boolean {
  return !answer.isKnown && answer.isLasting;
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
