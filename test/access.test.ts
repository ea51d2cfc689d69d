import { describe, expect, test } from "vitest";
import { rolesWith } from "../sandbox/gallery/samples/roles-with.ts";
import { createAccess, type Outsider, type RoleGrant } from "../src/access.ts";
import { createManualClock } from "./support/manual-clock.ts";

/** As the variables have it: `ID` or `ID@CHANNEL`. */
function grants(...words: string[]): RoleGrant[] {
  return words.map((word) => {
    const [id = "", channelId = null] = word.split("@");
    return { id, channelId };
  });
}

interface Named {
  viewers?: string[];
  operators?: string[];
  approvers?: string[];
  admins?: string[];
}

const lasting = new Error("no_such_subteam");

/** Nobody answers a lookup but the test. */
function createWorld({ viewers = [], operators = ["U0OLGA"], approvers = [], admins = [] }: Named) {
  const clock = createManualClock();
  const groups: { id: string; answer: (members: string[]) => void; fail: (error: Error) => void }[] = [];
  const people: { id: string; answer: (outsider: Outsider | null) => void; fail: (error: Error) => void }[] =
    [];
  const errors: string[] = [];
  const access = createAccess({
    viewers: grants(...viewers),
    operators: grants(...operators),
    approvers: grants(...approvers),
    admins: grants(...admins),
    clock,
    membersOf: (id) => new Promise((answer, fail) => groups.push({ id, answer, fail })),
    outsiderOf: (id) => new Promise((answer, fail) => people.push({ id, answer, fail })),
    lookupFailed: (id, error) => {
      errors.push(id);
      return { retryAfterMs: null, isLasting: error === lasting };
    },
  });
  return { clock, groups, people, errors, access };
}

/** Slack says at once who is no full member, and who is in which group. */
function createTown(named: Named, who: Record<string, Outsider> = {}, members: string[] = ["U0ADA"]) {
  const clock = createManualClock();
  const asked: string[] = [];
  const access = createAccess({
    viewers: grants(...(named.viewers ?? [])),
    operators: grants(...(named.operators ?? [])),
    approvers: grants(...(named.approvers ?? [])),
    admins: grants(...(named.admins ?? [])),
    clock,
    membersOf: async () => members,
    outsiderOf: async (userId) => {
      asked.push(userId);
      return who[userId] ?? null;
    },
    lookupFailed: () => ({ retryAfterMs: null, isLasting: false }),
  });
  return { clock, asked, rolesOf: access.rolesOf };
}

const nobody = rolesWith({ viewer: false });

describe("who is named", () => {
  test("has the role, and may look, though Slack does not say who he is", async () => {
    const { access, people, clock } = createWorld({ viewers: ["U0VERA"], admins: ["U0ANNA"] });
    const ids = ["U0OLGA", "U0VERA", "U0ANNA"];
    const asked = Promise.all(ids.map((id) => access.rolesOf(id, "C1")));
    people[1]?.fail(new Error("internal_error"));
    people[2]?.fail(lasting);
    await clock.advance(1_000);
    expect(await asked).toEqual([rolesWith({ operator: true }), rolesWith(), rolesWith({ admin: true })]);
  });

  test("has none, nor may look, once Slack says that his account was deactivated", async () => {
    const town = createTown(
      { operators: ["U0ADA"], approvers: ["U0ADA", "S0GROUP"], admins: ["U0ADA@C1"], viewers: ["U0ADA"] },
      { U0ADA: "gone" },
    );
    for (const channelId of ["C1", "C2", null]) {
      expect(await town.rolesOf("U0ADA", channelId)).toEqual({ ...nobody, outsider: "gone" });
    }
  });

  test("loses it within a minute of that", async () => {
    const { access, people, clock } = createWorld({});
    const first = access.rolesOf("U0OLGA", "C1");
    people[0]?.answer(null);
    expect(await first).toEqual(rolesWith({ operator: true }));
    await clock.advance(50_000);
    expect(await access.rolesOf("U0OLGA", "C1")).toEqual(rolesWith({ operator: true }));
    people[1]?.answer("gone");
    await clock.advance(10_000);
    expect(await access.rolesOf("U0OLGA", "C1")).toEqual({ ...nobody, outsider: "gone" });
  });

  test("has each role by its own list: an admin is neither operator nor approver", async () => {
    const { rolesOf } = createTown({ operators: ["U0BOTH"], admins: ["U0BOTH", "U0ANNA"] });
    expect(await rolesOf("U0BOTH", "C1")).toEqual(rolesWith({ operator: true, admin: true }));
    expect(await rolesOf("U0ANNA", "C1")).toEqual(rolesWith({ admin: true }));
  });

  test.each<Outsider>(["guest", "bot", "stranger"])(
    "has that role and may look though a %s, and no other through a group",
    async (outsider) => {
      const { rolesOf } = createTown(
        { operators: ["U0ADA"], approvers: ["S0GROUP"], viewers: ["U0VERA"] },
        { U0ADA: outsider },
      );
      expect(await rolesOf("U0ADA", "C1")).toEqual(rolesWith({ operator: true }));
    },
  );

  test("does not wait for groups that cannot give more", async () => {
    const named = { operators: ["U0OLGA", "S0OPERATORS"], approvers: ["U0OLGA"] };
    const { access, groups, people } = createWorld(named);
    const asked = access.rolesOf("U0OLGA", "C1");
    people[0]?.answer(null);
    expect(await asked).toEqual(rolesWith({ operator: true, approver: true }));
    expect(groups).toEqual([]);
  });
});

describe("a role for one channel", () => {
  test("holds there and in no other, and somewhere when asked of any", async () => {
    const { rolesOf } = createTown({ viewers: ["U0VERA"], operators: ["U0OLGA@C1", "U0OLGA@C2"] });
    expect(await rolesOf("U0OLGA", "C1")).toEqual(rolesWith({ operator: true }));
    expect(await rolesOf("U0OLGA", "C2")).toEqual(rolesWith({ operator: true }));
    expect(await rolesOf("U0OLGA", "C3")).toEqual(nobody);
    expect(await rolesOf("U0OLGA", null)).toEqual(rolesWith({ operator: true }));
  });

  test("holds for the members of a group in that channel alone", async () => {
    const { rolesOf } = createTown({ approvers: ["S0GROUP@C1"], operators: ["S0GROUP"] });
    expect(await rolesOf("U0ADA", "C1")).toEqual(rolesWith({ operator: true, approver: true }));
    expect(await rolesOf("U0ADA", "C2")).toEqual(rolesWith({ operator: true }));
    expect(await rolesOf("U0EVE", "C1")).toEqual(rolesWith());
  });

  test("does not let an outsider in anywhere else", async () => {
    const { rolesOf } = createTown({ operators: ["U0GUS@C1"] }, { U0GUS: "guest" });
    expect(await rolesOf("U0GUS", "C1")).toEqual(rolesWith({ operator: true }));
    expect(await rolesOf("U0GUS", "C2")).toEqual({ ...nobody, outsider: "guest" });
  });
});

describe("who is not named", () => {
  test("may look as a full member, and change nothing", async () => {
    const { rolesOf } = createTown({ operators: ["U0OLGA"] });
    expect(await rolesOf("U0EVE", "C1")).toEqual(rolesWith());
  });

  test("may not even look once viewers are named, unless a group has him", async () => {
    const { rolesOf } = createTown({ viewers: ["S0GROUP@C1"] });
    expect(await rolesOf("U0EVE", "C1")).toEqual(nobody);
    expect(await rolesOf("U0ADA", "C1")).toEqual(rolesWith());
    expect(await rolesOf("U0ADA", "C2")).toEqual(nobody);
  });

  test.each<Outsider>(["guest", "bot", "stranger", "gone"])(
    "has no role as a %s, though a group has him",
    async (outsider) => {
      const { rolesOf } = createTown(
        { viewers: ["S0GROUP"], operators: ["S0GROUP"], approvers: ["S0GROUP"], admins: ["S0GROUP"] },
        { U0ADA: outsider },
      );
      expect(await rolesOf("U0ADA", "C1")).toEqual({ ...nobody, outsider });
    },
  );
});

describe("lookups", () => {
  test("one serves all who ask, for 50 s", async () => {
    const { access, groups, people, clock } = createWorld({ approvers: ["S0APPROVERS"] });
    const asked = Promise.all([access.rolesOf("U0ADA", "C1"), access.rolesOf("U0ADA", "C2")]);
    groups[0]?.answer(["U0ADA"]);
    people[0]?.answer(null);
    expect(await asked).toEqual([rolesWith({ approver: true }), rolesWith({ approver: true })]);
    await clock.advance(49_000);
    await access.rolesOf("U0ADA", "C1");
    expect([groups.length, people.length]).toEqual([1, 1]);
  });

  test("a question waits by one timer for all of them, which ends with the answers", async () => {
    const { access, clock, groups, people } = createWorld({ operators: ["S0ONE", "S0OTHER"] });
    const asked = access.rolesOf("U0ADA", null);
    await clock.advance(1);
    expect([groups.length, people.length, clock.timers]).toEqual([2, 1, 1]);
    for (const group of groups) group.answer(["U0ADA"]);
    people[0]?.answer(null);
    expect(await asked).toMatchObject({ operator: true, unknown: false });
    expect(clock.timers).toBe(0);
  });

  test("a question waits 1 s for all of them, then it is a no that says so; the next one is served", async () => {
    const { access, groups, people, clock } = createWorld({ approvers: ["S0APPROVERS"] });
    const asked = access.rolesOf("U0ADA", "C1");
    await clock.advance(900);
    groups[0]?.answer(["U0ADA"]);
    await clock.advance(100);
    expect(await asked).toEqual({ ...nobody, unknown: true });
    people[0]?.answer(null);
    await clock.advance(0);
    expect(await access.rolesOf("U0ADA", "C1")).toEqual(rolesWith({ approver: true }));
  });

  test("of an answer that is overdue a later question says so at once", async () => {
    const { access, people, clock } = createWorld({});
    const first = access.rolesOf("U0EVE", "C1");
    await clock.advance(1_000);
    expect(await first).toEqual({ ...nobody, unknown: true });
    expect(await access.rolesOf("U0EVE", "C1")).toEqual({ ...nobody, unknown: true });
    expect(people).toHaveLength(1);
  });

  test("a group that does not answer leaves what else is known", async () => {
    const { access, people, clock } = createWorld({ approvers: ["S0APPROVERS"] });
    const olga = access.rolesOf("U0OLGA", "C1");
    const eve = access.rolesOf("U0EVE", "C1");
    people[0]?.answer(null);
    people[1]?.answer(null);
    await clock.advance(1_000);
    expect(await olga).toEqual(rolesWith({ operator: true, unknown: true }));
    expect(await eve).toEqual(rolesWith({ unknown: true }));
  });

  test("what a group gives to who is named waits for who he is", async () => {
    const { access, groups, people, clock } = createWorld({ approvers: ["S0APPROVERS"] });
    const asked = access.rolesOf("U0OLGA", "C1");
    groups[0]?.answer(["U0OLGA"]);
    await clock.advance(0);
    expect(people.map(({ id }) => id)).toEqual(["U0OLGA"]);
    await clock.advance(1_000);
    expect(await asked).toEqual(rolesWith({ operator: true, unknown: true }));
  });

  test("who has left the group, or the workspace, keeps the role for a minute at most", async () => {
    const { access, groups, people, clock } = createWorld({ approvers: ["S0APPROVERS"] });
    for (const userId of ["U0ADA", "U0BEN"]) {
      const asked = access.rolesOf(userId, "C1");
      groups[0]?.answer(["U0ADA", "U0BEN"]);
      people.at(-1)?.answer(null);
      await asked;
    }
    await clock.advance(59_000);
    expect(await access.rolesOf("U0ADA", "C1")).toMatchObject({ approver: true });
    expect(await access.rolesOf("U0BEN", "C1")).toMatchObject({ approver: true });
    groups[1]?.answer(["U0BEN"]);
    people[2]?.answer(null);
    people[3]?.answer("gone");
    await clock.advance(0);
    expect(await access.rolesOf("U0ADA", "C1")).toEqual(rolesWith());
    expect(await access.rolesOf("U0BEN", "C1")).toEqual({ ...nobody, outsider: "gone" });
  });

  test("an old answer is not used when Slack gives no new one", async () => {
    const { access, groups, people, clock } = createWorld({ approvers: ["S0APPROVERS"] });
    const first = access.rolesOf("U0ADA", "C1");
    groups[0]?.answer(["U0ADA"]);
    people[0]?.answer(null);
    await first;
    await clock.advance(60_000);
    const second = access.rolesOf("U0ADA", "C1");
    await clock.advance(1_000);
    expect(await second).toEqual({ ...nobody, unknown: true });
  });

  test("one that failed is told of, and made again by who asks 20 s later", async () => {
    const { access, groups, people, errors, clock } = createWorld({ approvers: ["S0APPROVERS"] });
    const first = access.rolesOf("U0ADA", "C1");
    groups[0]?.fail(new Error("internal_error"));
    people[0]?.fail(new Error("internal_error"));
    expect(await first).toEqual({ ...nobody, unknown: true });
    expect(errors.sort()).toEqual(["S0APPROVERS", "U0ADA"]);
    await clock.advance(19_999);
    expect(await access.rolesOf("U0ADA", "C1")).toEqual({ ...nobody, unknown: true });
    expect([groups.length, people.length]).toEqual([1, 1]);
    await clock.advance(1);
    const second = access.rolesOf("U0ADA", "C1");
    groups[1]?.answer(["U0ADA"]);
    people[1]?.answer(null);
    expect(await second).toEqual(rolesWith({ approver: true }));
  });

  test("one that fails until somebody sets it right says so, where anything depends on it", async () => {
    const { access, groups, people } = createWorld({ approvers: ["S0GONE"], admins: ["S0ADMINS"] });
    const ada = access.rolesOf("U0ADA", "C1");
    groups[0]?.fail(lasting);
    groups[1]?.answer(["U0ANNA"]);
    people[0]?.answer(null);
    expect(await ada).toEqual(rolesWith({ unknown: true, untilMended: true }));
    const gus = access.rolesOf("U0GUS", "C1");
    people[1]?.answer("guest");
    expect(await gus).toEqual({ ...nobody, outsider: "guest" });
    const otto = access.rolesOf("U0OTTO", "C1");
    people[2]?.fail(lasting);
    expect(await otto).toEqual({ ...nobody, unknown: true, untilMended: true });
  });

  test("who asks idly waits 5 s for one", async () => {
    const { access, people, clock } = createWorld({});
    const asked = access.rolesOf("U0EVE", null, "idle");
    await clock.advance(4_900);
    people[0]?.answer(null);
    expect(await asked).toEqual(rolesWith());
  });
});

test("it is configured once operators and approvers are named", () => {
  expect(createWorld({ viewers: ["U0VERA"], admins: ["U0ANNA"] }).access.configured).toBe(false);
  expect(createWorld({ approvers: ["U0ADA@C1"] }).access.configured).toBe(true);
});
