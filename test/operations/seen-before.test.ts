import { afterEach, beforeEach, expect, test } from "vitest";
import type { PersonEvent } from "../../src/operations/events.ts";
import { createOperationsWorld } from "../support/operations-world.ts";

let world: Awaited<ReturnType<typeof createOperationsWorld>>;
beforeEach(async () => {
  world = await createOperationsWorld();
});
afterEach(() => world.end());

const approval = (by: string): PersonEvent => ({ type: "approve", by, at: world.clock.now() });

test("a click on what was just seen is recorded without another look", async () => {
  const id = await world.request(await world.draftFor("edge-07"));
  const seen = await world.get(id);
  const { operations } = world.bot.store;
  operations.get = () => Promise.reject(new Error("read again"));
  const result = await world.bot.operations.act(id, approval("U0ADA00001"), seen);
  expect(result).toMatchObject({ outcome: "done", operation: { approval: { by: "U0ADA00001" } } });
});

test("a click on what others have changed since is held against what is there", async () => {
  const id = await world.request(await world.draftFor("edge-07"));
  const seen = await world.get(id);
  const first = await world.bot.operations.act(id, approval("U0ADA00001"), seen);
  expect(first.outcome).toBe("done");
  const second = await world.bot.operations.act(id, approval("U0BEN00001"), seen);
  expect(second).toMatchObject({ outcome: "refused", operation: { approval: { by: "U0ADA00001" } } });
});

test("nobody is refused by what was seen before it could be approved", async () => {
  const sessionId = world.ngrok.agents.find("edge-07").session?.id ?? "";
  const target = { type: "unread-session" as const, sessionId, name: "edge-07" };
  const id = await world.request(await world.draftFor("edge-07", { target }));
  const seen = await world.get(id);
  await world.bot.operations.review(id);
  const result = await world.bot.operations.act(id, approval("U0ADA00001"), seen);
  expect([seen.state, result.outcome]).toEqual(["requested", "done"]);
});
