import { expect, test } from "vitest";
import { announceChannel, createPublishWorld } from "./publish-world.ts";

test("of a request nothing is posted before it is reviewed, and nothing at all where its form has said its end", async () => {
  const world = await createPublishWorld({ announceChannel });
  await world.start();
  const told = await world.add({ id: "op_told", state: "requested" });
  const asked = await world.add({ id: "op_asked", state: "requested" });
  await world.published();
  expect(world.calls("chat.postMessage")).toEqual([]);
  const problem = { code: "nothing-left" as const };
  await world.change(told, { state: "failed", saidInForm: true, problem, endedAt: world.clock.now() });
  await world.change(asked, { state: "awaiting-approval" });
  await world.published();
  expect(world.calls("chat.postMessage")).toHaveLength(1);
  expect((await world.shown()).map(({ role }) => role)).toEqual(["card"]);
});
