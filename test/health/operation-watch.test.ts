import { beforeEach, expect, test } from "vitest";
import { anOperation, changed } from "../../sandbox/gallery/samples/an-operation.ts";
import {
  createOperationWatch,
  type OperationWatch,
  type Transition,
} from "../../src/health/operation-watch.ts";
import type { Operation } from "../../src/operations/operation.ts";
import { aChange, atMinute } from "../store/contract/a-change.ts";

let transitions: Transition[];
let lags: number[];
let watch: OperationWatch;
beforeEach(() => {
  transitions = [];
  lags = [];
  watch = createOperationWatch({
    transition: (one) => void transitions.push(one),
    shown: (lagMs) => void lags.push(lagMs),
  });
});

const saved = (operation: Operation, minute: number) =>
  watch.saved(aChange(operation, { at: atMinute(minute), action: "test" }));

test("how long an operation was in a state is known where this process saw it come in", () => {
  const first = anOperation({ state: "awaiting-approval" });
  const { kind } = first;
  saved(first, 0);
  const asked = changed(first);
  saved(asked, 2);
  saved(changed(asked, { state: "scheduled" }), 5);
  expect(transitions).toEqual([
    { kind, from: null, to: "awaiting-approval", inStateMs: null },
    { kind, from: "awaiting-approval", to: "scheduled", inStateMs: 300_000 },
  ]);
});

test("of what another process began the state is known, and not for how long", () => {
  const begun = { ...anOperation({ state: "updating" }), version: 4 };
  watch.seen(begun);
  const waiting = changed(begun, { state: "waiting" });
  saved(waiting, 1);
  saved(changed(waiting, { state: "restarting" }), 2);
  expect(transitions.map(({ from, to, inStateMs }) => [from, to, inStateMs])).toEqual([
    ["updating", "waiting", null],
    ["waiting", "restarting", 60_000],
  ]);
});

test("a version between that another process made is not guessed at", () => {
  const first = anOperation({ state: "scheduled" });
  saved(first, 0);
  saved({ ...first, version: 3, state: "waiting" }, 5);
  expect(transitions).toHaveLength(1);
});

test("a change waits for Slack from its record on, and is counted once", () => {
  const first = anOperation({ state: "awaiting-approval" });
  const second = changed(first, { state: "scheduled" });
  const third = changed(second, { state: "updating" });
  saved(first, 0);
  saved(second, 1);
  watch.shown(second, atMinute(3));
  saved(third, 4);
  watch.shown(second, atMinute(4));
  watch.shown(third, atMinute(5));
  watch.shown(third, atMinute(9));
  expect(lags).toEqual([180_000, 60_000]);
});
