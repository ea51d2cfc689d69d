import { beforeEach, describe, expect, test } from "vitest";
import { createFormQueue, type FormQueue } from "../../../sandbox/page/blocks/form-queue.ts";
import { fakeTimers } from "./fake-timers.ts";

let log: string[];
let said: [string, string | null][];
let gate: PromiseWithResolvers<void>;
let timers: ReturnType<typeof fakeTimers>;
let queue: FormQueue;
beforeEach(() => {
  log = [];
  said = [];
  gate = Promise.withResolvers();
  timers = fakeTimers();
  queue = createFormQueue({
    fill: async (blockId, entry) => {
      log.push(`${blockId}=${entry}`);
      if (blockId === "slow") await gate.promise;
      if (entry === "bad") throw new Error("It takes no bad things.");
      log.push(`${blockId} done`);
    },
    said: (blockId, words) => said.push([blockId, words]),
    setTimer: timers.setTimer,
  });
});
const submit = () => queue.after(async () => void log.push("submit"));

describe("a form", () => {
  test("sends what is typed once the person pauses, and only the last of it", async () => {
    queue.put("reason", "a", true);
    queue.put("reason", "ab", true);
    expect(log).toEqual([]);
    expect(timers.waiting).toBe(1);
    timers.runOut();
    await submit();
    expect(log).toEqual(["reason=ab", "reason done", "submit"]);
  });

  test("sends the last keystroke before it is submitted", async () => {
    queue.put("reason", "a", true);
    queue.put("title", "t", true);
    await submit();
    expect(log).toEqual(["reason=a", "reason done", "title=t", "title done", "submit"]);
    expect(timers.waiting).toBe(0);
  });

  test("sends a choice at once, after what was typed before", async () => {
    queue.put("reason", "a", true);
    queue.put("when", "now");
    await submit();
    expect(log).toEqual(["reason=a", "reason done", "when=now", "when done", "submit"]);
  });

  test("is not submitted while an entry is on its way", async () => {
    queue.put("slow", "x");
    const submitted = submit();
    await Promise.resolve();
    expect(log).toEqual(["slow=x"]);
    gate.resolve();
    await submitted;
    expect(log).toEqual(["slow=x", "slow done", "submit"]);
  });

  test("says what the sandbox did not take, and goes on", async () => {
    queue.put("reason", "bad");
    queue.put("title", "good");
    await submit();
    expect(said).toEqual([
      ["reason", "It takes no bad things."],
      ["title", null],
    ]);
    expect(log.at(-1)).toBe("submit");
  });

  test("goes on after a submit that failed, and tells who asked for it", async () => {
    await expect(queue.after(() => Promise.reject(new Error("no modal")))).rejects.toThrow("no modal");
    await submit();
    expect(log).toEqual(["submit"]);
  });

  test("that is gone sends nothing more", async () => {
    queue.put("reason", "a", true);
    queue.stop();
    timers.runOut();
    await submit();
    expect(log).toEqual(["submit"]);
  });
});
