import { afterEach, beforeEach, expect, test } from "vitest";
import type { OperationDraft } from "../../src/operations/operations.ts";
import { createOperationsWorld } from "../support/operations-world.ts";

let world: Awaited<ReturnType<typeof createOperationsWorld>>;
beforeEach(async () => {
  world = await createOperationsWorld();
});
afterEach(() => world.end());

function draft(agent: string, overrides: Partial<OperationDraft> = {}): Promise<OperationDraft> {
  const sessionId = world.ngrok.agents.find(agent).session?.id ?? "";
  const target = { type: "unread-session" as const, sessionId, name: agent };
  return world.draftFor(agent, { kind: "session-restart", target, key: "V1:h1", ...overrides });
}

test("two who look at once agree on what the first of them recorded", async () => {
  const id = await world.request(await draft("edge-07"));
  const [one, other] = await Promise.all([world.bot.operations.review(id), world.bot.operations.review(id)]);
  expect([one.operation.state, other.operation.state]).toEqual(["scheduled", "scheduled"]);
  const trail = await world.bot.store.audit.of(id);
  expect(trail.filter(({ action }) => action === "review")).toHaveLength(1);
});

test("the worker leaves the first look to the form, and takes it over after ten seconds", async () => {
  const id = await world.request(await draft("edge-07"));
  await world.pass(8_000);
  expect((await world.get(id)).state).toBe("requested");
  expect((await world.reaches(id, "succeeded")).target).toMatchObject({ type: "session", name: "edge-07" });
  expect(world.commands("restart")).toHaveLength(1);
});

test("what the form has not said within ten seconds the worker gives to a card", async () => {
  const request = await draft("edge-07");
  const id = await world.request(request);
  world.ngrok.agents.reconnect("edge-07");
  await world.clock.advance(2_500);
  const { operation } = await world.bot.operations.review(id);
  expect(operation).toMatchObject({ state: "requested", obstacle: { code: "gone" } });
  const ended = await world.reaches(id, "superseded");
  expect(ended).toMatchObject({ saidInForm: false, supersession: { found: null } });
  await world.bot.operations.told(id, true);
  expect(await world.get(id)).toEqual(ended);
});

test("the same form, submitted again, is not held up by what was in its way", async () => {
  const id = await world.request(await draft("win-01"));
  expect((await world.bot.operations.review(id)).operation.obstacle).toEqual({
    code: "not-able",
    limit: "windows",
  });
  const other = await world.bot.operations.request(await draft("win-01", { key: "V2:h1" }));
  expect(other).toMatchObject({ outcome: "taken", by: { id } });
  const again = await draft("win-01", {
    kind: "session-update",
    key: "V1:h2",
    schedule: { when: "update-only", chosenAt: null },
  });
  expect((await world.bot.operations.request(again)).outcome).toBe("recorded");
  expect(await world.get(id)).toMatchObject({ state: "failed", saidInForm: true });
});

test("a stop takes what was not looked at yet out of its way", async () => {
  const id = await world.request(await draft("edge-07"));
  const stop = await world.request(await draft("edge-07", { kind: "session-stop", key: "V2:h1" }));
  expect(await world.get(id)).toMatchObject({ state: "cancelled", cancellation: { during: "requested" } });
  expect((await world.bot.operations.review(id)).operation.state).toBe("cancelled");
  await world.reaches(stop, "succeeded");
  expect(world.commands("restart")).toEqual([]);
});

test("a stop cancels nothing that its form had not shown, however late it came", async () => {
  const id = await world.request(await draft("edge-07"));
  const stop = await draft("edge-07", { kind: "session-stop", key: "V2:h1", mayCancel: "" });
  expect(await world.bot.operations.request(stop)).toMatchObject({ outcome: "taken", by: { id } });
  expect((await world.bot.operations.request({ ...stop, mayCancel: id })).outcome).toBe("recorded");
});

test("an approval that expired before anybody could look can no longer be given", async () => {
  const id = await world.request(await draft("edge-07", { kind: "session-update" }));
  await world.kill();
  await world.clock.advance(2 * 60 * 60_000);
  await world.boot();
  await world.reaches(id, "expired");
  expect(world.commands("update")).toEqual([]);
});
