import pino from "pino";
import { expect, test } from "vitest";
import { homeAskedAt } from "../../sandbox/gallery/home-data.ts";
import { createAccess } from "../../src/access.ts";
import { createHomeDrawing } from "../../src/handlers/home-drawing.ts";
import type { LookupFailure } from "../../src/lookup-cache.ts";
import { everywhere } from "../support/everywhere.ts";
import { createManualClock } from "../support/manual-clock.ts";

// What Slack allows in a minute of users.info and of usergroups.users.list.
const [PEOPLE_LIMIT, GROUPS_LIMIT] = [100, 20];
// As many as are kept true, by all processes together.
const viewers = Array.from({ length: 48 }, (_, index) => `U0VIEWER${index}`);

interface Slack {
  groups: string[];
  /** Those of them that are none any more. */
  deleted?: string[];
  isDown?: boolean;
}

/** Two processes that share the viewers' Homes, each of which has people ask it for something as well. */
function createWorld({ groups, deleted = [], isDown = false }: Slack) {
  const clock = createManualClock(homeAskedAt);
  const looked = { people: [] as number[], groups: [] as number[] };
  const totals = { awaiting: 0, attention: 0, underWay: 0, ahead: 0 };
  const overview = { awaiting: [], attention: [], underWay: [], ahead: [], totals };
  const failing = async <T>(fails: boolean, value: T): Promise<T> =>
    fails ? Promise.reject(new Error("no")) : value;

  const createProcess = () => {
    const access = createAccess({
      viewers: [],
      operators: everywhere(...groups),
      approvers: everywhere(...groups),
      admins: [],
      clock,
      membersOf: async (id) => {
        looked.groups.push(clock.monotonicMs());
        return failing(isDown || deleted.includes(id), viewers);
      },
      outsiderOf: async () => {
        looked.people.push(clock.monotonicMs());
        return failing(isDown, null);
      },
      lookupFailed: (id): LookupFailure => ({ retryAfterMs: null, isLasting: deleted.includes(id) }),
    });
    const draw = createHomeDrawing({
      operations: { openOverview: async () => overview, cardLink: async () => null },
      access,
      freezes: { current: async () => null, freeze: async (freeze) => freeze, lift: async () => null },
      settings: { viewers: [], operators: everywhere(...groups), approvers: everywhere(...groups) },
      watch: {
        seen: () => ({ sessions: { state: "reading" }, ingresses: { state: "reading" } }),
        look: async () => {},
      },
      clock,
      logger: pino({ level: "silent" }),
    });
    return { access, draw };
  };
  const processes = [createProcess(), createProcess()];

  return {
    looked,
    /** Homes are drawn every 10 s, somebody asks each process every second. */
    live: async (seconds: number) => {
      for (let second = 0; second < seconds; second += 1) {
        for (const [at, { access, draw }] of processes.entries()) {
          await access.rolesOf(`U0ASKER${at}`, "C1");
          if (second % 10 > 0) continue;
          await Promise.all(viewers.filter((_, one) => one % 2 === at).map((userId) => draw(userId, null)));
        }
        await clock.advance(1_000);
      }
    },
  };
}

/** The most in any minute. */
function mostOf(instants: readonly number[]): number {
  return Math.max(
    ...instants.map((first) => instants.filter((at) => at >= first && at < first + 60_000).length),
  );
}

const five = ["S01", "S02", "S03", "S04", "S05"];

test("48 open Homes and five groups stay within what Slack allows two processes", async () => {
  const { looked, live } = createWorld({ groups: five });
  await live(600);
  expect(mostOf(looked.people)).toBeLessThanOrEqual(viewers.length + 2 * 2);
  expect(viewers.length + 2 * 2).toBeLessThan(0.6 * PEOPLE_LIMIT);
  expect(mostOf(looked.groups)).toBeLessThanOrEqual(GROUPS_LIMIT);
  // Two in one minute, and so in the long run one in 50 s.
  expect(looked.groups.length / 10).toBeLessThanOrEqual(five.length * 2 * 1.2);
});

test("a deleted group takes no lookup from the others", async () => {
  const { looked, live } = createWorld({ groups: five, deleted: ["S05"] });
  await live(600);
  expect(mostOf(looked.groups)).toBeLessThanOrEqual(GROUPS_LIMIT);
  expect(looked.groups.length / 10).toBeLessThanOrEqual(4 * 2 * 1.2 + 2);
});

test("while nothing is answered no Home asks more than once a minute", async () => {
  const { looked, live } = createWorld({ groups: [], isDown: true });
  await live(600);
  expect(mostOf(looked.people)).toBeLessThanOrEqual(viewers.length + 2 * 3);
});
