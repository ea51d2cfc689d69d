import { afterEach, beforeEach, expect, test } from "vitest";
import { createOperationsWorld } from "../support/operations-world.ts";

let world: Awaited<ReturnType<typeof createOperationsWorld>>;
beforeEach(async () => {
  world = await createOperationsWorld();
});
afterEach(() => world.end());

test("what comes due without a wake is taken up by the next poll, however long nothing was due", async () => {
  const other = world.join("other");
  await other.worker.stop(0);
  await world.pass(30_000);
  const id = await world.request(await world.draftFor("edge-07"));
  await world.pass(30_000);
  // Told to the worker that has stopped, and to nobody else.
  await other.operations.act(id, { type: "approve", by: "U0ADA", at: world.clock.now() });
  const approvedMs = world.clock.monotonicMs();
  await world.until(async () => (await world.get(id)).state !== "scheduled");
  expect(world.clock.monotonicMs() - approvedMs).toBeLessThanOrEqual(2_000);
});
