import fc from "fast-check";
import { expect, test } from "vitest";
import { z } from "zod";
import {
  anOperation,
  aRequest,
  aSessionTarget,
  askedAt,
} from "../../sandbox/gallery/samples/an-operation.ts";
import type { OperationEvent } from "../../src/operations/events.ts";
import { next } from "../../src/operations/lifecycle.ts";
import { isFinal, type Operation, operationSchema, operationStates } from "../../src/operations/operation.ts";
import { callNames } from "../../src/operations/problem.ts";
import { isUnread } from "../../src/operations/target.ts";
import { approver, aReport, lived, requester, secondsAfter, someError } from "../support/life.ts";

const instant = fc.integer({ min: 0, max: 7200 }).map((seconds) => secondsAfter(askedAt, seconds));
const by = fc.constantFrom(requester, approver, "U0OTHER");
const call = fc.constantFrom(...callNames);
const departure = {
  notBefore: askedAt,
  leftAt: null,
  isWitnessed: true,
  sharedUrls: [],
  twins: [],
  urls: [],
};

/** Any event; answers name the intent that is recorded, or another. */
const anyEvent = fc
  .record({ at: instant, until: instant, by, call, mine: fc.boolean(), pick: fc.nat() })
  .map(({ at, until, by, call, mine, pick }) => (operation: Operation): OperationEvent => {
    const startedAt = (mine && operation.call?.startedAt) || at;
    const answer = { at, startedAt, error: someError };
    const events: OperationEvent[] = [
      ...(["approve", "cancel", "cancel-for-stop", "restart-now", "leave", "restart-anyway"] as const).map(
        (type) => ({ type, by, at }),
      ),
      ...(["close", "own", "look-again"] as const).map((type) => ({ type, by, at })),
      { type: "deny", by, at, reason: "no" },
      { type: "postpone", by, at, until },
      { type: "restart-at", by, at, until },
      { type: "ask-someone-else", by, at, asked: approver },
      { type: "choose", by, at, report: aReport() },
      { type: "resolve", by, at, note: "done" },
      { type: "review", at, target: aSessionTarget() },
      { type: "find-obstacle", at, obstacle: { code: "gone" }, inForm: mine },
      { type: "tell-obstacle", at, inForm: mine },
      { type: "expire", at },
      { type: "supersede", at, found: null },
      { type: "find-too-late", at, call, because: "bot-down" },
      ...callNames.map((name) => ({
        type: "start-call" as const,
        at,
        call: name,
        departure: name === "restart" || name === "stop" ? departure : null,
      })),
      { type: "accept", at, startedAt, answeredAt: at, createdIngressId: null },
      { type: "refuse", ...answer },
      { type: "turn-away", ...answer, dueAt: until },
      { type: "lose-answer", ...answer },
      { type: "find-gone", at, departure },
      { type: "confirm", at, report: aReport() },
      { type: "give-up", at, problem: { code: "not-back" }, report: null },
      { type: "return-late", at, report: aReport() },
      { type: "find-late-candidates", at, candidates: [] },
      { type: "look-in-vain", at },
      { type: "stop-looking", at },
    ];
    const welcome = events.filter((event) => next(operation, event).ok);
    const from = mine && welcome.length > 0 ? welcome : events;
    return from[pick % from.length] as OperationEvent;
  });

interface Life {
  operation: Operation;
  calls: { call: string; approved: boolean; at: Date; acceptedAt: Date | null }[];
}

const accepted = lived(
  anOperation(),
  { type: "approve", by: approver, at: askedAt },
  { type: "start-call", at: askedAt, call: "update", departure: null },
  { type: "accept", at: askedAt, startedAt: askedAt, answeredAt: askedAt, createdIngressId: null },
);
/** Some lives start later, so that the last states are met often enough. */
const anyLife = fc.record({
  start: fc.constantFrom(aRequest(), anOperation(), accepted),
  makers: fc.array(anyEvent, { minLength: 5, maxLength: 50 }),
});

function live(
  { start, makers }: { start: Operation; makers: ((operation: Operation) => OperationEvent)[] },
  check: (life: Life) => void,
) {
  const life: Life = { operation: start, calls: [] };
  for (const make of makers) {
    const before = life.operation;
    const event = make(before);
    const outcome = next(before, event);
    if (!outcome.ok) continue;
    expect(outcome.operation.version).toBe(before.version + 1);
    expect(isFinal(before.state), `${event.type} moved ${before.state}`).toBe(false);
    if (event.type === "start-call") {
      const { approval, updateAcceptedAt } = outcome.operation;
      life.calls.push({
        call: event.call,
        approved: approval !== null,
        at: event.at,
        acceptedAt: updateAcceptedAt,
      });
    }
    life.operation = outcome.operation;
    check(life);
  }
}

test("the sequences reach every state that a session update can have", () => {
  const reached = new Set<string>();
  fc.assert(
    fc.property(anyLife, (life) => {
      reached.add(life.start.state);
      live(life, ({ operation }) => reached.add(operation.state));
    }),
    { numRuns: 400, seed: 1 },
  );
  const ofOtherKinds = ["stopping", "applying"];
  expect(operationStates.filter((state) => !reached.has(state) && !ofOtherKinds.includes(state))).toEqual([]);
});

test("whatever comes in whatever order: final stays final, and nothing is called without approval", () => {
  fc.assert(
    fc.property(anyLife, (life) => {
      live(life, ({ operation, calls }) => {
        expect(calls.every((made) => made.approved)).toBe(true);
        expect(operation.approval?.by).not.toBe(requester);
        expect(isFinal(operation.state) && operation.dueAt !== null).toBe(false);
        expect(operation.state === "needs-attention").toBe(
          operation.attention !== null && !isFinal(operation.state),
        );
        expect(isFinal(operation.state)).toBe(operation.endedAt !== null);
        expect(operation.state !== "requested" && operation.obstacle !== null).toBe(false);
        expect(operation.saidInForm && !["failed", "superseded"].includes(operation.state)).toBe(false);
        expect(isUnread(operation.target) && calls.length > 0).toBe(false);
      });
    }),
    { numRuns: 400 },
  );
});

test("every version of an operation survives being stored and read again", () => {
  fc.assert(
    fc.property(anyLife, (life) => {
      live(life, ({ operation }) => {
        const stored = JSON.parse(JSON.stringify(z.encode(operationSchema, operation)));
        expect(z.decode(operationSchema, stored)).toEqual(operation);
      });
    }),
    { numRuns: 100 },
  );
});
