import { describe, expect, test } from "vitest";
import type { Store } from "../../../src/store/store.ts";
import type { CurrentStore } from "../store-contract.ts";
import { atMinute } from "./a-change.ts";

const never = atMinute(-1000);

function opened(store: Store, userId: string, minute: number, owner = "this", lasts = 30) {
  const until = atMinute(minute + lasts);
  return store.homeViewers.opened({ userId, openedAt: atMinute(minute), owner, until, forgetBefore: never });
}

async function claimed(
  store: Store,
  owner: string,
  minute: number,
  query: { since?: number; limit?: number } = {},
) {
  const viewers = await store.homeViewers.claim({
    owner,
    now: atMinute(minute),
    until: atMinute(minute + 30),
    openedSince: atMinute(query.since ?? 0),
    limit: query.limit ?? 10,
  });
  return viewers.map(({ userId }) => userId);
}

export function describeHomeViewers(current: CurrentStore): void {
  describe("who has Home open", () => {
    test("is told to who draws for them, the latest first, and lasts over a restart", async () => {
      const { store, reopen } = current();
      for (const [userId, minute] of [
        ["U1", 1],
        ["U2", 3],
        ["U3", 2],
      ] as const)
        await opened(store, userId, minute);
      await opened(store, "U1", 4);

      expect(await claimed(store, "this", 5)).toEqual(["U1", "U2", "U3"]);
      const [first] = await store.homeViewers.claim({
        owner: "this",
        now: atMinute(5),
        until: atMinute(35),
        openedSince: atMinute(0),
        limit: 1,
      });
      expect(first).toEqual({ userId: "U1", openedAt: atMinute(4) });
      await store.homeViewers.letGo("this");
      expect(await claimed(await reopen(), "that", 6)).toEqual(["U1", "U2", "U3"]);
    });

    test("are so many at most, and only who opened it lately", async () => {
      const { store } = current();
      for (const minute of [1, 2, 3, 4]) await opened(store, `U${minute}`, minute);

      expect(await claimed(store, "this", 5, { limit: 2 })).toEqual(["U4", "U3"]);
      expect(await claimed(store, "this", 5, { since: 3 })).toEqual(["U4", "U3"]);
    });

    test("has one process draw for each, until its time is over or it lets go", async () => {
      const { store } = current();
      await opened(store, "U1", 1, "one");
      await opened(store, "U2", 2, "two");

      expect(await claimed(store, "one", 3)).toEqual(["U1"]);
      expect(await claimed(store, "two", 3)).toEqual(["U2"]);
      await store.homeViewers.letGo("one");
      expect(await claimed(store, "two", 4)).toEqual(["U2", "U1"]);
      expect(await claimed(store, "one", 31)).toEqual([]);
      expect(await claimed(store, "one", 34)).toEqual(["U2", "U1"]);
      expect(await claimed(store, "two", 35)).toEqual([]);
    });

    test("goes on being drawn by who asks again in time", async () => {
      const { store } = current();
      await opened(store, "U1", 1, "one");

      for (const minute of [10, 20, 30, 40, 50]) expect(await claimed(store, "one", minute)).toEqual(["U1"]);
      expect(await claimed(store, "two", 55)).toEqual([]);
    });

    test("is drawn by the process that heard of the opening, whoever drew before", async () => {
      const { store } = current();
      await opened(store, "U1", 1, "one");
      await opened(store, "U1", 2, "two");

      expect(await claimed(store, "one", 3)).toEqual([]);
      expect(await claimed(store, "two", 3)).toEqual(["U1"]);
    });

    test("is forgotten with the next opening, once it was long ago", async () => {
      const { store } = current();
      await opened(store, "U1", 1);
      const next = { openedAt: atMinute(9), owner: "this", until: atMinute(39) };
      await store.homeViewers.opened({ userId: "U2", ...next, forgetBefore: atMinute(2) });

      expect(await claimed(store, "this", 10)).toEqual(["U2"]);
    });
  });
}
