import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createOperationsWorld } from "../support/operations-world.ts";

let world: Awaited<ReturnType<typeof createOperationsWorld>>;
beforeEach(async () => {
  world = await createOperationsWorld();
});
afterEach(() => world.end());

type Call = "restart" | "stop";

const freeze = () => world.bot.store.freezes.freeze({ by: "U0GRACE", at: world.clock.now(), reason: "" });
const lift = () => world.bot.store.freezes.lift({ by: "U0GRACE", at: world.clock.now() });
const letRun = (id: string) =>
  world.bot.operations.act(id, { type: "restart-now", by: "U0BEN", at: world.clock.now() });
const sessionOf = (agent: string) => world.ngrok.agents.find(agent).session?.id;

/** Its first try got no answer and did nothing yet, and a freeze held the second one. */
async function heldAfterATry(agent: string, call: Call = "restart", key = "first"): Promise<string> {
  world.ngrok.faults.add({ path: `/tunnel_sessions/*/${call}`, action: "810-not-executed" });
  const id = await world.request(await world.draftFor(agent, { kind: `session-${call}`, key }));
  return hold(id, call);
}

async function hold(id: string, call: Call): Promise<string> {
  await world.until(() => world.commands(call).length === 1);
  await freeze();
  const held = await world.reaches(id, "needs-attention", "confirming", "succeeded");
  expect(held.problem).toMatchObject({ code: "held", call });
  return id;
}

describe("a try without an answer, of a change that is held since", () => {
  test("that takes effect after all is reported with its new session id, also while all is frozen", async () => {
    const id = await heldAfterATry("edge-01");
    world.ngrok.agents.reconnect("edge-01");
    const done = await world.reaches(id, "succeeded");
    expect(done.report).toMatchObject({ newSessionId: sessionOf("edge-01") });
    expect(done).toMatchObject({ problem: null, attention: null });
    expect(world.commands("restart")).toHaveLength(1);
  });

  test("is found by the next process as well", async () => {
    const id = await heldAfterATry("edge-01");
    await world.kill();
    world.ngrok.agents.reconnect("edge-01");
    await world.boot();
    expect((await world.reaches(id, "succeeded")).report?.newSessionId).toBe(sessionOf("edge-01"));
  });

  test("that took the agent away for good is told as not back", async () => {
    const id = await heldAfterATry("edge-01");
    world.ngrok.agents.disconnect("edge-01");
    await world.until(async () => (await world.get(id)).problem?.code === "not-back");
    expect((await world.get(id)).notices.map(({ kind }) => kind)).toEqual([
      "needs-attention",
      "needs-attention",
    ]);
  });

  test("of a stop that takes effect after all is told as stopped", async () => {
    const id = await heldAfterATry("edge-01", "stop");
    world.ngrok.agents.disconnect("edge-01");
    await world.reaches(id, "succeeded");
    expect(world.commands("stop")).toHaveLength(1);
  });

  test("is looked after before an approver's word has anything called", async () => {
    const id = await heldAfterATry("edge-01");
    await lift();
    world.time.stands = true;
    world.ngrok.agents.reconnect("edge-01");
    await letRun(id);
    world.time.stands = false;
    const done = await world.reaches(id, "succeeded", "superseded", "needs-attention");
    expect(done).toMatchObject({ state: "succeeded", report: { newSessionId: sessionOf("edge-01") } });
    expect(world.commands("restart")).toHaveLength(1);
  });

  test("of an update's restart is looked after with what was online when it was made", async () => {
    world.ngrok.faults.add({ path: "/tunnel_sessions/*/restart", action: "810-not-executed" });
    const id = await world.request(await world.draftFor("edge-11"));
    await world.approve(id);
    await hold(id, "restart");
    await lift();
    world.time.stands = true;
    world.ngrok.agents.upgradeByHand("edge-11", "3.22.1");
    await letRun(id);
    world.time.stands = false;
    const done = await world.reaches(id, "succeeded", "needs-attention");
    expect(done).toMatchObject({ state: "succeeded", departure: { isWitnessed: true } });
    expect(world.commands("restart")).toHaveLength(1);
  });

  test("that did nothing is repeated once an approver lets it run", async () => {
    const id = await heldAfterATry("edge-01");
    await lift();
    await letRun(id);
    await world.reaches(id, "succeeded");
    expect(world.commands("restart").map(({ effect }) => effect ?? null)).toEqual([null, "restart-begun"]);
  });

  test("is not forgotten when the repeat that an approver let run never reached ngrok", async () => {
    const id = await heldAfterATry("edge-01");
    await lift();
    world.ngrok.faults.add({ path: "/tunnel_sessions/*/restart", action: "429", retryAfterSeconds: 5 });
    await letRun(id);
    await world.until(() => world.commands("restart").length === 2);
    world.ngrok.agents.reconnect("edge-01");
    const done = await world.reaches(id, "succeeded", "superseded", "needs-attention");
    expect(done).toMatchObject({ state: "succeeded", report: { newSessionId: sessionOf("edge-01") } });
  });

  test("is not told by a session that a later change has sent away", async () => {
    const id = await heldAfterATry("edge-01");
    await lift();
    const later = await world.request(
      await world.draftFor("edge-01", { kind: "session-restart", key: "second" }),
    );
    await world.reaches(later, "succeeded");
    await world.pass(5 * 60_000);
    expect(await world.get(id)).toMatchObject({ state: "needs-attention", problem: { code: "held" } });
    await letRun(id);
    expect((await world.reaches(id, "superseded", "needs-attention")).state).toBe("superseded");
    expect(world.commands("restart")).toHaveLength(2);
  });

  test("is not told either by what an earlier change has sent away, which was let run since", async () => {
    await freeze();
    const earlier = await world.request(
      await world.draftFor("edge-01", { kind: "session-restart", key: "earlier" }),
    );
    await world.reaches(earlier, "needs-attention");
    await lift();
    const id = await heldAfterATry("edge-01");
    await lift();
    await letRun(earlier);
    await world.reaches(earlier, "succeeded");
    await world.pass(5 * 60_000);
    const held = await world.get(id);
    expect(held).toMatchObject({ state: "needs-attention", problem: { code: "held" } });
    expect(held.notices).toHaveLength(1);
  });
});

test("a try without an answer leaves its session's twins to be told apart", async () => {
  await heldAfterATry("twin-a");
  await lift();
  const twin = await world.request(await world.draftFor("twin-b", { kind: "session-restart", key: "twin" }));
  const done = await world.reaches(twin, "succeeded", "needs-attention");
  expect(done).toMatchObject({ state: "succeeded", report: { newSessionId: sessionOf("twin-b") } });
});

describe("a session that goes long after a try without an answer", () => {
  test("is found by a URL that no two can serve at once", async () => {
    const id = await heldAfterATry("edge-01");
    await world.pass(10 * 60_000);
    world.ngrok.agents.reconnect("edge-01");
    expect((await world.reaches(id, "succeeded")).report?.newSessionId).toBe(sessionOf("edge-01"));
  });

  test.each([
    ["whose URL two served then", () => {}],
    ["whose URL it served alone then", () => world.ngrok.agents.remove("twin-b")],
  ])("is not taken for one of its kind that joined meanwhile (%s)", async (_, prepare) => {
    prepare();
    const id = await heldAfterATry("twin-a");
    await world.pass(10 * 60_000);
    const { credentialId, metadata, configured, ip } = world.ngrok.agents.find("twin-a");
    world.ngrok.agents.add({ ...configured, name: "twin-c", credentialId, metadata, ip });
    await world.pass(60_000);
    world.ngrok.agents.disconnect("twin-a");
    await world.until(async () => (await world.get(id)).problem?.code !== "held");
    const done = await world.reaches(id, "succeeded", "needs-attention");
    expect(done.problem).toMatchObject({
      code: "ambiguous",
      candidates: [{ sessionId: sessionOf("twin-c") }],
    });
  });

  test("is not taken for it by an approver's word either", async () => {
    const id = await heldAfterATry("twin-a");
    await lift();
    await world.pass(10 * 60_000);
    const { credentialId, metadata, configured, ip } = world.ngrok.agents.find("twin-a");
    world.ngrok.agents.add({ ...configured, name: "twin-c", credentialId, metadata, ip });
    await world.pass(60_000);
    world.time.stands = true;
    world.ngrok.agents.disconnect("twin-a");
    await letRun(id);
    world.time.stands = false;
    await world.reaches(id, "confirming");
    expect((await world.reaches(id, "succeeded", "needs-attention")).problem?.code).toBe("ambiguous");
    expect(world.commands("restart")).toHaveLength(1);
  });
});

test("a call that a freeze kept from being sent is no try: nothing is looked for, and none is told of", async () => {
  const { operations } = world.bot.store;
  const { save } = operations;
  operations.save = async (change) => {
    const saved = await save(change);
    if (change.event.action === "start-call") await freeze();
    return saved;
  };
  const id = await world.request(await world.draftFor("edge-01", { kind: "session-restart" }));
  const held = await world.reaches(id, "needs-attention");
  expect(held).toMatchObject({ problem: { code: "held" }, departure: null, dueAt: null });
  expect(world.commands("restart")).toEqual([]);
});
