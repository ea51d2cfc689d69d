import { expect, test } from "vitest";
import { createLiveFeed } from "../../../sandbox/demo/live-feed.ts";

test("the first look is full, each later one says only what is new, changed or gone", () => {
  const feed = createLiveFeed();
  expect(
    feed.next([
      ["a/1", { n: 1 }],
      ["a/2", { n: 2 }],
    ]),
  ).toEqual({
    full: true,
    set: { "a/1": { n: 1 }, "a/2": { n: 2 } },
    gone: [],
  });
  expect(
    feed.next([
      ["a/1", { n: 1 }],
      ["a/2", { n: 2 }],
    ]),
  ).toBeNull();
  expect(
    feed.next([
      ["a/1", { n: 3 }],
      ["a/3", { n: 4 }],
    ]),
  ).toEqual({
    full: false,
    set: { "a/1": { n: 3 }, "a/3": { n: 4 } },
    gone: ["a/2"],
  });
});
