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

describe("update and restart", () => {
  test("ends with the new session id, the versions, and every URL back", async () => {
    const id = await approvedUpdate("edge-07");
    const done = await world.reaches(id, "succeeded", "failed", "needs-attention");
    const agent = world.ngrok.agents.find("edge-07");
    expect(done.problem).toBeNull();
    expect(done.report).toMatchObject({
      newSessionId: agent.session?.id,
      agentVersion: "3.22.1",
      missingUrls: [],
    });
    expect(done.report?.backUrls).toHaveLength(2);
    expect(done.report?.awayMs).toBeGreaterThan(0);
  });

  test("keeps the wait between ngrok's 204 and the restart, and posts the follow-up first", async () => {
    const id = await approvedUpdate("edge-07");
    await world.reaches(id, "succeeded");
    const [update] = world.commands("update");
    const [restart] = world.commands("restart");
    const waitedMs = (restart?.at.getTime() ?? 0) - (update?.answeredAt?.getTime() ?? 0);
    expect(waitedMs).toBeGreaterThanOrEqual(30_000);
    expect(world.told[0]?.at.getTime()).toBeLessThanOrEqual(restart?.at.getTime() ?? 0);
    expect(world.commands("restart")).toHaveLength(1);
  });

  test("a clock stepped forward during the wait does not shorten it below 10 s", async () => {
    const id = await approvedUpdate("edge-07");
    await world.reaches(id, "waiting");
    const [update] = world.commands("update");
    world.clock.step(60_000);
    await world.reaches(id, "succeeded");
    const [restart] = world.commands("restart");
    expect((restart?.monotonicMs ?? 0) - (update?.answeredMonotonicMs ?? 0)).toBeGreaterThanOrEqual(10_000);
  });

  test("is not restarted while Slack cannot show the follow-up, and asks once it is too late", async () => {
    world.slack.isDown = true;
    const id = await approvedUpdate("edge-07");
    await world.reaches(id, "waiting");
    await world.clock.advance(6 * 60_000);
    const late = await world.reaches(id, "needs-attention");
    expect(late.problem).toMatchObject({ code: "too-late", call: "restart", because: "slack-unreachable" });
    expect(world.commands("restart")).toHaveLength(0);
    world.slack.isDown = false;
    await world.bot.operations.act(id, { type: "restart-now", by: "U0BEN", at: world.clock.now() });
    expect((await world.reaches(id, "succeeded")).report?.missingUrls).toEqual([]);
  });

  test.each([
    ["edge-04", "no update is available"],
    ["edge-05", "updates are disabled"],
    ["edge-06", "the updater failed"],
    ["ssh-01", "SSH sessions cannot update"],
    ["sdk-01", "the SDK defines no callback"],
  ])("%s is not updated: %s", async (agent) => {
    const id = await approvedUpdate(agent);
    const failed = await world.reaches(id, "failed");
    expect(failed.problem).toMatchObject({ code: "call-refused", call: "update" });
    expect(world.commands("restart")).toHaveLength(0);
  });

  test("a Windows agent is updated and its refused restart is told", async () => {
    const id = await approvedUpdate("win-01");
    const failed = await world.reaches(id, "failed");
    expect(failed.problem).toMatchObject({ code: "call-refused", call: "restart" });
    expect(failed.updateAcceptedAt).not.toBeNull();
  });

  test("coming back with the old version is no success", async () => {
    const id = await approvedUpdate("edge-08");
    const stuck = await world.reaches(id, "needs-attention");
    expect(stuck.problem).toEqual({ code: "same-version" });
    expect(stuck.report?.newSessionId).toBe(world.ngrok.agents.find("edge-08").session?.id);
  });

  test("coming back without its URLs needs attention at the time limit", async () => {
    const id = await approvedUpdate("edge-11");
    const stuck = await world.reaches(id, "needs-attention");
    expect(stuck.problem).toEqual({ code: "endpoints-missing" });
    expect(stuck.report?.missingUrls).toHaveLength(1);
  });

  test("an agent that is back after 40 s is reported by the next look", async () => {
    const id = await approvedUpdate("edge-09");
    await world.until(() => world.commands("restart").length === 1);
    const leftMs = world.clock.monotonicMs();
    await world.until(() => world.clock.monotonicMs() - leftMs >= 40_000);
    world.ngrok.agents.reconnect("edge-09");
    const backMs = world.clock.monotonicMs();
    await world.reaches(id, "succeeded");
    expect(world.clock.monotonicMs() - backMs).toBeLessThanOrEqual(7_000);
  });

  test("an agent that stays away needs attention, and is reported when it returns late", async () => {
    const id = await approvedUpdate("edge-09");
    expect((await world.reaches(id, "needs-attention")).problem).toEqual({ code: "not-back" });
    world.ngrok.agents.reconnect("edge-09");
    const back = await world.reaches(id, "resolved");
    expect(back.report?.newSessionId).toBe(world.ngrok.agents.find("edge-09").session?.id);
    expect(back.notices.map((notice) => notice.kind)).toEqual(["needs-attention", "returned-late"]);
  });
});

describe("twins", () => {
  test("one restarted twin is found, since the other is still online", async () => {
    const id = await approvedUpdate("twin-a");
    const done = await world.reaches(id, "succeeded", "needs-attention");
    expect(done.report?.newSessionId).toBe(world.ngrok.agents.find("twin-a").session?.id);
  });

  test("two that leave at once are not told apart: both candidates are shown, none is guessed", async () => {
    const id = await approvedUpdate("twin-a");
    await world.reaches(id, "restarting", "confirming");
    world.ngrok.agents.disconnect("twin-b");
    world.ngrok.agents.reconnect("twin-b");
    const stuck = await world.reaches(id, "needs-attention", "succeeded");
    expect(stuck.problem).toMatchObject({ code: "ambiguous" });
    expect(stuck.problem?.code === "ambiguous" && stuck.problem.candidates).toHaveLength(2);
  });
});

describe("what was reviewed", () => {
  test("an agent that reconnected before the call is not touched", async () => {
    const id = await world.request(await world.draftFor("edge-07"));
    world.ngrok.agents.reconnect("edge-07");
    // Sooner than a list of sessions grows too old for a decision.
    await world.clock.advance(1000);
    await world.approve(id);
    const superseded = await world.reaches(id, "superseded");
    expect(world.commands("update")).toHaveLength(0);
    const found = superseded.supersession?.found;
    expect(found?.type === "session" && found.session.sessionId).toBe(
      world.ngrok.agents.find("edge-07").session?.id,
    );
  });

  test("an agent that left during the wait is not called, only looked for", async () => {
    const id = await approvedUpdate("edge-07");
    await world.reaches(id, "waiting");
    world.ngrok.agents.reconnect("edge-07");
    const ended = await world.reaches(id, "succeeded", "needs-attention");
    expect(world.commands("restart")).toHaveLength(0);
    expect(ended.report?.newSessionId).toBe(world.ngrok.agents.find("edge-07").session?.id);
  });
});

describe("unknown outcomes", () => {
  const restarts = "/tunnel_sessions/*/restart";
  const updates = "/tunnel_sessions/*/update";

  test("a restart whose answer was lost is looked after, not repeated", async () => {
    world.ngrok.faults.add({ path: restarts, action: "drop-after" });
    const id = await approvedUpdate("edge-07");
    const done = await world.reaches(id, "succeeded", "needs-attention");
    expect(done.state).toBe("succeeded");
    expect(world.commands("restart")).toHaveLength(1);
  });

  test("a restart that never took effect is called again, with the same id", async () => {
    world.ngrok.faults.add({ path: restarts, action: "810-not-executed" });
    const id = await approvedUpdate("edge-07");
    const done = await world.reaches(id, "succeeded");
    expect(world.commands("restart").map((call) => call.effect)).toEqual([null, "restart-begun"]);
    expect(done.report?.agentVersion).toBe("3.22.1");
  });

  test("an update whose answer was lost is tried once more; refused then, a person decides", async () => {
    world.ngrok.faults.add({ path: updates, action: "drop-after" });
    const id = await approvedUpdate("edge-07");
    const stuck = await world.reaches(id, "needs-attention");
    expect(stuck.problem).toMatchObject({ code: "call-unknown", call: "update" });
    expect(world.commands("update")).toHaveLength(2);
    await world.bot.operations.act(id, { type: "restart-anyway", by: "U0ADA", at: world.clock.now() });
    expect((await world.reaches(id, "succeeded")).report?.agentVersion).toBe("3.22.1");
  });

  test("an update that hangs twice is not tried a third time", async () => {
    world.ngrok.faults.add({ path: updates, action: "hang", times: "always" });
    const id = await approvedUpdate("edge-07");
    const stuck = await world.reaches(id, "needs-attention");
    expect(stuck.problem).toMatchObject({ code: "call-unknown", error: { kind: "timeout" } });
    expect(world.commands("update")).toHaveLength(2);
  });

  test("ngrok's rate limit is waited out, and the update is made once", async () => {
    world.ngrok.faults.add({ path: updates, action: "429" });
    const id = await approvedUpdate("edge-07");
    await world.reaches(id, "succeeded");
    expect(world.commands("update").filter((call) => call.effect)).toHaveLength(1);
  });
});

describe("stop", () => {
  test("ends when ngrok no longer knows the session", async () => {
    const id = await world.request(await world.draftFor("edge-01", { kind: "session-stop" }));
    const done = await world.reaches(id, "succeeded");
    expect(world.ngrok.agents.find("edge-01").session).toBeNull();
    expect(done.report).toBeNull();
  });

  test("cancels an update that waits", async () => {
    const update = await approvedUpdate("edge-01");
    await world.reaches(update, "waiting");
    const stop = await world.request(await world.draftFor("edge-01", { kind: "session-stop" }));
    expect((await world.get(update)).cancellation).toMatchObject({ forStopBy: "U0OLGA", during: "waiting" });
    await world.reaches(stop, "succeeded");
    expect(world.commands("restart")).toHaveLength(0);
  });

  test("that ngrok accepted without effect needs attention", async () => {
    world.ngrok.agents.setBehaviour("edge-01", { ignoreStop: true });
    const id = await world.request(await world.draftFor("edge-01", { kind: "session-stop" }));
    expect((await world.reaches(id, "needs-attention")).problem).toEqual({ code: "still-online" });
  });

  test("with a lost answer is found to have worked", async () => {
    const id = await world.request(await world.draftFor("edge-10", { kind: "session-stop" }));
    await world.reaches(id, "succeeded");
    expect(world.commands("stop")).toHaveLength(1);
  });
});

describe("a crash", () => {
  test("in the wait ends in one restart, at least 10 s after the new process saw it", async () => {
    const id = await approvedUpdate("edge-07");
    await world.reaches(id, "waiting");
    await world.kill();
    await world.clock.advance(60_000);
    const bootedMs = world.clock.monotonicMs();
    await world.boot();
    await world.reaches(id, "succeeded");
    expect(world.commands("restart")).toHaveLength(1);
    expect((world.commands("restart")[0]?.monotonicMs ?? 0) - bootedMs).toBeGreaterThanOrEqual(10_000);
  });

  test("that lasts too long leaves the restart to an approver", async () => {
    const id = await approvedUpdate("edge-07");
    await world.reaches(id, "waiting");
    await world.kill();
    await world.clock.advance(42 * 60_000);
    await world.boot();
    const late = await world.reaches(id, "needs-attention");
    expect(late.problem).toMatchObject({ code: "too-late", because: "bot-down" });
    expect(world.commands("restart")).toHaveLength(0);
  });

  test.each(["update", "restart"] as const)("inside the %s call repeats nothing blindly", async (name) => {
    world.ngrok.faults.add({ path: `/tunnel_sessions/*/${name}`, action: "hang", executed: true });
    const id = await approvedUpdate("edge-07");
    await world.until(() => world.commands(name).length === 1);
    await world.kill();
    await world.boot();
    const ended = await world.reaches(id, "succeeded", "needs-attention");
    const effects = world.commands(name).filter((call) => call.effect !== null);
    expect(effects).toHaveLength(1);
    expect(ended.state).toBe(name === "restart" ? "succeeded" : "needs-attention");
  });
});

describe("requests", () => {
  test("a second one for the same session is told who was first", async () => {
    const id = await world.request(await world.draftFor("edge-07"));
    const second = await world.bot.operations.request(
      await world.draftFor("edge-07", { key: "other", by: "U0BEN" }),
    );
    expect(second).toMatchObject({ outcome: "taken", by: { id } });
  });

  test("the same click twice makes one operation", async () => {
    const draft = await world.draftFor("edge-07");
    const id = await world.request(draft);
    expect(await world.bot.operations.request(draft)).toMatchObject({
      outcome: "repeated",
      operation: { id },
    });
  });

  test("expire unapproved, and are refused before the sweep came by", async () => {
    const id = await world.request(await world.draftFor("edge-07"));
    await world.clock.advance(59 * 60_000);
    expect((await world.get(id)).state).toBe("awaiting-approval");
    const ended = await world.reaches(id, "expired");
    expect(ended.approval).toBeNull();
    expect(await world.approve(id)).toMatchObject({ outcome: "refused" });
  });

  test("two approvals at once make one update", async () => {
    const id = await world.request(await world.draftFor("edge-07"));
    const results = await Promise.all([world.approve(id, "U0ADA"), world.approve(id, "U0BEN")]);
    expect(results.map((result) => result.outcome).sort()).toEqual(["done", "refused"]);
    await world.reaches(id, "succeeded");
    expect(world.commands("update")).toHaveLength(1);
  });
});
