import { expect, onTestFinished, test } from "vitest";
import { createSteps } from "../support/e2e-steps.ts";
import { createMainProcesses } from "../support/main-process.ts";
import { createDatabase } from "./a-database.ts";
import { createBotsWorld } from "./bots-world.ts";
import { createScene } from "./create-scene.ts";

const FROZEN = "*All changes are frozen* by @ada";

test("a freeze that one bot was told of, and has died since, stops the restart in another's wait until an approver lets it run", async () => {
  const database = await createDatabase();
  // So long that the freeze comes into it on a busy machine too.
  const world = await createBotsWorld([database.url], { RESTART_WAIT_SECONDS: "120" });
  onTestFinished(async () => {
    await world.end();
    expect(world.slack.problems).toEqual([]);
    await database.drop();
  });
  const { steps, bots, slack } = world;
  const told = (text: string, name: "ada" | "ben" = "ada") =>
    world.until(
      () =>
        slack
          .person(name)
          .messages("#fleet")
          .some((message) => slack.renderText(message).includes(text)),
      text,
    );
  const card = await steps.update("edge-07");
  await card.reads("restarts at");

  await world.boot(database.url);
  await world.deafenFirst();
  await slack.person("ada").command("#fleet", "freeze incident 4711");
  await told(FROZEN);
  await bots[1]?.stop();

  expect(await card.reads("was not run")).toContain("All changes were frozen by @ada: “incident 4711”");
  expect(world.saidBy("Changes were frozen")).toEqual([1]);
  expect(card.calls()).toEqual(["update 204"]);

  await world.hearAgain();
  await card.press("ben", "Restart now");
  await steps.told("ben", "nothing is asked for, approved or run");
  await slack.person("ada").command("#fleet", "unfreeze");
  await told("*Changes can be made again.*");
  expect(card.calls()).toEqual(["update 204"]);
  await card.press("ben", "Restart now");

  expect(await card.reads("is back")).toContain("let run by @ben");
  expect(card.effects()).toEqual(["update-started", "restart-begun"]);
  expect(world.saidBy("Changes are no longer frozen")).toEqual([0]);
});

test("after SIGKILL right behind the ack of a freeze, the next start still holds everything", async () => {
  const database = await createDatabase();
  const { startPlaces, run, end } = createMainProcesses();
  onTestFinished(async () => {
    await end();
    await database.drop();
  });
  const places = await startPlaces();
  const scene = createScene(places);
  const steps = createSteps(scene);
  const { slack, ngrok } = places;
  const env = {
    ...places.env,
    DATABASE_URL: database.url,
    ADMINS: slack.people.ada.id,
    RESTART_WAIT_SECONDS: "10",
    SESSION_LABEL: "name",
  };
  const bot = run(env);
  await bot.ready;
  const asked = await steps.askForUpdate("edge-01");
  const waiting = await steps.update("edge-07");
  await waiting.reads("restarts at");

  expect(await slack.person("ada").command("#fleet", "freeze")).toMatchObject({ kind: "answered" });
  bot.child.kill("SIGKILL");
  await bot.ended;
  const calls = ngrok.calls.length;
  const next = run(env);
  await next.ready;

  expect(await waiting.reads("was not run")).toContain("All changes were frozen by @ada.");
  await asked.press("ben", "Approve");
  await steps.told("ben", "nothing is asked for, approved or run");
  await steps.open("session stop edge-07", "nothing is asked for, approved or run");
  expect(ngrok.calls.slice(calls).filter(({ method }) => method !== "GET")).toEqual([]);
  expect(waiting.calls()).toEqual(["update 204"]);
  expect(asked.calls()).toEqual([]);
});
