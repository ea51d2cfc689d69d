import { expect, test } from "vitest";
import { app, createDirectory } from "../../../sandbox/slack/directory.ts";

test("as many channels as are asked for have the bot and everyone in them", () => {
  const { channels, people } = createDirectory({ guests: 1, fleetChannels: 2 });
  const everyone = new Set([...Object.values(people).map(({ id }) => id), app.botUserId]);
  for (const name of ["fleet-1", "fleet-2"]) expect(channels[name]?.members).toEqual(everyone);
  expect(new Set(Object.values(channels).map(({ id }) => id)).size).toBe(Object.keys(channels).length);
  expect(createDirectory({ fleetChannels: 1 }).channels["fleet-2"]).toBeUndefined();
});
