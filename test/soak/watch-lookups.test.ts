import { expect, test } from "vitest";
import { type SlowLookup, watchLookups } from "../../sandbox/soak/watch-lookups.ts";
import { createManualClock } from "../support/manual-clock.ts";

const slackApiUrl = "http://slack.test/api/";

async function asked(method: string, { takesMs, fails = false }: { takesMs: number; fails?: boolean }) {
  const clock = createManualClock();
  const slow: SlowLookup[] = [];
  const fetch = async () => {
    await clock.advance(takesMs);
    if (fails) throw new Error("cut");
    return new Response("{}");
  };
  const watched = watchLookups(fetch, { clock, slackApiUrl, tell: (lookup) => slow.push(lookup) });
  const fromMs = clock.now().getTime();
  await watched(`${slackApiUrl}${method}`, { body: "user=U_ADA" }).catch(() => {});
  return slow.map((lookup) => ({ ...lookup, fromMs: lookup.fromMs - fromMs, toMs: lookup.toMs - fromMs }));
}

test("a lookup that came back late, or failed late, is told with whom it was about", async () => {
  const late = { method: "users.info", userId: "U_ADA", fromMs: 0, toMs: 250 };
  expect(await asked("users.info", { takesMs: 250 })).toEqual([late]);
  expect(await asked("users.info", { takesMs: 250, fails: true })).toEqual([late]);
  expect(await asked("usergroups.users.list", { takesMs: 250 })).toHaveLength(1);
});

test("neither a quick one nor another call is told of", async () => {
  expect(await asked("users.info", { takesMs: 249 })).toEqual([]);
  expect(await asked("chat.postMessage", { takesMs: 5_000 })).toEqual([]);
});
