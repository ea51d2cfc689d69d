import { setTimeout as delay } from "node:timers/promises";
import { isDoneWithin, systemClock } from "../../src/clock.ts";

const LAST_ANSWERS_MS = 10_000;
// A timer may come this much late; from here on the loop is turned without a pause.
const TIMER_LATENESS_MS = 2;

/**
 * Sends at fixed instants, whatever is still unanswered, and answers how long each took to be acked: from the instant
 * at which it was due, so that whoever holds the sender up is held to it.
 * @throws what `send` throws, and where an answer is missing 10 s after the last was sent
 */
export async function openLoop(
  { perSecond, seconds }: { perSecond: number; seconds: number },
  send: (number: number) => Promise<void>,
): Promise<{ latenciesMs: number[]; lateMs: number }> {
  const startedMs = performance.now();
  let lateMs = 0;
  const answers: Promise<number>[] = [];
  for (let number = 0; number < perSecond * seconds; number += 1) {
    const dueMs = startedMs + (number * 1000) / perSecond;
    await until(dueMs);
    lateMs = Math.max(lateMs, performance.now() - dueMs);
    const answer = send(number).then(() => performance.now() - dueMs);
    answer.catch(() => {});
    answers.push(answer);
  }
  const all = Promise.all(answers);
  if (!(await isDoneWithin(systemClock, LAST_ANSWERS_MS, all))) throw new Error("Not all was acked");
  return { latenciesMs: await all, lateMs };
}

/** To the microsecond, while the answers to what was sent before still come in. */
async function until(dueMs: number): Promise<void> {
  const leftMs = dueMs - performance.now() - TIMER_LATENESS_MS;
  if (leftMs > 0) await delay(leftMs);
  while (performance.now() < dueMs) await new Promise(setImmediate);
}
