import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createOperationsWorld } from "../support/operations-world.ts";

let world: Awaited<ReturnType<typeof createOperationsWorld>>;
beforeEach(async () => {
  world = await createOperationsWorld();
});
afterEach(() => world.end());

async function approvedUpdate(agent: string) {
  const id = await world.request(await world.draftFor(agent));
  await world.approve(id);
  return id;
}

const sessionOf = (agent: string) => world.ngrok.agents.find(agent).session?.id;

describe("whose return it is", () => {
  test("of twins restarted one after the other, neither is given the other's new id", async () => {
    world.ngrok.agents.setBehaviour("twin-a", { returnAfterMs: 20_000 });
    world.ngrok.agents.setBehaviour("twin-b", { returnAfterMs: 20_000 });
    const first = await approvedUpdate("twin-a");
    await world.reaches(first, "waiting");
    await world.pass(5000);
    const second = await approvedUpdate("twin-b");
    const ended = await Promise.all(
      [first, second].map((id) => world.reaches(id, "succeeded", "needs-attention")),
    );
    const named = ended.map((operation) => operation.report?.newSessionId ?? null);
    expect(named[0] === null || named[0] === sessionOf("twin-a")).toBe(true);
    expect(named[1] === null || named[1] === sessionOf("twin-b")).toBe(true);
    expect(ended.map((operation) => operation.problem?.code)).toContain("ambiguous");
  });

  test("an agent that died in the wait is not taken for its twin that reconnected", async () => {
    const id = await approvedUpdate("twin-a");
    await world.reaches(id, "waiting");
    world.ngrok.agents.disconnect("twin-a");
    world.ngrok.agents.reconnect("twin-b");
    const ended = await world.reaches(id, "succeeded", "needs-attention");
    expect(ended.problem).toMatchObject({
      code: "ambiguous",
      candidates: [{ sessionId: sessionOf("twin-b") }],
    });
  });

  test("while the old session is online nobody has come back in its place", async () => {
    world.ngrok.agents.setBehaviour("twin-a", { ignoreRestart: true });
    const id = await approvedUpdate("twin-a");
    await world.reaches(id, "confirming");
    const { credentialId, metadata, ip } = world.ngrok.agents.find("twin-a");
    world.ngrok.agents.add({ name: "twin-c", credentialId, metadata, ip });
    expect((await world.reaches(id, "succeeded", "needs-attention")).problem).toEqual({
      code: "still-online",
    });
  });

  test("how long an agent was away is not invented when nobody saw it leave", async () => {
    const id = await approvedUpdate("edge-01");
    await world.reaches(id, "waiting");
    world.ngrok.agents.upgradeByHand("edge-01", "3.22.1");
    const done = await world.reaches(id, "succeeded", "needs-attention");
    expect(done.report).toMatchObject({ newSessionId: sessionOf("edge-01"), awayMs: null });
  });

  test("after a second restart is the second's to tell, however early the first one looks", async () => {
    world.ngrok.agents.setBehaviour("edge-11", { ignoreRestart: true });
    const first = await world.request(await world.draftFor("edge-11", { kind: "session-restart" }));
    expect((await world.reaches(first, "needs-attention")).problem).toEqual({ code: "still-online" });
    world.ngrok.agents.setBehaviour("edge-11", { ignoreRestart: false, comeBackWithoutEndpoints: true });
    await world.pass(20_000);
    const second = await world.request(
      await world.draftFor("edge-11", { kind: "session-restart", key: "second" }),
    );
    const told = await world.reaches(second, "succeeded", "needs-attention");
    expect(told).toMatchObject({
      problem: { code: "endpoints-missing" },
      report: { newSessionId: sessionOf("edge-11") },
    });
    expect((await world.get(first)).report).toBeNull();
  });
});

describe("an answer that was lost", () => {
  test("of a restart, while ngrok's clock is behind the bot's, still finds the agent", async () => {
    await world.end();
    world = await createOperationsWorld({ skewMs: -60_000 });
    world.ngrok.faults.add({ path: "/tunnel_sessions/*/restart", action: "drop-after" });
    const id = await approvedUpdate("edge-01");
    expect((await world.reaches(id, "succeeded", "needs-attention")).state).toBe("succeeded");
  });

  test("of a stop that takes effect late ends in a resolution, not in errors", async () => {
    world.ngrok.agents.setBehaviour("edge-01", { ignoreStop: true });
    world.ngrok.faults.add({ path: "/tunnel_sessions/*/stop", action: "810-not-executed", times: "always" });
    const id = await world.request(await world.draftFor("edge-01", { kind: "session-stop" }));
    expect((await world.reaches(id, "needs-attention")).problem?.code).toBe("call-unknown");
    world.ngrok.agents.disconnect("edge-01");
    expect((await world.reaches(id, "resolved")).resolution).toMatchObject({ by: null, how: "returned" });
  });

  test("of a create is found again by its fields, whatever the clocks say", async () => {
    world.clock.step(30_000);
    world.ngrok.faults.add({ method: "POST", path: "/agent_ingresses", action: "drop-after" });
    const fields = {
      domain: "new.example.com",
      description: "Tills",
      metadata: "",
      certificate: "rsa" as const,
    };
    const id = await world.request({
      ...(await world.draftFor("edge-01")),
      kind: "ingress-create",
      target: { type: "new-ingress", fields },
      key: "create",
    });
    const done = await world.reaches(id, "succeeded", "failed", "needs-attention");
    expect(done.createdIngressId).toBe(
      world.ngrok.ingresses.all().find((one) => one.domain === fields.domain)?.id,
    );
    expect(world.ngrok.calls.filter((call) => call.effect === "ingress-created")).toHaveLength(1);
  });

  test("that the store could not take at once is not called for again", async () => {
    const { operations } = world.bot.store;
    const save = operations.save;
    let failures = 0;
    operations.save = (change) => {
      if (change.event.action !== "accept" || failures === 3) return save(change);
      failures++;
      return Promise.reject(new Error("database is locked"));
    };
    const id = await approvedUpdate("edge-01");
    await world.reaches(id, "succeeded");
    expect(failures).toBe(3);
    expect(world.commands("update")).toHaveLength(1);
  });
});

describe("slowness", () => {
  test("beyond the lease does not have the same process carry an operation twice", async () => {
    world.slack.takesMs = 20_000;
    const id = await approvedUpdate("edge-01");
    await world.reaches(id, "succeeded");
    expect(world.told).toHaveLength(1);
    expect(world.commands("restart")).toHaveLength(1);
  });

  test("of a call is waited out by the new process's own clock, though the time of day has jumped", async () => {
    world.ngrok.faults.add({ path: "/tunnel_sessions/*/update", action: "hang", executed: true });
    await approvedUpdate("edge-01");
    await world.until(() => world.commands("update").length === 1);
    await world.kill();
    world.clock.step(60_000);
    const bootedMs = world.clock.monotonicMs();
    await world.boot();
    await world.until(() => world.commands("update").length === 2);
    expect((world.commands("update")[1]?.monotonicMs ?? 0) - bootedMs).toBeGreaterThanOrEqual(13_000);
  });
});

describe("not found", () => {
  test("said by something between the bot and ngrok is no sign that a session has stopped", async () => {
    const id = await world.request(await world.draftFor("edge-01", { kind: "session-stop" }));
    world.ngrok.agents.setBehaviour("edge-01", { ignoreStop: true });
    const session = `/tunnel_sessions/${sessionOf("edge-01")}`;
    world.ngrok.faults.add({
      method: "GET",
      path: session,
      skip: 1,
      times: "always",
      action: "status",
      status: 404,
      body: "<html>",
      headers: { "ngrok-operation-id": "" },
    });
    const ended = await world.reaches(id, "succeeded", "needs-attention");
    expect(ended.state).toBe("needs-attention");
  });
});

describe("looking again", () => {
  test("is done when a person asks, also after the bot has stopped looking by itself", async () => {
    const id = await approvedUpdate("edge-09");
    await world.reaches(id, "needs-attention");
    world.clock.step(25 * 3_600_000);
    await world.until(async () => (await world.get(id)).dueAt === null, 3_600_000);
    world.ngrok.agents.reconnect("edge-09");
    await world.bot.operations.act(id, { type: "look-again", by: "U0ADA", at: world.clock.now() });
    expect((await world.reaches(id, "resolved")).report?.newSessionId).toBe(sessionOf("edge-09"));
  });
});

describe("what was approved", () => {
  test.each([
    ["agent version", { version: "3.20.0" }],
    ["metadata", { metadata: '{"name":"edge-01","site":"moved"}' }],
    ["credential", { credentialId: "cr_2UqYcZcQ8xXz0aQmW5bBq3nE1zZ" }],
  ])("is not run on a session of the same id with another %s", async (_, change) => {
    const id = await world.request(await world.draftFor("edge-01"));
    Object.assign(world.ngrok.agents.find("edge-01"), change);
    await world.approve(id);
    expect((await world.reaches(id, "superseded", "waiting")).state).toBe("superseded");
    expect(world.commands("update")).toHaveLength(0);
  });
});

describe("two stops", () => {
  test("of one session do not cancel each other: the second is told who was first", async () => {
    const draft = await world.draftFor("edge-01", { kind: "session-stop" });
    await world.bot.worker.stop(0);
    const id = await world.request(draft);
    const second = await world.bot.operations.request({ ...draft, by: "U0BEN", key: "second" });
    expect(second).toMatchObject({ outcome: "taken", by: { id } });
  });
});
