import { webApi } from "@slack/bolt";
import pino from "pino";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { Fault } from "../../sandbox/slack/faults.ts";
import { type SlackWorkspace, startSlackWorkspace } from "../../sandbox/slack/workspace.ts";
import { systemClock } from "../../src/clock.ts";
import { createLookupFailures } from "../../src/slack/lookup-failures.ts";
import { createOutsiders } from "../../src/slack/outsiders.ts";
import { membersOfGroup } from "../../src/slack/user-groups.ts";
import { createManualClock } from "../support/manual-clock.ts";

const OTTO = "U0OTTO0001";
const OPERATORS = "S0OPERATORS";

let slack: SlackWorkspace;
let client: webApi.WebClient;
beforeAll(async () => {
  slack = await startSlackWorkspace({ clock: systemClock, outsiders: true });
  client = new webApi.WebClient(slack.botToken, {
    slackApiUrl: slack.apiUrl,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
  });
});
afterAll(() => slack.stop());
beforeEach(() => slack.faults.clear());

function createWorld() {
  const clock = createManualClock();
  const logged: { level: number; msg: string; id: string; todo?: string }[] = [];
  const logger = pino({ level: "debug" }, { write: (line: string) => void logged.push(JSON.parse(line)) });
  const failed = createLookupFailures({ clock, logger });
  const outsiderOf = createOutsiders(client);
  /** What is made of a lookup that fails. */
  const lookUp = async (id: string) => {
    const error = await (id.startsWith("S") ? membersOfGroup(client, id) : outsiderOf(id)).then(
      () => null,
      (thrown: unknown) => thrown,
    );
    if (error === null) throw new Error(`The lookup of ${id} did not fail`);
    return failed(id, error);
  };
  return { clock, logged, lookUp };
}

test.each<[string, Fault, number | null]>([
  ["a pause that Slack asks for", { kind: "rate-limit", retryAfterSeconds: 47 }, 47_000],
  ["a fault of Slack's", { kind: "error", error: "internal_error" }, null],
  ["a proxy's page", { kind: "status", status: 502 }, null],
])("%s passes, and is a warning each time", async (_, fault, retryAfterMs) => {
  const { logged, lookUp } = createWorld();
  slack.faults.add("usergroups.users.list", fault, 2);
  expect(await lookUp(OPERATORS)).toEqual({ retryAfterMs, isLasting: false });
  await lookUp(OPERATORS);
  expect(logged.map(({ level, id }) => [level, id])).toEqual([
    [40, OPERATORS],
    [40, OPERATORS],
  ]);
});

test.each([
  [OPERATORS, "missing_scope", "usergroups:read"],
  [OPERATORS, "plan_upgrade_required", "name people instead"],
  [OPERATORS, "subteam_not_found", "take it out of VIEWERS, OPERATORS, APPROVERS and ADMINS"],
  [OTTO, "missing_scope", "users:read"],
  [OTTO, "invalid_auth", "npm run doctor"],
])("of %s %s lasts, and is an error that says what to do", async (id, error, words) => {
  const { logged, lookUp } = createWorld();
  slack.faults.add(id === OTTO ? "users.info" : "usergroups.users.list", { kind: "error", error });
  expect(await lookUp(id)).toEqual({ retryAfterMs: null, isLasting: true });
  expect(logged).toMatchObject([{ level: 50, id, todo: expect.stringContaining(words) }]);
});

test("what lasts is told once an hour, of each group that is none any more, and of all people together", async () => {
  const { clock, logged, lookUp } = createWorld();
  slack.faults.add("users.info", { kind: "error", error: "missing_scope" }, 1_000);
  const lookUpAll = async () => {
    for (const id of ["S0GONE", "S0LOST", OTTO, "U0VERA0001"]) await lookUp(id);
  };
  await lookUpAll();
  await clock.advance(3_599_999);
  await lookUpAll();
  expect(logged.map(({ id }) => id)).toEqual(["S0GONE", "S0LOST", OTTO]);
  await clock.advance(1);
  await lookUpAll();
  expect(logged).toHaveLength(6);
});
