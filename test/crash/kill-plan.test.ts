import { expect, test } from "vitest";
import { createKillPlan } from "../../sandbox/crash/kill-plan.ts";
import { createRandom } from "../../sandbox/errands/random.ts";
import { writeScript } from "../../sandbox/errands/script.ts";

function plan(seed = 1) {
  return createKillPlan(createRandom(seed));
}

test("the same seed writes the same script and the same deaths, another seed others", () => {
  expect(writeScript(7, 30)).toEqual(writeScript(7, 30));
  expect(writeScript(8, 30)).not.toEqual(writeScript(7, 30));
  const fates = (seed: number) => {
    const planned = plan(seed);
    return Array.from({ length: 20 }, () => {
      planned.killed("before a");
      return planned.next("hunt");
    });
  };
  expect(fates(7)).toEqual(fates(7));
  expect(fates(8)).not.toEqual(fates(7));
});

test("a longer script begins as the shorter one does", () => {
  expect(writeScript(7, 60).slice(0, 30)).toEqual(writeScript(7, 30));
});

test("whoever nobody died at yet is hunted at its first time, whoever somebody died at is spared meanwhile", () => {
  const planned = plan();
  planned.met("before a");
  planned.met("after a");
  planned.killed("after a");
  const { arming } = planned.next("settle");
  expect(arming).toEqual({ points: { "before a": 1, "after a": 0 }, others: 1 });
  expect(planned.spared()).toEqual(["before a"]);
});

test("once all points have had their turn, nobody dies of one any more while all settles", () => {
  const planned = plan();
  planned.met("before a");
  planned.killed("before a");
  expect(planned.next("settle")).toEqual({
    arming: { points: { "before a": 0 }, others: 1 },
    isHunted: false,
    killAfterMs: null,
    countsFromReady: true,
    inTheWait: false,
  });
  expect(planned.spared()).toEqual([]);
  expect(planned.killsByPoint()).toEqual({ "before a": 1 });
});

test("beside one who is hunted, others die by the clock or in the wait", () => {
  const planned = plan();
  for (let deaths = 0; deaths < 8; deaths += 1) planned.killed("before a");
  const fates = Array.from({ length: 50 }, () => planned.next("spare"));
  expect(fates.every(({ isHunted, killAfterMs }) => !isHunted && killAfterMs !== null)).toBe(true);
});

test("the first lives are all hunted, as they alone meet the migrations", () => {
  const planned = plan();
  expect(planned.next("spare")).toMatchObject({ isHunted: true, arming: { others: 1 } });
});
