import { describe, expect, test } from "vitest";
import { createClosing } from "../src/closing.ts";
import { createLogger } from "../src/logger.ts";
import { createManualClock } from "./support/manual-clock.ts";

const never = () => new Promise<void>(() => {});

function createWorld() {
  const clock = createManualClock();
  const lines: string[] = [];
  const out = { write: (line: string) => lines.push(JSON.parse(line).msg) };
  const closing = createClosing({ clock, logger: createLogger({ level: "info", secrets: [], out }) });
  const closed: string[] = [];
  const add = (name: string, close: () => Promise<unknown>) =>
    closing.add((leftMs) => {
      closed.push(`${name} ${leftMs}`);
      return close();
    });
  /** Closes all, with time going on meanwhile; answers how long it took. */
  const close = async (limitMs: number) => {
    let isClosed = false;
    closing.begin(limitMs);
    const all = closing.closeAll().finally(() => {
      isClosed = true;
    });
    for (let step = 0; step < 1000 && !isClosed; step++) await clock.advance(50);
    await all;
    return clock.monotonicMs();
  };
  return { clock, closing, closed, add, close, lines };
}

describe("closing", () => {
  test("goes from the last that was opened to the first, each in what the others left", async () => {
    const { clock, add, close, closed } = createWorld();
    add("store", async () => {});
    add("worker", () => new Promise((resolve) => clock.setTimer(() => resolve(null), 2000)));
    await close(9000);
    expect(closed).toEqual(["worker 8750", "store 7000"]);
  });

  test("is over at the deadline, whatever hangs, and has tried to close everything", async () => {
    const { add, close, closed, lines } = createWorld();
    for (const name of ["store", "ngrok", "worker"]) add(name, never);
    expect(await close(9000)).toBeLessThanOrEqual(9000);
    expect(closed).toEqual(["worker 8500", "ngrok 250", "store 250"]);
    expect(lines).toEqual(Array(3).fill("Part was not closed in time"));
  });

  test("goes on where one part fails", async () => {
    const { add, close, closed, lines } = createWorld();
    add("store", async () => {});
    add("worker", () => Promise.reject(new Error("gone")));
    await close(9000);
    expect(closed).toHaveLength(2);
    expect(lines).toEqual(["Part could not be closed"]);
  });
});
