import { describe, expect, test } from "vitest";
import { anOperation, askedAt } from "../../sandbox/gallery/samples/an-operation.ts";
import type { OperationEvent } from "../../src/operations/events.ts";
import { next } from "../../src/operations/lifecycle.ts";
import type { Operation } from "../../src/operations/operation.ts";
import { approver, aReport, lived, refusalOf, requester, secondsAfter, someError } from "../support/life.ts";

const at = secondsAfter(askedAt, 60);
const approve: OperationEvent = { type: "approve", by: approver, at };
const startUpdate: OperationEvent = { type: "start-call", at, call: "update", departure: null };
const acceptUpdate: OperationEvent = {
  type: "accept",
  at: secondsAfter(at, 2),
  startedAt: at,
  answeredAt: secondsAfter(at, 2),
  createdIngressId: null,
};
const departure = {
  notBefore: at,
  leftAt: null,
  isWitnessed: true,
  sharedUrls: [],
  twins: [],
  urls: ["https://edge-07.example.com"],
};
const restartAt = secondsAfter(at, 40);
const startRestart: OperationEvent = { type: "start-call", at: restartAt, call: "restart", departure };
const acceptRestart: OperationEvent = {
  ...acceptUpdate,
  at: restartAt,
  startedAt: restartAt,
  answeredAt: null,
};

const asked = anOperation();
const scheduled = lived(asked, approve);
const updating = lived(scheduled, startUpdate);
const waiting = lived(updating, acceptUpdate);
const restarting = lived(waiting, startRestart);
const confirming = lived(restarting, acceptRestart);
const notBack = lived(confirming, {
  type: "give-up",
  at: restartAt,
  problem: { code: "not-back" },
  report: null,
});

function tooLate(operation: Operation, late: Date): Operation {
  return lived(operation, { type: "find-too-late", at: late, call: "restart", because: "bot-down" });
}

describe("approval", () => {
  test("the requester cannot approve his own request, unless the rules let him", () => {
    const own: OperationEvent = { type: "approve", by: requester, at };
    expect(refusalOf(next(asked, own))).toBe("own-request");
    const lenient = anOperation({ rules: { ...asked.rules, selfApproval: true } });
    expect(lived(lenient, own).approval?.by).toBe(requester);
  });

  test("a second approval changes nothing, and the first approver stays on record", () => {
    expect(refusalOf(next(scheduled, { type: "approve", by: "U0SECOND", at }))).toBe("already-decided");
    expect(scheduled.approval).toEqual({ by: approver, at });
  });

  test("approval is refused from the very instant of expiry, before any sweep", () => {
    const expiresAt = asked.expiresAt ?? at;
    expect(refusalOf(next(asked, { ...approve, at: expiresAt } as OperationEvent))).toBe("expired");
    const justBefore = secondsAfter(expiresAt, -0.001);
    expect(lived(asked, { type: "approve", by: approver, at: justBefore }).state).toBe("scheduled");
    expect(lived(asked, { type: "expire", at: expiresAt }).state).toBe("expired");
    expect(refusalOf(next(asked, { type: "expire", at: justBefore }))).toBe("not-offered");
  });

  test("a chosen time that has passed refuses the approval and says so", () => {
    const chosenAt = secondsAfter(askedAt, 30);
    const late = anOperation({ schedule: { when: "all-later", chosenAt }, expiresAt: chosenAt });
    expect(next(late, approve)).toEqual({ ok: false, refusal: { code: "chosen-time-passed", chosenAt } });
  });

  test("an approval for a chosen time schedules the update for that time", () => {
    const chosenAt = secondsAfter(askedAt, 3600);
    const operation = anOperation({ schedule: { when: "all-later", chosenAt }, expiresAt: chosenAt });
    expect(lived(operation, approve).runAt).toEqual(chosenAt);
  });

  test("a denial ends it with its reason and one notice", () => {
    const denied = lived(asked, { type: "deny", by: approver, at, reason: "freeze" });
    expect(denied.denial).toEqual({ by: approver, at, reason: "freeze" });
    expect(denied.notices.map((notice) => notice.kind)).toEqual(["denied"]);
  });
});

test("who was asked already is not pinged again by a second click", () => {
  const ask = { type: "ask-someone-else" as const, by: requester, at, asked: "U0KIM" };
  const twice = lived(asked, ask, { ...ask, at: secondsAfter(at, 1) });
  expect(twice.notices).toHaveLength(1);
  expect(lived(twice, { ...ask, asked: "U0LEA" }).notices).toHaveLength(2);
});

describe("the wait", () => {
  test("runs from ngrok's 204, not from the approval or the call", () => {
    expect(waiting.runAt).toEqual(secondsAfter(acceptUpdate.at, 30));
  });

  test("is not shortened by a chosen time", () => {
    const soon = { when: "restart-later" as const, chosenAt: secondsAfter(at, 3) };
    expect(lived({ ...updating, schedule: soon }, acceptUpdate).runAt).toEqual(
      secondsAfter(acceptUpdate.at, 30),
    );
  });

  test("is never postponed to an earlier time", () => {
    const until = waiting.runAt ?? at;
    expect(refusalOf(next(waiting, { type: "postpone", by: requester, at, until }))).toBe(
      "earlier-than-planned",
    );
    const chosenAt = secondsAfter(askedAt, 36_000);
    const planned = lived(
      anOperation({ schedule: { when: "all-later", chosenAt }, expiresAt: chosenAt }),
      approve,
    );
    const earlier: OperationEvent = { type: "postpone", by: requester, at, until: secondsAfter(at, 180) };
    expect(next(planned, earlier)).toEqual({
      ok: false,
      refusal: { code: "earlier-than-planned", plannedAt: chosenAt },
    });
  });

  test("is postponed by seven days in all, however often it is clicked", () => {
    const day = 24 * 3600;
    const plannedAt = waiting.runAt ?? at;
    const postpone = (days: number): OperationEvent => {
      const until = secondsAfter(plannedAt, days * day);
      return { type: "postpone", by: requester, at: secondsAfter(plannedAt, (days - 3) * day), until };
    };
    const twice = lived(waiting, postpone(3), postpone(6));
    expect(refusalOf(next(twice, postpone(8)))).toBe("postponed-too-far");
    expect(lived(twice, postpone(7)).postponement?.from).toEqual(plannedAt);
  });

  test("can be postponed by seven days at most, and never into the past", () => {
    const week = 7 * 24 * 3600;
    const postpone = (until: Date) => next(waiting, { type: "postpone", by: requester, at, until });
    expect(refusalOf(postpone(secondsAfter(at, week)))).toBeNull();
    expect(refusalOf(postpone(secondsAfter(at, week + 1)))).toBe("postponed-too-far");
    expect(refusalOf(postpone(at))).toBe("time-in-past");
  });

  test("can be cancelled until the restart is called, and not after", () => {
    const cancel: OperationEvent = { type: "cancel", by: requester, at };
    expect(lived(waiting, cancel).cancellation?.during).toBe("waiting");
    expect(refusalOf(next(restarting, cancel))).toBe("too-late-to-cancel");
    expect(refusalOf(next(confirming, cancel))).toBe("too-late-to-cancel");
  });

  test("an update alone succeeds with ngrok's 204 and never restarts", () => {
    const only = lived({ ...updating, schedule: { when: "update-only", chosenAt: null } }, acceptUpdate);
    expect(only.state).toBe("succeeded");
    expect(refusalOf(next(only, startRestart))).not.toBeNull();
  });
});

describe("calls", () => {
  test("an answer to another intent than the recorded one counts for nothing", () => {
    const stale = { ...acceptUpdate, startedAt: secondsAfter(at, -30) };
    expect(refusalOf(next(updating, stale as OperationEvent))).toBe("not-offered");
  });

  test("no call starts without the state that leads to it", () => {
    for (const operation of [asked, updating, confirming, notBack]) {
      expect(refusalOf(next(operation, startRestart)), operation.state).not.toBeNull();
    }
  });

  test("a refused first update failed; a refused second one proves nothing about the first", () => {
    const refuse = (startedAt: Date): OperationEvent => ({ type: "refuse", at, startedAt, error: someError });
    expect(lived(updating, refuse(at)).state).toBe("failed");
    const lost: OperationEvent = { type: "lose-answer", at, startedAt: at, error: someError };
    const again = secondsAfter(at, 30);
    const repeated = lived(updating, lost, { ...startUpdate, at: again } as OperationEvent, refuse(again));
    expect(repeated).toMatchObject({
      state: "needs-attention",
      problem: { code: "call-unknown", call: "update" },
    });
  });

  test("a lost answer is looked after only once the call's time limit has passed", () => {
    const lost = lived(updating, { type: "lose-answer", at, startedAt: at, error: someError });
    expect(lost.dueAt).toEqual(secondsAfter(at, lost.rules.callTimeoutMs / 1000));
  });

  test("a call that never reached ngrok goes back to where it was due, its lateness kept", () => {
    const dueAt = secondsAfter(restartAt, 5);
    const away: OperationEvent = {
      type: "turn-away",
      at: restartAt,
      startedAt: restartAt,
      error: someError,
      dueAt,
    };
    expect(lived(restarting, away)).toMatchObject({
      state: "waiting",
      runAt: waiting.runAt,
      dueAt,
      call: null,
    });
  });

  test("a repeat that never reached ngrok does not forget that the first try's outcome is unknown", () => {
    const again = secondsAfter(at, 30);
    const repeated = lived(
      updating,
      { type: "lose-answer", at, startedAt: at, error: someError },
      { ...startUpdate, at: again } as OperationEvent,
      { type: "turn-away", at: again, startedAt: again, error: someError, dueAt: secondsAfter(again, 5) },
    );
    expect(repeated).toMatchObject({ state: "updating", call: { attempt: 1 } });
  });

  test("a clock stepped back during the call does not put the departure off", () => {
    const event = {
      ...acceptRestart,
      at: secondsAfter(restartAt, -60),
      answeredAt: restartAt,
    } as OperationEvent;
    expect(lived(restarting, event).departure?.notBefore).toEqual(restartAt);
  });

  test("the moment before which no agent can have returned is put on ngrok's clock", () => {
    const skewed = secondsAfter(restartAt, 3600);
    const event = { ...acceptRestart, at: secondsAfter(restartAt, 2), answeredAt: skewed } as OperationEvent;
    expect(lived(restarting, event).departure?.notBefore).toEqual(secondsAfter(skewed, -2));
  });

  test.each(["1970-01-01", "2099-01-01"])("a Date of %s in ngrok's answer puts it nowhere", (date) => {
    const event = { ...acceptRestart, answeredAt: new Date(date) } as OperationEvent;
    const before = restarting.departure?.notBefore;
    expect(lived(restarting, event).departure).toMatchObject({ notBefore: before, leftAt: null });
  });
});

describe("success", () => {
  test("of an approved change without a restart tells its requester, once", () => {
    const only = lived({ ...updating, schedule: { when: "update-only", chosenAt: null } }, acceptUpdate);
    expect(only.notices.map((notice) => notice.kind)).toEqual(["succeeded"]);
    const reported = lived(confirming, { type: "confirm", at, report: aReport() });
    expect(reported.notices).toEqual([]);
  });
});

describe("too late", () => {
  const late = secondsAfter(restartAt, 3600);

  test("is not run, frees the session, and asks an approver who is not the requester", () => {
    const attention = tooLate(waiting, late);
    expect(attention).toMatchObject({
      state: "needs-attention",
      dueAt: null,
      problem: { dueAt: waiting.runAt },
    });
    expect(refusalOf(next(attention, { type: "restart-now", by: requester, at: late }))).toBe("own-request");
    expect(lived(attention, { type: "restart-now", by: approver, at: late })).toMatchObject({
      state: "waiting",
      dueAt: late,
    });
    const until = secondsAfter(late, 600);
    expect(lived(attention, { type: "restart-at", by: approver, at: late, until }).runAt).toEqual(until);
    expect(lived(attention, { type: "leave", by: approver, at: late }).resolution?.how).toBe("left");
  });
});

describe("needs attention", () => {
  test("a complete late return resolves it; an incomplete one is told once and kept open", () => {
    const report = aReport();
    expect(lived(notBack, { type: "return-late", at, report })).toMatchObject({
      state: "resolved",
      resolution: { by: null, how: "returned" },
      report,
    });
    const missing = aReport({ missingUrls: ["https://edge-07.example.com"] });
    const partly = lived(notBack, { type: "return-late", at, report: missing });
    expect(partly).toMatchObject({ state: "needs-attention", problem: { code: "endpoints-missing" } });
    expect(refusalOf(next(partly, { type: "return-late", at, report: missing }))).toBe("not-offered");
  });

  test("a return with the version that was to be updated is no resolution", () => {
    const report = aReport({ agentVersion: "3.19.0" });
    expect(lived(notBack, { type: "return-late", at, report }).problem).toEqual({ code: "same-version" });
  });

  test("an unclear update that was to be the whole change cannot end in a restart", () => {
    const problem = { code: "call-unknown" as const, call: "update" as const, error: someError };
    const only = { ...updating, schedule: { when: "update-only" as const, chosenAt: null } };
    const unknown = lived(only, { type: "give-up", at, problem, report: null });
    expect(refusalOf(next(unknown, { type: "restart-anyway", by: approver, at }))).toBe("not-offered");
    const whole = lived(updating, { type: "give-up", at, problem, report: null });
    expect(refusalOf(next(whole, { type: "restart-anyway", by: requester, at }))).toBe("own-request");
  });

  test("who takes it on first has it, and the second is told who", () => {
    const owned = lived(notBack, { type: "own", by: approver, at });
    expect(next(owned, { type: "own", by: "U0SECOND", at })).toEqual({
      ok: false,
      refusal: { code: "owned", by: approver, at },
    });
  });

  test("only a session that was offered can be chosen", () => {
    const startedAt = at;
    const candidate = {
      sessionId: "ts_new",
      agentVersion: "3.22.1",
      startedAt,
      ip: "",
      region: "",
      urls: [],
    };
    const ambiguous = lived(notBack, { type: "find-late-candidates", at, candidates: [candidate] });
    const choose = (newSessionId: string) =>
      next(ambiguous, { type: "choose", by: approver, at, report: aReport({ newSessionId }) });
    expect(refusalOf(choose("ts_other"))).toBe("not-offered");
    expect(refusalOf(choose("ts_new"))).toBeNull();
  });

  test("an unknown update can be restarted anyway, after the whole wait, or closed", () => {
    const unknown = lived(updating, {
      type: "give-up",
      at,
      problem: { code: "call-unknown", call: "update", error: someError },
      report: null,
    });
    const now = secondsAfter(at, 300);
    expect(lived(unknown, { type: "restart-anyway", by: approver, at: now })).toMatchObject({
      state: "waiting",
      runAt: secondsAfter(now, 30),
    });
    expect(lived(unknown, { type: "close", by: approver, at: now }).state).toBe("resolved");
  });
});
