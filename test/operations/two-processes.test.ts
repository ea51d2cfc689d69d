import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { OperationDraft } from "../../src/operations/operations.ts";
import type { Change } from "../../src/store/store.ts";
import { createOperationsWorld } from "../support/operations-world.ts";

let world: Awaited<ReturnType<typeof createOperationsWorld>>;
beforeEach(async () => {
  world = await createOperationsWorld();
});
afterEach(() => world.end());

type Process = (typeof world)["bot"];

async function approvedUpdate(agent: string, overrides: Partial<OperationDraft> = {}) {
  const id = await world.request(await world.draftFor(agent, overrides));
  await world.approve(id);
  return id;
}

const sessionOf = (agent: string) => world.ngrok.agents.find(agent).session?.id;
const actionsOf = async (id: string) =>
  (await world.bot.store.audit.of(id)).map(({ action }: { action: string }) => action);

/** The process stands still just after it has recorded its first intent; the answer lets it go on. */
function standStillAfterIntent({ store }: Process): { stands: () => boolean; goOn: () => void } {
  const pause = Promise.withResolvers<void>();
  const { save } = store.operations;
  let stands = false;
  store.operations.save = async (change: Change) => {
    const saved = await save(change);
    if (change.event.action === "start-call" && !stands) {
      stands = true;
      await pause.promise;
    }
    return saved;
  };
  return { stands: () => stands, goOn: pause.resolve };
}

/** The process leaves these operations to others. */
function leaves({ store }: Process, ids: () => readonly string[]): void {
  const { claimDue } = store.operations;
  store.operations.claimDue = (query) => claimDue({ ...query, except: [...query.except, ...ids()] });
}

describe("a process that stood still between its intent and the call", () => {
  test("does not call once another has looked after it", async () => {
    const first = standStillAfterIntent(world.bot);
    const id = await approvedUpdate("edge-07");
    await world.until(first.stands);
    world.join("second");
    await world.until(() => world.commands("update").length === 1);
    await world.reaches(id, "waiting");
    first.goOn();
    await world.reaches(id, "succeeded");
    expect(world.commands("update")).toHaveLength(1);
    expect(world.commands("restart")).toHaveLength(1);
  });

  test("records that it did not call, and calls anew on a new intent", async () => {
    const first = standStillAfterIntent(world.bot);
    const id = await approvedUpdate("edge-07");
    await world.until(first.stands);
    await world.pass(3000);
    first.goOn();
    await world.reaches(id, "succeeded");
    expect(await actionsOf(id)).toEqual(expect.arrayContaining(["start-call", "turn-away", "accept"]));
    expect(world.commands("update")).toHaveLength(1);
  });

  test("does not call either when only the time of day tells that it slept", async () => {
    const first = standStillAfterIntent(world.bot);
    const id = await approvedUpdate("edge-07");
    await world.until(first.stands);
    world.clock.step(3000);
    first.goOn();
    await world.reaches(id, "waiting");
    expect(await actionsOf(id)).toContain("turn-away");
  });
});

describe("a lease that another process holds by now", () => {
  test("voids what was decided under it, though the operation is as it was", async () => {
    const hold = Promise.withResolvers<void>();
    world.slack.held = hold.promise;
    world.bot.store.operations.renew = async () => {};
    const id = await approvedUpdate("edge-07");
    await world.until(() => world.told.length === 1);
    const second = world.join("second");
    const secondHold = Promise.withResolvers<void>();
    second.slack.held = secondHold.promise;
    await world.until(() => world.told.length === 2);
    const { version } = await world.get(id);
    hold.resolve();
    await world.pass(5000);
    expect(await world.get(id)).toMatchObject({ state: "waiting", version });
    expect(world.commands("restart")).toHaveLength(0);
    secondHold.resolve();
    await world.reaches(id, "succeeded");
    expect(world.commands("restart")).toHaveLength(1);
  });

  test("does not keep ngrok's answer from being recorded", async () => {
    const { operations } = world.bot.store;
    const { save } = operations;
    operations.save = async (change) => {
      if (change.event.action === "accept") await operations.release(change.operation.id, "first");
      return save(change);
    };
    const id = await approvedUpdate("edge-07");
    await world.reaches(id, "succeeded");
    expect(world.commands("update")).toHaveLength(1);
    expect(world.commands("restart")).toHaveLength(1);
  });
});

test("a step that takes longer than a lease is ended by whoever began it, and decides", async () => {
  const second = world.join("second");
  for (const { slack } of [world.bot, second]) slack.takesMs = 16_000;
  const id = await world.request(await world.draftFor("edge-07", { kind: "session-restart" }));
  const ended = await world.reaches(id, "succeeded", "needs-attention");
  expect(ended).toMatchObject({ state: "succeeded" });
  expect(world.told).toHaveLength(1);
});

describe("a wait that another process began", () => {
  const restartedMs = () => world.commands("restart")[0]?.monotonicMs ?? 0;

  test("ends on time where this one has seen it coming, though it claims it only when it is due", async () => {
    const second = world.join("second");
    const id = await approvedUpdate("edge-07");
    const left = [id];
    leaves(second, () => left);
    const { runAt } = await world.reaches(id, "waiting");
    await world.pass(5000);
    await world.bot.worker.stop(0);
    left.pop();
    await world.until(() => world.commands("restart").length === 1);
    const lateMs = (world.commands("restart")[0]?.at.getTime() ?? 0) - (runAt?.getTime() ?? 0);
    expect(lateMs).toBeGreaterThanOrEqual(0);
    expect(lateMs).toBeLessThan(5000);
  });

  test("lasts 10 s at least for a process that comes to see it late", async () => {
    const id = await approvedUpdate("edge-07");
    await world.reaches(id, "waiting");
    await world.pass(27_000);
    await world.bot.worker.stop(0);
    const joinedMs = world.clock.monotonicMs();
    world.join("second");
    await world.until(() => world.commands("restart").length === 1);
    expect(restartedMs() - joinedMs).toBeGreaterThanOrEqual(10_000);
  });
});

test("what was seen before a long sleep decides nothing: a restart that is too late by then is not run", async () => {
  const hold = Promise.withResolvers<void>();
  world.slack.held = hold.promise;
  const id = await approvedUpdate("edge-07");
  await world.until(() => world.told.length === 1);
  world.clock.step(10 * 60_000);
  hold.resolve();
  const late = await world.reaches(id, "needs-attention", "succeeded");
  expect(late.problem).toMatchObject({ code: "too-late", call: "restart" });
  expect(world.commands("restart")).toHaveLength(0);
});

test("twins that two processes restart at the same instant are never given each other's new ids", async () => {
  world.ngrok.agents.setBehaviour("twin-a", { returnAfterMs: 5000 });
  world.ngrok.agents.setBehaviour("twin-b", { returnAfterMs: 20_000 });
  // In the midst of a step of the clock, so that both processes wake for it before time stands.
  const chosenAt = new Date(world.clock.now().getTime() + 60_500);
  const atOnce = { schedule: { when: "restart-later" as const, chosenAt } };
  const ids = [await approvedUpdate("twin-a", atOnce), await approvedUpdate("twin-b", atOnce)] as const;
  const processes = [world.bot, world.join("second")] as const;
  const both = Promise.withResolvers<void>();
  let deciding = 0;
  for (const [at, process] of processes.entries()) {
    leaves(process, () => ids.filter((_, other) => other !== at));
    const { save } = process.store.operations;
    process.store.operations.save = async (change) => {
      // Both have looked who is online and gone by now, and neither has recorded what it saw.
      const departs = change.event.action === "start-call" && change.operation.state === "restarting";
      if (!departs) return save(change);
      world.time.stands = ++deciding === 1;
      if (deciding === 2) both.resolve();
      await both.promise;
      return save(change);
    };
  }
  const ended = await Promise.all(ids.map((id) => world.reaches(id, "succeeded", "needs-attention")));
  expect(deciding).toBe(2);
  expect(ended.map((operation) => operation.departure?.twins.map(({ sessionId }) => sessionId))).toEqual([
    [ended[1]?.subjectId],
    [ended[0]?.subjectId],
  ]);
  for (const [at, agent] of ["twin-a", "twin-b"].entries()) {
    expect([undefined, sessionOf(agent)]).toContain(ended[at]?.report?.newSessionId);
  }
});
