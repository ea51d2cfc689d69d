import { describe, expect, test } from "vitest";
import { checkSoak } from "../../sandbox/soak/checks/check-soak.ts";
import type { SoakEvidence } from "../../sandbox/soak/soak-evidence.ts";
import { denial, lookPhrase } from "../../src/views/denial.ts";
import { errorModal } from "../../src/views/error-modal.ts";
import { frozenText } from "../../src/views/freeze-words.ts";
import { homeDenied } from "../../src/views/home/home-denied.ts";
import { message, operation, record, type Step, second, soundRun, steps } from "../evidence/a-sound-run.ts";
import { slackCall, soundSoak } from "./a-sound-soak.ts";

const found = (changes: Partial<SoakEvidence>) =>
  checkSoak(soundSoak(changes))
    .filter(({ promise }) => promise !== "everything is tried")
    .map(({ promise, words }) => `${promise}: ${words}`);

const roles = { viewer: false, operator: false, approver: false, admin: false, outsider: null };
const unknown = { ...roles, unknown: true, untilMended: false };
const known = { ...unknown, unknown: false };
const denied = (changes: Partial<Parameters<typeof denial>[0]> = {}) =>
  denial({
    what: "approve a change",
    needed: "approver",
    userId: "U_ADA",
    roles: unknown,
    elsewhere: false,
    viewersNamed: false,
    ...changes,
  });

const refused = (words: string, at = 30, userId = "U_ADA") => ({
  run: soundRun({ refusals: [{ at: second(at), userId, words }] }),
});
const calls = (...more: SoakEvidence["slackCalls"]) => ({ slackCalls: [...soundSoak().slackCalls, ...more] });
const lookup = (at: number, user = "U_ADA") =>
  slackCall(at, "users.info", { args: { user }, fault: "hang", result: "hang" });
const isTrue = expect.stringMatching(/^refusals are true: /);

describe("who is not known", () => {
  test("is told so only where Slack failed a lookup of that person or a user group a moment before", () => {
    const told = refused(denied());
    expect(found(told)).toEqual([expect.stringContaining("after no lookup that failed")]);
    expect(found({ ...told, ...calls(lookup(25)) })).toEqual([]);
    const group = slackCall(25, "usergroups.users.list", { fault: "status", result: "status 503" });
    expect(found({ ...told, ...calls(group) })).toEqual([]);
    const others = [
      lookup(25, "U_BEN"),
      { ...lookup(25), fault: null, result: "ok" },
      lookup(32),
      slackCall(25, "views.update", { fault: "hang" }),
    ];
    for (const other of others) expect(found({ ...told, ...calls(other) })).toEqual([isTrue]);
  });

  test("is known again 30 s after a lookup that failed, on Home after 70 s", () => {
    const late = refused(denied(), 80);
    expect(found({ ...late, ...calls(lookup(50)) })).toEqual([]);
    expect(found({ ...late, ...calls(lookup(40)) })).toEqual([isTrue]);
    const home = (at: number) => {
      const view = homeDenied({ userId: "U_ADA", roles: unknown, viewersNamed: false });
      return calls(lookup(at), slackCall(90, "views.publish", { args: { user_id: "U_ADA", view } }));
    };
    expect(found(home(20))).toEqual([]);
    expect(found(home(10))).toEqual([expect.stringContaining("in a home")]);
  });

  test("may be told so for half a minute after Slack was away, and just after the machine stood still", () => {
    const span = (from: number, to: number) => [{ from: second(from), to: second(to) }];
    const late = refused(denied(), 60);
    expect(found({ ...late, slackAway: span(20, 28) })).toEqual([]);
    expect(found({ ...late, slackAway: span(10, 20) })).toEqual([isTrue]);
    expect(found({ ...late, stalls: span(50, 58) })).toEqual([]);
    expect(found({ ...late, stalls: span(20, 48) })).toEqual([isTrue]);
  });

  test("may be told so while an answer is late, and long after it only where the bot gave it up", () => {
    const late = (from: number, to: number, userId: string | null = "U_ADA") => ({
      ...refused(denied()),
      slowLookups: [
        {
          method: userId === null ? "usergroups.users.list" : "users.info",
          userId,
          fromMs: second(from).getTime(),
          toMs: second(to).getTime(),
        },
      ],
    });
    expect(found(late(29, 30.5))).toEqual([]);
    expect(found(late(29, 30.5, null))).toEqual([]);
    expect(found(late(29, 30.5, "U_BEN"))).toEqual([isTrue]);
    expect(found(late(18, 19))).toEqual([isTrue]);
    expect(found(late(13, 19))).toEqual([]);
  });

  test("is told so in a window too", () => {
    const view = errorModal("Update a session", denied({ what: "update a session" }));
    const shown = slackCall(30, "views.update", { args: { view_id: "V1", view } });
    const viewers = new Map([["V1", "U_ADA"]]);
    expect(found({ viewers, ...calls(shown, lookup(25)) })).toEqual([]);
    expect(found({ viewers, ...calls(shown, lookup(25, "U_BEN")) })).toEqual([
      expect.stringContaining("U_ADA at 2026-03-01T00:00:30.000Z in a window"),
    ]);
  });

  test("is never told that somebody has to mend it", () => {
    const words = denied({ roles: { ...unknown, untilMended: true } });
    expect(found({ ...refused(words), ...calls(lookup(25)) })).toEqual([
      expect.stringContaining("though there is nothing to mend"),
    ]);
  });
});

test("who has a role is never told that he lacks it, in whatever weather; who has not is", () => {
  const words = denied({ roles: known });
  expect(found({ ...refused(words), ...calls(lookup(25)) })).toEqual([
    expect.stringContaining("who has that role"),
  ]);
  expect(found(refused(words, 30, "U_OLGA"))).toEqual([]);
  const look = denied({ roles: known, needed: "viewer", what: lookPhrase });
  expect(found(refused(look, 30, "U_OTTO"))).toEqual([isTrue]);
  const either = denied({ roles: known, needed: "operator-or-approver", what: "cancel a change" });
  expect(found(refused(either, 30, "U_BEN"))).toEqual([isTrue]);
  expect(found(refused(denied({ roles: known, needed: "admin" }), 30, "U_BEN"))).toEqual([]);
});

test("that all is frozen is told only while it is", () => {
  const freeze = { by: "U_ADMIN", at: second(28), liftedAt: second(32), reason: "" };
  const told = (at: number, liftedAt: Date | null = freeze.liftedAt) => ({
    run: soundRun({
      ...refused(frozenText(freeze), at).run,
      record: { ...record(), freezes: [{ ...freeze, liftedAt }] },
    }),
  });
  expect(found(told(30))).toEqual([]);
  expect(found(told(37))).toEqual([]);
  expect(found(told(50, null))).toEqual([]);
  for (const at of [27, 39]) {
    expect(found(told(at))).toEqual([expect.stringContaining("while nothing was frozen")]);
  }
});

test("what is held at the end is found, and what was let run is not", () => {
  const held: Step[] = [...steps.slice(0, 4), [10, "hold", "needs-attention"]];
  const problem = (code: string) => ({
    run: soundRun({
      calls: soundRun().calls.slice(0, 1),
      messages: [message("card", "The restart of e0000x was not run."), message("follow-up", "")],
      record: {
        freezes: [],
        ...record(held, {
          state: "needs-attention",
          version: 5,
          publishedVersion: 5,
          document: { ...operation().document, problem: { code } },
        }),
      },
    }),
  });
  expect(found(problem("held"))).toEqual([expect.stringMatching(/^what is held can be let run: /)]);
  expect(found(problem("not-back"))).toEqual([]);
});
