import { expect, test } from "vitest";
import { createRandom } from "../../sandbox/errands/random.ts";
import { forecast, lookups } from "../../sandbox/soak/weather.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

test("the same seed brings the same weather, another one other weather", () => {
  expect(forecast(createRandom(1), HOUR_MS)).toEqual(forecast(createRandom(1), HOUR_MS));
  expect(forecast(createRandom(2), HOUR_MS)).not.toEqual(forecast(createRandom(1), HOUR_MS));
});

test("an hour has everything that can go wrong, outages of more than a minute among it", () => {
  const gusts = forecast(createRandom(1), HOUR_MS);
  const kinds = new Set(gusts.map(({ kind }) => kind));
  expect([...kinds].toSorted()).toEqual([
    "ngrok",
    "ngrok-away",
    "no-new-sockets",
    "repeat",
    "slack",
    "slack-away",
    "sockets",
  ]);
  const methods = gusts.flatMap((gust) => (gust.kind === "slack" ? gust.method : []));
  expect(methods).toEqual(expect.arrayContaining(lookups));
  const reasons = gusts.flatMap((gust) => (gust.kind === "sockets" ? gust.reason : []));
  expect(new Set(reasons)).toEqual(new Set(["refresh_requested", "warning", "silently"]));
  for (const kind of ["slack-away", "ngrok-away"] as const) {
    const lengths = gusts.flatMap((gust) => (gust.kind === kind ? gust.forMs : []));
    expect(Math.max(...lengths)).toBeGreaterThan(MINUTE_MS);
    expect(Math.min(...lengths)).toBeLessThan(MINUTE_MS);
  }
  const away = gusts.flatMap((gust) => (gust.kind === "ngrok-away" ? gust.fault.action : []));
  expect(new Set(away)).toEqual(new Set(["drop-before", "html-502", "hang", "429"]));
});

test("a short run has an outage of either, and most of its time without one", () => {
  const gusts = forecast(createRandom(1), 6 * MINUTE_MS);
  const away = gusts.filter((gust) => gust.kind === "slack-away" || gust.kind === "ngrok-away");
  expect(away.map(({ kind }) => kind)).toEqual(["slack-away", "ngrok-away"]);
  expect(away.reduce((sum, gust) => sum + ("forMs" in gust ? gust.forMs : 0), 0)).toBeLessThan(2 * MINUTE_MS);
});

test("it comes in the order of time, all of it within the run", () => {
  const times = forecast(createRandom(3), HOUR_MS).map(({ atMs }) => atMs);
  expect(times).toEqual(times.toSorted((one, other) => one - other));
  expect(times.at(-1)).toBeLessThan(HOUR_MS);
});
