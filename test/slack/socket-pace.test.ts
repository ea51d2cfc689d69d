import { describe, expect, test } from "vitest";
import { createSocketPace, createTroubles, lastingWaits, passingWaits } from "../../src/slack/socket-pace.ts";
import { createManualClock } from "../support/manual-clock.ts";

function createPaces(count: number) {
  const clock = createManualClock();
  const troubles = createTroubles();
  const over: string[][] = [];
  const onOver = (gone: string[]) => over.push(gone);
  const paces = Array.from({ length: count }, (_, socket) =>
    createSocketPace({ clock, socket, troubles, onOver }),
  );
  const { signal } = new AbortController();
  /** How long the next try is put off, to the second. */
  const waited = async (pace: (typeof paces)[number] | undefined) => {
    const fromMs = clock.monotonicMs();
    let isDone = false;
    const turn = pace?.turn(signal).then(() => {
      isDone = true;
    });
    while (!isDone && clock.monotonicMs() - fromMs < 3_600_000) await clock.advance(isDone ? 0 : 500);
    await turn;
    return (clock.monotonicMs() - fromMs) / 1000;
  };
  return { clock, paces, over, waited };
}

describe("a socket's pace", () => {
  test("what passes is tried again after half a second to 10 s", async () => {
    const { paces, waited } = createPaces(1);
    const waits: number[] = [];
    for (let failures = 0; failures < 7; failures += 1) {
      paces[0]?.failed("unreachable", passingWaits);
      waits.push(await waited(paces[0]));
    }
    expect(waits).toEqual([0.5, 1, 2, 4, 8, 10, 10]);
  });

  test("what a person must set right is tried again after 30 s to 5 min", async () => {
    const { paces, waited } = createPaces(1);
    const waits: number[] = [];
    for (let failures = 0; failures < 6; failures += 1) {
      paces[0]?.failed("too_many_websockets", lastingWaits);
      waits.push(await waited(paces[0]));
    }
    expect(waits).toEqual([30, 60, 120, 240, 300, 300]);
  });

  test("a socket that is greeted and sent away at once does not begin anew", async () => {
    const { clock, paces, waited } = createPaces(1);
    const [pace] = paces;
    for (const seconds of [30, 60, 120]) {
      pace?.stands();
      pace?.failed("too_many_websockets", lastingWaits);
      pace?.closed();
      expect(await waited(pace)).toBe(seconds);
    }
    pace?.stands();
    await clock.advance(30_000);
    pace?.failed("too_many_websockets", lastingWaits);
    expect(await waited(pace)).toBe(30);
  });

  test("a stop ends the wait", async () => {
    const { clock, paces } = createPaces(1);
    const stopped = new AbortController();
    paces[0]?.failed("link_disabled", lastingWaits);
    const turn = paces[0]?.turn(stopped.signal);
    stopped.abort();
    await turn;
    expect(clock.timers).toBe(0);
  });

  test("a trouble is told once for all sockets, and its end when the last one has got over it", async () => {
    const { clock, paces, over } = createPaces(2);
    const fail = (socket: number) => paces[socket]?.failed("too_many_websockets", lastingWaits);
    expect([fail(0), fail(1), fail(0)]).toEqual([true, false, false]);
    paces[0]?.stands();
    await clock.advance(30_000);
    expect(fail(1)).toBe(false);
    paces[1]?.stands();
    await clock.advance(30_000);
    expect(over).toEqual([[], ["too_many_websockets"]]);
    expect(fail(1)).toBe(true);
  });
});
