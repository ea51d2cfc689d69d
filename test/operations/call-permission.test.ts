import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Operation } from "../../src/operations/operation.ts";
import type { OperationDraft } from "../../src/operations/operations.ts";
import { createOperationsWorld } from "../support/operations-world.ts";

let world: Awaited<ReturnType<typeof createOperationsWorld>>;
beforeEach(async () => {
  world = await createOperationsWorld();
});
afterEach(() => world.end());

const byGrace = (reason = "incident 4711") => ({ by: "U0GRACE", at: world.clock.now(), reason });
const freeze = () => world.bot.store.freezes.freeze(byGrace());
const lift = () => world.bot.store.freezes.lift({ by: "U0GRACE", at: world.clock.now() });
const calls = () => world.ngrok.calls.filter(({ method }) => method !== "GET").length;

async function requested(overrides: Partial<OperationDraft> = {}, agent = "edge-01"): Promise<string> {
  return world.request(await world.draftFor(agent, overrides));
}

async function approvedUpdate(overrides: Partial<OperationDraft> = {}): Promise<string> {
  const id = await requested(overrides);
  await world.approve(id);
  return id;
}

function letRun(id: string, by = "U0BEN") {
  return world.bot.operations.act(id, { type: "restart-now", by, at: world.clock.now() });
}

const heldBecause = ({ problem }: Operation) => (problem?.code === "held" ? problem.because : null);

describe("a freeze", () => {
  test("holds an update before its call, and its card says who froze it", async () => {
    await freeze();
    const held = await world.reaches(await approvedUpdate(), "needs-attention");
    expect(heldBecause(held)).toEqual({ code: "frozen", by: "U0GRACE", reason: "incident 4711" });
    expect(held.problem).toMatchObject({ call: "update" });
    expect(calls()).toBe(0);
  });

  test("in the wait holds the restart, before its follow-up message", async () => {
    const id = await approvedUpdate();
    await world.reaches(id, "waiting");
    await freeze();
    const held = await world.reaches(id, "needs-attention");
    expect(held.problem).toMatchObject({ code: "held", call: "restart" });
    expect(world.told).toEqual([]);
    expect(world.commands("restart")).toEqual([]);
  });

  test("which another process made holds as well", async () => {
    const other = world.join("other-process");
    const id = await approvedUpdate();
    await world.reaches(id, "waiting");
    await other.store.freezes.freeze(byGrace());
    await world.reaches(id, "needs-attention");
    expect(world.commands("restart")).toEqual([]);
  });

  test("holds every kind of change", async () => {
    await freeze();
    for (const kind of ["session-restart", "session-stop"] as const) {
      const held = await world.reaches(await requested({ kind }, "edge-02"), "needs-attention");
      expect(heldBecause(held)).toMatchObject({ code: "frozen" });
    }
    expect(calls()).toBe(0);
  });

  test("does not let go by itself what it held; an approver does, once it is lifted", async () => {
    await freeze();
    const id = await approvedUpdate();
    await world.reaches(id, "needs-attention");
    await lift();
    await world.pass(60_000);
    expect(calls()).toBe(0);
    expect((await letRun(id)).outcome).toBe("done");
    await world.reaches(id, "succeeded");
    expect(world.commands("update")).toHaveLength(1);
    expect(world.commands("restart")).toHaveLength(1);
  });

  test("that comes when the intent is recorded stops the call before it is sent", async () => {
    const { operations } = world.bot.store;
    const { save } = operations;
    operations.save = async (change) => {
      const saved = await save(change);
      if (change.event.action === "start-call") await freeze();
      return saved;
    };
    const held = await world.reaches(await approvedUpdate(), "needs-attention");
    expect(heldBecause(held)).toMatchObject({ code: "frozen" });
    expect(calls()).toBe(0);
  });

  test("whose answer cannot be had stops the call, which is made once it can", async () => {
    const { freezes } = world.bot.store;
    const { current } = freezes;
    freezes.current = async () => Promise.reject(new Error("no database"));
    const id = await approvedUpdate();
    await world.pass(20_000);
    expect(calls()).toBe(0);
    freezes.current = current;
    await world.reaches(id, "succeeded");
  });

  test("whose answer is lost after the intent stops the call, which is made once it can", async () => {
    const { freezes, operations } = world.bot.store;
    const { current } = freezes;
    const { save } = operations;
    let cut = 0;
    operations.save = async (change) => {
      const saved = await save(change);
      if (change.event.action === "start-call" && cut === 0) {
        cut += 1;
        freezes.current = () => new Promise(() => {});
      }
      if (change.event.action === "turn-away") freezes.current = current;
      return saved;
    };
    const id = await approvedUpdate();
    const done = await world.reaches(id, "succeeded", "needs-attention");
    expect(done.state).toBe("succeeded");
    expect(cut).toBe(1);
    expect(world.commands("update")).toHaveLength(1);
  });

  test("after an update whose answer was lost leaves it to a person, without a second call", async () => {
    world.ngrok.faults.add({ path: "/tunnel_sessions/*/update", action: "drop-after" });
    const id = await approvedUpdate();
    await world.until(() => world.commands("update").length === 1);
    await freeze();
    const held = await world.reaches(id, "needs-attention", "succeeded");
    expect(held.problem).toMatchObject({ code: "call-unknown", call: "update" });
    expect(world.commands("update")).toHaveLength(1);
  });
});

describe("who lost the role", () => {
  test("of approver no longer counts when the update is to run", async () => {
    const id = await requested({
      schedule: { when: "all-later", chosenAt: new Date(world.clock.wallMs() + 60_000) },
    });
    await world.approve(id);
    world.slack.lost = ["U0ADA"];
    const held = await world.reaches(id, "needs-attention");
    expect(heldBecause(held)).toEqual({ code: "approval-lost", lost: ["U0ADA"], left: 0, needed: 1 });
    expect(calls()).toBe(0);
  });

  test("of approver in the wait no longer counts for the restart; another approver lets it run", async () => {
    const id = await approvedUpdate();
    await world.reaches(id, "waiting");
    world.slack.lost = ["U0ADA"];
    await world.reaches(id, "needs-attention");
    expect(world.commands("restart")).toEqual([]);
    await letRun(id);
    await world.reaches(id, "succeeded");
    expect(world.commands("restart")).toHaveLength(1);
  });

  test("of operator has nothing run that he asked for, though nobody had to approve it", async () => {
    world.slack.lost = ["U0OLGA"];
    const held = await world.reaches(await requested({ kind: "session-restart" }), "needs-attention");
    expect(heldBecause(held)).toEqual({ code: "asker-lost", who: "U0OLGA" });
    expect(calls()).toBe(0);
  });

  test("after he let it run stops it anew", async () => {
    await freeze();
    const id = await requested({ kind: "session-restart" });
    await world.reaches(id, "needs-attention");
    await lift();
    world.time.stands = true;
    await letRun(id);
    world.slack.lost = ["U0BEN"];
    world.time.stands = false;
    await world.until(async () => {
      const { problem } = await world.get(id);
      return problem?.code === "held" && problem.because.code === "asker-lost";
    });
    expect(calls()).toBe(0);
  });
});

describe("while Slack does not tell who has which role", () => {
  test("nothing runs; it does once Slack tells", async () => {
    world.slack.keepsRoles = true;
    const id = await approvedUpdate();
    await world.pass(30_000);
    expect(calls()).toBe(0);
    world.slack.keepsRoles = false;
    await world.reaches(id, "succeeded");
  });

  test("for too long, it is left to a person, as Slack's fault", async () => {
    world.slack.keepsRoles = true;
    const left = await world.reaches(await approvedUpdate(), "needs-attention");
    expect(left.problem).toMatchObject({ code: "too-late", because: "slack-unreachable" });
    expect(calls()).toBe(0);
  });
});

describe("right before a call", () => {
  test("a role that is lost while the follow-up is posted stops the restart", async () => {
    const id = await approvedUpdate();
    await world.reaches(id, "waiting");
    const posting = Promise.withResolvers<void>();
    world.slack.held = posting.promise;
    await world.until(() => world.told.length > 0);
    world.slack.lost = ["U0ADA"];
    posting.resolve();
    const held = await world.reaches(id, "needs-attention", "succeeded");
    expect(heldBecause(held)).toMatchObject({ code: "approval-lost", lost: ["U0ADA"] });
    expect(world.commands("restart")).toEqual([]);
  });

  test("a record that does not answer in time is asked again some seconds later, and ngrok is not blamed", async () => {
    const { freezes } = world.bot.store;
    const { current } = freezes;
    let asked = 0;
    // Of the three looks before a call the last hangs: that of ngrok's client.
    freezes.current = () => {
      asked += 1;
      return asked % 3 === 0 ? new Promise(() => {}) : current();
    };
    const id = await approvedUpdate();
    const left = await world.reaches(id, "needs-attention");
    expect(left.problem).toMatchObject({ code: "too-late", because: "bot-down" });
    const tries = (await world.bot.store.audit.of(id)).filter(({ action }) => action === "start-call");
    expect(tries.length).toBeLessThan(30);
    expect(calls()).toBe(0);
  });
});

test("who has approved already cannot let run alone what misses another's approval", async () => {
  await world.end();
  world = await createOperationsWorld({ approvalsNeeded: { "session-update": 2 } });
  const id = await requested();
  await world.approve(id, "U0ADA");
  await world.approve(id, "U0BEN");
  world.slack.lost = ["U0BEN"];
  const held = await world.reaches(id, "needs-attention");
  expect(heldBecause(held)).toEqual({ code: "approval-lost", lost: ["U0BEN"], left: 1, needed: 2 });
  expect(await letRun(id, "U0ADA")).toMatchObject({
    outcome: "refused",
    refusal: { code: "approved-already" },
  });
  expect((await letRun(id, "U0EVE")).outcome).toBe("done");
  await world.reaches(id, "succeeded");
});
