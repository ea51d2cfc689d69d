import { describe, expect, it } from "vitest";
import { LeaseLostError } from "../../src/slack/publish-errors.ts";
import { createPublishLease, leaseEnd } from "../../src/slack/publish-lease.ts";
import { createPublishWorld } from "./publish-world.ts";

const MINUTE_MS = 60_000;

/** A lease that `this-process` has just taken; `afterRenewal` comes once the record has answered. */
async function aLease(afterRenewal: (world: World) => Promise<void> = async () => {}) {
  const world = await createPublishWorld();
  const { store, clock } = world;
  const operation = await world.add();
  const lease = { now: clock.now(), until: leaseEnd(clock) };
  await store.messages.hold(operation.id, "this-process", lease);
  const messages: typeof store.messages = {
    ...store.messages,
    renew: async (...given) => {
      const renewed = await store.messages.renew(...given);
      await afterRenewal(world);
      return renewed;
    },
  };
  const deps = { store: { ...store, messages }, clock, owner: "this-process" };
  const takeOver = () =>
    store.messages.hold(operation.id, "another", { now: clock.now(), until: leaseEnd(clock) });
  const held = createPublishLease(deps, operation.id);
  return { world, held, takeOver, operation };
}
type World = Awaited<ReturnType<typeof createPublishWorld>>;

describe("a publishing lease", () => {
  it("lets nothing be posted by a process that stood still after its intent was recorded", async () => {
    const { world, held, operation } = await aLease(({ clock }) => clock.advance(MINUTE_MS));
    await expect(held.intend("card")).rejects.toThrow(LeaseLostError);
    // So that it is looked for before anybody posts.
    expect(await world.store.messages.intents(operation.id)).toMatchObject([{ role: "card" }]);
  });

  it("lets nothing be edited once another took it over while the computer slept", async () => {
    const { world, held, takeOver } = await aLease();
    await held.intend("card");
    // Its monotonic clock stands still meanwhile.
    world.clock.step(MINUTE_MS);
    expect(await takeOver()).toBe(true);
    await expect(held.cover()).rejects.toThrow(LeaseLostError);
  });
});
