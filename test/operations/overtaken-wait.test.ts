import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createOperationsWorld } from "../support/operations-world.ts";

let world: Awaited<ReturnType<typeof createOperationsWorld>>;
beforeEach(async () => {
  world = await createOperationsWorld();
});
afterEach(() => world.end());

const AGENT = "edge-07";
const freeze = () => world.bot.store.freezes.freeze({ by: "U0GRACE", at: world.clock.now(), reason: "" });
const lift = () => world.bot.store.freezes.lift({ by: "U0GRACE", at: world.clock.now() });
const letRun = (id: string) =>
  world.bot.operations.act(id, { type: "restart-now", by: "U0BEN", at: world.clock.now() });
const ended = (id: string) => world.reaches(id, "succeeded", "superseded", "needs-attention");

/** An update that ngrok accepted, and whose restart a freeze kept back, which has ended since. */
async function heldInItsWait(): Promise<string> {
  const id = await world.request(await world.draftFor(AGENT));
  await world.approve(id);
  await world.reaches(id, "waiting");
  await freeze();
  expect((await world.reaches(id, "needs-attention")).problem).toMatchObject({ code: "held" });
  await lift();
  return id;
}

async function anotherChange(kind: "session-restart" | "session-stop"): Promise<string> {
  const id = await world.request(await world.draftFor(AGENT, { kind, key: "another" }));
  await world.reaches(id, "succeeded");
  return id;
}

describe("a restart that is let run after another change of its session", () => {
  test.each(["session-restart", "session-stop"] as const)("ends quietly, by a %s", async (kind) => {
    const id = await heldInItsWait();
    await anotherChange(kind);
    await letRun(id);
    const done = await ended(id);
    expect(done).toMatchObject({ state: "superseded", departure: null, problem: null });
    expect(done.supersession).toMatchObject({ found: null, during: "waiting" });
    expect(done.notices.map(({ kind }) => kind)).toEqual(["needs-attention", "superseded"]);
    expect(world.commands("restart")).toHaveLength(kind === "session-restart" ? 1 : 0);
    expect(world.told.filter(({ operation }) => operation.id === id)).toEqual([]);
  });

  test("ends so too when the process dies before it was looked at", async () => {
    const id = await heldInItsWait();
    await anotherChange("session-restart");
    world.time.stands = true;
    await letRun(id);
    await world.kill();
    world.time.stands = false;
    await world.boot();
    expect((await ended(id)).state).toBe("superseded");
  });

  test("ends so too where ngrok's clock is slow by an hour", async () => {
    await world.end();
    world = await createOperationsWorld({ skewMs: -60 * 60_000 });
    const id = await heldInItsWait();
    await anotherChange("session-restart");
    await letRun(id);
    expect((await ended(id)).state).toBe("superseded");
  });

  test("is looked for where the other one came before its update, and the session went by itself", async () => {
    world.ngrok.faults.add({ path: "/tunnel_sessions/*/restart", action: "810-not-executed" });
    const other = await world.request(await world.draftFor(AGENT, { kind: "session-restart", key: "other" }));
    await world.until(() => world.commands("restart").length === 1);
    await freeze();
    await world.reaches(other, "needs-attention");
    await lift();
    const id = await heldInItsWait();
    world.time.stands = true;
    await world.bot.operations.act(other, { type: "leave", by: "U0BEN", at: world.clock.now() });
    world.ngrok.agents.upgradeByHand(AGENT, "3.22.1");
    await letRun(id);
    world.time.stands = false;
    expect((await ended(id)).state).toBe("succeeded");
  });
});
