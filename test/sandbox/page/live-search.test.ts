import { beforeEach, describe, expect, test } from "vitest";
import { createLiveSearch, type LiveSearch } from "../../../sandbox/page/blocks/elements/live-search.ts";
import type { Option } from "../../../sandbox/page/live/act.ts";
import { fakeTimers } from "./fake-timers.ts";

const option = (value: string): Option => ({ text: { type: "plain_text", text: value }, value });

let asked: { query: string; answer: PromiseWithResolvers<Option[]> }[];
let timers: ReturnType<typeof fakeTimers>;
beforeEach(() => {
  asked = [];
  timers = fakeTimers();
});

function start(minLength = 0): LiveSearch {
  const ask = (query: string) => {
    const answer = Promise.withResolvers<Option[]>();
    asked.push({ query, answer });
    return answer.promise;
  };
  return createLiveSearch({ ask, minLength, setTimer: timers.setTimer });
}

async function answer(index: number, ...values: string[]) {
  asked[index]?.answer.resolve(values.map(option));
  await asked[index]?.answer.promise;
}

describe("a live search", () => {
  test("asks at once where nothing need be typed, and for letters once the person pauses", async () => {
    const search = start();
    search.type("");
    expect(asked.map((one) => one.query)).toEqual([""]);
    await answer(0, "edge-01");
    expect(search.current()).toEqual({ kind: "found", options: [option("edge-01")] });
    search.type("e");
    search.type("ed");
    expect(asked).toHaveLength(1);
    expect(search.current()).toEqual({ kind: "loading", options: [option("edge-01")] });
    timers.runOut();
    expect(asked.map((one) => one.query)).toEqual(["", "ed"]);
  });

  test("shows the answer to what was typed last, whichever comes last", async () => {
    const search = start();
    search.type("e");
    timers.runOut();
    search.type("ed");
    timers.runOut();
    await answer(1, "late");
    await answer(0, "early");
    expect(search.current()).toEqual({ kind: "found", options: [option("late")] });
  });

  test("does not show an answer to what is no longer typed", async () => {
    const search = start(2);
    search.type("ed");
    timers.runOut();
    search.type("e");
    await answer(0, "edge-01");
    expect(search.current()).toEqual({ kind: "short", missing: 1 });
    expect(asked).toHaveLength(1);
  });

  test("says what went wrong, and asks again when told to", async () => {
    const search = start();
    search.type("");
    asked[0]?.answer.reject(new Error("The bot gave no options."));
    await expect(asked[0]?.answer.promise).rejects.toThrow();
    expect(search.current()).toEqual({ kind: "failed", words: "The bot gave no options." });
    search.retry();
    await answer(1);
    expect(search.current()).toEqual({ kind: "found", options: [] });
  });

  test("tells its listeners of each change, and nothing after its end", async () => {
    const search = start();
    let told = 0;
    search.subscribe(() => {
      told += 1;
    });
    search.type("");
    search.stop();
    await answer(0, "edge-01");
    expect(told).toBe(1);
    expect(search.current()).toEqual({ kind: "loading", options: [] });
  });
});
