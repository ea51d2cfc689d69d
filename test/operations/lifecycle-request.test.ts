import { expect, test } from "vitest";
import {
  anOperation,
  aRequest,
  aSessionTarget,
  askedAt,
} from "../../sandbox/gallery/samples/an-operation.ts";
import type { OperationEvent } from "../../src/operations/events.ts";
import { next } from "../../src/operations/lifecycle.ts";
import { hasCard } from "../../src/views/card/has-card.ts";
import { approver, lived, refusalOf, requester, secondsAfter } from "../support/life.ts";

const at = secondsAfter(askedAt, 1);
const requested = aRequest();
const unasked = aRequest({
  rules: { ...requested.rules, approvalRequired: false },
  expiresAt: null,
  runAt: askedAt,
});
const review: OperationEvent = { type: "review", at, target: aSessionTarget() };
const found = aSessionTarget({ agentVersion: "3.22.1" });
const gone = (inForm: boolean): OperationEvent => ({
  type: "find-obstacle",
  at,
  obstacle: { code: "gone" },
  inForm,
});
const tell = (inForm: boolean): OperationEvent => ({ type: "tell-obstacle", at, inForm });

test("a reviewed request waits for approval until the time it was given at the submit, or is run at once", () => {
  expect(lived(requested, review)).toMatchObject({
    state: "awaiting-approval",
    target: aSessionTarget(),
    dueAt: requested.expiresAt,
    runAt: null,
  });
  expect(lived(unasked, review)).toMatchObject({ state: "scheduled", runAt: askedAt, dueAt: askedAt });
});

test("what was reviewed first counts: a second look changes nothing", () => {
  const reviewed = lived(requested, review);
  expect(refusalOf(next(reviewed, { type: "review", at, target: found }))).toBe("not-offered");
  expect(refusalOf(next(reviewed, gone(true)))).toBe("not-offered");
  expect(refusalOf(next(lived(requested, gone(true)), review))).toBe("not-offered");
});

test("a request that is reviewed after its approval expired can never be approved", () => {
  const late = requested.expiresAt ?? at;
  expect(lived(requested, { type: "review", at: late, target: aSessionTarget() }).state).toBe("expired");
});

test("nobody can decide on what was not looked at, and anybody can still cancel it", () => {
  expect(refusalOf(next(requested, { type: "approve", by: approver, at }))).toBe("not-offered");
  expect(refusalOf(next(requested, { type: "deny", by: approver, at, reason: "" }))).toBe("not-offered");
  for (const operation of [requested, lived(requested, gone(true))]) {
    const cancelled = lived(operation, { type: "cancel", by: requester, at });
    expect(cancelled.cancellation?.during).toBe("requested");
    expect(hasCard(cancelled)).toBe(true);
  }
});

test("what is in the way holds the session until the form has said it, and then needs no card", () => {
  const pending = lived(requested, gone(true));
  expect(pending).toMatchObject({ state: "requested", dueAt: secondsAfter(at, 10) });
  expect(hasCard(pending)).toBe(false);
  const said = lived(pending, tell(true));
  expect(said).toMatchObject({ state: "superseded", supersession: { found: null }, obstacle: null });
  expect([said.notices, hasCard(said)]).toEqual([[], false]);
});

test("what no form has said is said by a card", () => {
  for (const ended of [lived(requested, gone(false)), lived(requested, gone(true), tell(false))]) {
    expect([ended.state, hasCard(ended)]).toEqual(["superseded", true]);
  }
});

test("only what changed or is gone is superseded; all else failed, with its reason on record", () => {
  const end = (obstacle: Extract<OperationEvent, { type: "find-obstacle" }>["obstacle"]) =>
    lived(requested, { type: "find-obstacle", at, obstacle, inForm: false });
  expect(end({ code: "changed", found })).toMatchObject({ state: "superseded", supersession: { found } });
  for (const obstacle of [
    { code: "not-able", limit: "ssh" },
    { code: "nothing-left" },
    { code: "unread", error: null },
  ] as const) {
    expect(end(obstacle)).toMatchObject({ state: "failed", problem: obstacle, endedAt: at });
  }
});

test("nothing can be in the way any more once it was reviewed", () => {
  expect(refusalOf(next(anOperation(), tell(true)))).toBe("not-offered");
});
