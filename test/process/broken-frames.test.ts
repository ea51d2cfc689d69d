import { afterEach, expect, test } from "vitest";
import { brokenFrames } from "../support/broken-frames.ts";
import { createMainProcesses } from "../support/main-process.ts";

const { startPlaces, run, end } = createMainProcesses();
afterEach(end);

test("the process outlives every frame that is none, and goes on answering", async () => {
  const { env, slack, ngrok } = await startPlaces();
  const bot = run({ ...env, LOG_LEVEL: "trace" });
  await bot.ready;
  await slack.waitFor(() => slack.connections === 2, "two sockets");
  const olga = slack.person("olga");
  for (const frame of brokenFrames) {
    // To each of both sockets.
    for (let socket = 0; socket < 2; socket++) expect(slack.forge.frame(frame)).toBe(true);
  }
  for (let socket = 0; socket < 2; socket++) {
    expect(await olga.command("#fleet", "help")).toMatchObject({ kind: "answered" });
  }
  expect(bot.child.exitCode).toBeNull();
  expect(ngrok.calls.filter(({ method }) => method !== "GET")).toEqual([]);
  bot.child.kill("SIGTERM");
  expect(await bot.ended).toBe(0);
});
