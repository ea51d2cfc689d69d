import { describe, expect, test } from "vitest";
import { checkAll } from "../../sandbox/evidence/checks/all-checks.ts";
import {
  audit,
  call,
  found,
  message,
  operation,
  operationId,
  press,
  record,
  type Step,
  second,
  soundRun,
  steps,
  submit,
} from "./a-sound-run.ts";

const ledger = (submits = [submit()], presses = [press()]) => ({
  submits,
  presses,
  freezes: [],
  abandoned: [],
});
test("a run in which all went well breaks no promise", () => {
  expect(checkAll(soundRun())).toEqual([]);
});

describe("accepted clicks", () => {
  test("a submit that was acked and left no operation is lost", () => {
    expect(found({ ledger: ledger([submit(), submit({ key: "V2:hash" })]) })).toEqual([
      expect.stringMatching(/accepted clicks: lost: olga submitted session-update/),
    ]);
  });

  test("one that nobody acked, or that was answered with the form, may have left nothing", () => {
    const others = (["unanswered", "refused"] as const).map((outcome) => submit({ key: outcome, outcome }));
    expect(found({ ledger: ledger([submit(), ...others]) })).toEqual([]);
  });

  test("an operation that nobody asked for is found", () => {
    expect(found({ ledger: ledger([]) })).toEqual([expect.stringContaining("nobody has asked for it")]);
  });

  test("an operation that ended without a card is found, unless its form has said so", () => {
    const one = operation();
    const operations = [{ ...one, document: { ...one.document, saidInForm: true } }];
    const run = { record: { operations, audit: audit(steps.slice(0, 2)) }, calls: [], messages: [] };
    const said = { words: "It is gone, so nothing was run.", isForm: true };
    expect(found({ ...run, ledger: ledger([submit({ said })]) })).toEqual([]);
    expect(found(run)).toEqual([expect.stringContaining("the form did not")]);
    expect(found({ ...run, messages: [message("card", "e0000x is back.")] })).toContainEqual(
      expect.stringContaining("doubled: 1 messages of the role card in place of 0"),
    );
  });

  test("two operations of one submit are found", () => {
    const twice = [operation(), operation({ id: "op_2" })];
    expect(found({ record: { operations: twice, audit: audit() } })).toContainEqual(
      expect.stringContaining("a second operation of one submit"),
    );
  });

  test("a button that was acked, could have counted and was not recorded is lost", () => {
    const denied = steps.filter(([, action]) => action !== "approve");
    expect(found({ record: record(denied) })).toContainEqual(expect.stringMatching(/lost: Approve by ada/));
  });

  test("a button that came too late may have been refused", () => {
    const late = press({ by: "ben", at: second(10), ackedAt: second(11) });
    expect(found({ ledger: ledger([submit()], [press(), late]) })).toEqual([]);
  });

  test("what another operation has in hand may be refused to be resumed, and nothing else", () => {
    const late: Step[] = [...steps.slice(0, 4), [16, "find-too-late", "needs-attention"]];
    const story = {
      operations: [operation({ state: "needs-attention", version: 5, publishedVersion: 5 })],
      audit: audit(late),
    };
    const resumed = press({ label: "Restart now", at: second(30), ackedAt: second(31) });
    const run = {
      calls: [call(4.2, "update")],
      messages: [message("card", "The restart of e0000x was due 42 min ago.")],
    };
    const clicks = ledger([submit(), submit({ key: "V2:hash" })], [press(), resumed]);
    const other = {
      ...operation({ requestKey: "V2:hash" }),
      id: "op_2",
      state: "expired",
      version: 2,
      publishedVersion: 2,
    };
    const held = audit([
      [25, "request", "awaiting-approval", "U_BEN"],
      [50, "expire", "expired"],
    ]);
    const shown = ["card", "announcement"].map((role) => ({
      ...message(role, "The request expired."),
      operationId: "op_2",
    }));
    const both = {
      operations: [...story.operations, other],
      audit: [...story.audit, ...held.map((event) => ({ ...event, operationId: "op_2" }))],
    };
    expect(found({ ...run, record: both, ledger: clicks, messages: [...run.messages, ...shown] })).toEqual(
      [],
    );
    expect(found({ ...run, record: story, ledger: ledger([submit()], [press(), resumed]) })).toEqual([
      expect.stringMatching(/lost: Restart now by ada/),
    ]);
  });

  test("a form on a card that was accepted and is not recorded is lost", () => {
    const denial = submit({ what: "deny", by: "ada", at: second(2), operationId });
    expect(found({ ledger: ledger([submit(), denial]) })).toEqual([
      expect.stringMatching(/lost: deny by ada/),
    ]);
  });
});

test("agents that went down twice by one operation are found, wherever they came back", () => {
  const again = [
    ...steps.slice(0, 6),
    ...steps.slice(4, 6).map(([at, ...rest]) => [at + 2, ...rest] as Step),
  ];
  const calls = [call(4.2, "update"), call(16.2, "restart"), call(18.2, "restart")];
  expect(found({ record: record(again), calls })).toContainEqual(
    expect.stringMatching(/no agent twice: .*went down 2 times by one operation/),
  );
});

test("a repeated restart that finds nobody harms nobody", () => {
  const again = [
    ...steps.slice(0, 5),
    [18, "start-call", "restarting", undefined, "restart"] as Step,
    ...steps.slice(6).map(([at, ...rest]) => [at + 2, ...rest] as Step),
  ];
  const calls = [
    call(4.2, "update"),
    call(16.2, "restart"),
    call(18.2, "restart", { status: 404, effect: null }),
  ];
  expect(found({ record: record(again, { version: 7, publishedVersion: 7 }), calls })).toEqual([]);
});

test("a restart less than 10 s after the update's answer is found", () => {
  const calls = [call(4.2, "update", { answeredMonotonicMs: 6_300 }), call(16.2, "restart")];
  expect(found({ calls })).toEqual([expect.stringMatching(/ten seconds: restart .*only 9900 ms/)]);
});

describe("a trail for every call", () => {
  test("a call whose intent was never recorded is found", () => {
    expect(found({ calls: [...soundRun().calls, call(30, "stop", { effect: null })] })).toEqual([
      expect.stringMatching(/a trail for every call: stop of ts_old.*never recorded/),
    ]);
  });

  test("a call that comes before its intent is found", () => {
    const calls = [call(3.9, "update"), call(16.2, "restart")];
    expect(found({ calls })).toEqual([expect.stringMatching(/update .*never recorded/)]);
  });

  test("the doubt of a measured clock is granted, and no more", () => {
    const calls = [call(3.9, "update"), call(17.05, "restart")];
    expect(found({ calls, clockErrorMs: 100 })).toEqual([]);
    expect(found({ calls, clockErrorMs: 40 })).toHaveLength(2);
  });

  test("a call that comes after its intent was settled is found", () => {
    const calls = [call(5.5, "update"), call(16.2, "restart")];
    expect(found({ calls })).toContainEqual(expect.stringMatching(/after accept had been recorded/));
  });

  test("two calls of one intent are found, but not one that ngrok turned away before", () => {
    const restart = call(16.2, "restart");
    const turnedAway = call(4.1, "update", { status: 429, effect: null });
    expect(found({ calls: [turnedAway, call(4.2, "update"), restart] })).toEqual([]);
    expect(found({ calls: [call(4.1, "update"), call(4.2, "update"), restart] })).toEqual([
      expect.stringContaining("2 calls of one recorded intent"),
    ]);
  });

  test("the create of an ingress is traced by its domain", () => {
    const body = JSON.stringify({ domain: "E0000x.example.net" });
    const create = call(4.2, "create", { path: "/agent_ingresses", body, effect: "ingress-created" });
    const story: typeof steps = [
      [1, "request", "scheduled", "U_OLGA"],
      [4, "start-call", "applying", undefined, "create"],
      [5, "accept", "succeeded"],
    ];
    const made = { kind: "ingress-create", subjectId: "domain:e0000x.example.net" };
    const operations = [operation(made)].map((one) => ({
      ...one,
      document: { ...one.document, rules: { ...one.document.rules, approvalRequired: false } },
    }));
    const messages = [message("card", "e0000x.example.net is created."), message("announcement", "created")];
    const run = {
      record: { operations, audit: audit(story) },
      calls: [create],
      messages,
      ledger: ledger([submit()], []),
    };
    expect(found(run)).toEqual([]);
    expect(found({ ...run, calls: [{ ...create, body: '{"domain":"other.example.net"}' }] })).toEqual([
      expect.stringContaining("never recorded"),
    ]);
  });
});

describe("Slack shows it once", () => {
  const { messages } = soundRun();

  test.each(["card", "follow-up", "announcement"])("a second %s is found", (role) => {
    expect(found({ messages: [...messages, message(role, "e0000x is back.", "card.2")] })).toContainEqual(
      expect.stringContaining(`doubled: 2 messages of the role ${role} in place of 1`),
    );
  });

  test.each(["card", "follow-up", "announcement"])("a missing %s is found", (role) => {
    expect(found({ messages: messages.filter((one) => one.role !== role) })).toContainEqual(
      expect.stringContaining(`missing: 0 messages of the role ${role} in place of 1`),
    );
  });

  test("a notice that is missing, doubled, or of nothing is found", () => {
    expect(found({ messages: [...messages, { ...message("notice:0", "x"), threadTs: "card.1" }] })).toEqual([
      expect.stringContaining("a message of the role notice:0, which it does not have"),
    ]);
    const one = operation();
    const operations = [{ ...one, document: { ...one.document, notices: [{}] } }];
    expect(found({ record: { operations, audit: audit() } })).toEqual([
      expect.stringContaining("missing: 0 messages of the role notice:0 in place of 1"),
    ]);
  });

  test("a follow-up outside of its card's thread is found", () => {
    const astray = messages.map((one) => (one.role === "follow-up" ? { ...one, threadTs: null } : one));
    expect(found({ messages: astray })).toEqual([expect.stringContaining("not in the thread of its card")]);
  });

  test("a message of an operation that is not recorded is found", () => {
    expect(found({ messages: [...messages, { ...message("card", "x"), operationId: "op_9" }] })).toEqual([
      expect.stringContaining("of an operation that is not recorded"),
    ]);
  });

  test("a card that says something else than what has become of it is found", () => {
    const stale = messages.map((one) =>
      one.role === "card" ? { ...one, words: "*Restarting e0000x.*" } : one,
    );
    expect(found({ messages: stale })).toEqual([expect.stringMatching(/it is succeeded, and its card says/)]);
  });
});

describe("nothing is left", () => {
  test("an operation that is not at its end is found", () => {
    expect(found({ record: record(steps.slice(0, 4), { state: "waiting" }) })).toContainEqual(
      expect.stringContaining("it is still waiting"),
    );
  });

  test("a version that Slack has not been told of is found", () => {
    expect(found({ record: record(steps, { publishedVersion: 6 }) })).toEqual([
      expect.stringContaining("Slack was brought to version 6 of 7"),
    ]);
  });

  test("a message that Slack is still to post is found, but for the last five minutes", () => {
    const notice = { id: "Q1", text: "Is the bot down?", isOver: false };
    expect(found({ scheduled: [{ ...notice, postAt: second(60 + 301) }] })).toEqual([
      expect.stringContaining("Q1 is still to be posted"),
    ]);
    expect(found({ scheduled: [{ ...notice, postAt: second(60 + 299) }] })).toEqual([]);
    expect(found({ scheduled: [{ ...notice, isOver: true, postAt: second(60 + 301) }] })).toEqual([]);
  });

  test("what Slack posted in the bot's absence is found where it came long after the end, or twice", () => {
    const reply = (seconds: number) => ({
      cardTs: "card.1",
      postedAt: second(seconds),
      words: "Is the bot down?",
    });
    expect(found({ unmarked: [reply(22 + 400)] })).toEqual([]);
    expect(found({ unmarked: [reply(22 + 500)] })).toEqual([expect.stringContaining("long after its end")]);
    expect(found({ unmarked: [reply(20), reply(21)] })).toEqual([expect.stringContaining("once more")]);
    // Somebody let it go on after it had called for help.
    const resumed: Step[] = [...steps.slice(0, 4), [16, "give-up", "needs-attention"]];
    const later: Step[] = [
      [17, "restart-anyway", "waiting", "U_ADA"],
      [500, "find-too-late", "needs-attention"],
    ];
    const record = {
      operations: [operation({ state: "needs-attention", version: 7, publishedVersion: 7 })],
      audit: audit([...resumed, ...later]),
    };
    const absence = (words: string) => words.includes("long after its end");
    expect(found({ record, unmarked: [reply(700)] }).filter(absence)).toEqual([]);
    expect(found({ record, unmarked: [reply(1000)] }).filter(absence)).toHaveLength(1);
  });

  test("a process that ended by itself is found", () => {
    expect(found({ unexpectedEnds: ["a bot ended with 1"] })).toEqual([
      expect.stringContaining("a bot ended with 1"),
    ]);
  });
});
