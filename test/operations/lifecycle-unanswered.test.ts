import { describe, expect, test } from "vitest";
import { anOperation, askedAt } from "../../sandbox/gallery/samples/an-operation.ts";
import type { OperationEvent } from "../../src/operations/events.ts";
import { next } from "../../src/operations/lifecycle.ts";
import { approver, lived, refusalOf, secondsAfter, someError } from "../support/life.ts";

const at = secondsAfter(askedAt, 60);
const restartAt = secondsAfter(at, 40);
const departure = {
  notBefore: at,
  leftAt: null,
  isWitnessed: true,
  sharedUrls: [],
  twins: [],
  urls: ["https://edge-07.example.com"],
};
const startRestart: OperationEvent = { type: "start-call", at: restartAt, call: "restart", departure };
const scheduled = lived(anOperation({ kind: "session-restart" }), { type: "approve", by: approver, at });
const restarting = lived(scheduled, startRestart);

describe("a restart whose try got no answer, and that is then stopped", () => {
  const lost = lived(restarting, { type: "lose-answer", at, startedAt: restartAt, error: someError });
  const because = { code: "frozen" as const, by: "U0ADMIN", reason: "" };
  const hold: OperationEvent = { type: "hold", at, call: "restart", because };
  const letRun: OperationEvent = { type: "restart-now", by: approver, at: secondsAfter(restartAt, 600) };
  const gone: OperationEvent = { type: "find-gone", at, departure: null };
  const away: OperationEvent = {
    type: "turn-away",
    at: restartAt,
    startedAt: restartAt,
    error: someError,
    dueAt: restartAt,
  };

  test.each([
    ["held", lived(lost, hold)],
    [
      "too late",
      lived(lost, {
        type: "find-too-late",
        at: secondsAfter(restartAt, 3600),
        call: "restart",
        because: "bot-down",
      }),
    ],
  ])("is looked after, and goes on once its session is found gone (%s)", (_, stopped) => {
    expect(stopped).toMatchObject({ state: "needs-attention", departure });
    expect(stopped.dueAt).not.toBeNull();
    expect(lived(stopped, gone)).toMatchObject({
      state: "confirming",
      problem: null,
      attention: null,
      departure: { notBefore: departure.notBefore, deadlineAt: secondsAfter(at, 180) },
    });
  });

  test("and that an approver lets run again is a second try", () => {
    const repeated = lived(lost, hold, letRun, { ...startRestart, at: letRun.at } as OperationEvent);
    expect(repeated.call).toMatchObject({ name: "restart", attempt: 2 });
    const turnedAway = { ...away, startedAt: letRun.at } as OperationEvent;
    expect(lived(repeated, turnedAway)).toMatchObject({
      state: "restarting",
      call: { attempt: 1 },
      departure,
    });
  });

  test("is no such thing where the call never reached ngrok", () => {
    const held = lived(restarting, away, hold);
    expect(held).toMatchObject({ departure: null, dueAt: null });
    expect(refusalOf(next(held, gone))).toBe("not-offered");
    expect(refusalOf(next(scheduled, gone))).toBe("not-offered");
  });
});
