import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { unfinishedStates } from "../../src/operations/operation.ts";
import { createOperationsWorld } from "../support/operations-world.ts";

let world: Awaited<ReturnType<typeof createOperationsWorld>>;
beforeEach(async () => {
  world = await createOperationsWorld();
});
afterEach(() => world.end());

const hang = (path: string) => world.ngrok.faults.add({ path, action: "hang", executed: true });

async function approvedUpdate(chosenInMs?: number) {
  const chosenAt = chosenInMs === undefined ? null : new Date(world.clock.now().getTime() + chosenInMs);
  const schedule = { when: chosenAt ? ("all-later" as const) : ("now" as const), chosenAt };
  const id = await world.request(await world.draftFor("edge-07", { schedule }));
  await world.approve(id);
  return id;
}

async function createIngress() {
  const fields = { domain: "new.example.com", description: "", metadata: "", certificate: "rsa" as const };
  const target = { type: "new-ingress" as const, fields };
  return world.request({
    ...(await world.draftFor("edge-07")),
    kind: "ingress-create",
    target,
    key: "create",
  });
}

/** How each unfinished state is reached, and what of it must have happened at ngrok in the end, once. */
const ways: Record<string, { reach: () => Promise<string>; goOn?: (id: string) => unknown; once: string }> = {
  requested: {
    reach: async () => {
      const draft = await world.draftFor("edge-07");
      if (draft.target.type !== "session") throw new Error("The draft has no session");
      const { name, session } = draft.target;
      return world.request({
        ...draft,
        target: { type: "unread-session", sessionId: session.sessionId, name },
      });
    },
    goOn: async (id) => {
      await world.reaches(id, "awaiting-approval");
      return world.approve(id);
    },
    once: "restart-begun",
  },
  "awaiting-approval": {
    reach: async () => world.request(await world.draftFor("edge-07")),
    goOn: (id) => world.approve(id),
    once: "restart-begun",
  },
  scheduled: { reach: () => approvedUpdate(20 * 60_000), once: "restart-begun" },
  updating: {
    reach: () => {
      hang("/tunnel_sessions/*/update");
      return approvedUpdate();
    },
    goOn: async (id) => {
      // Nobody knows whether the update took: a person decides.
      await world.reaches(id, "needs-attention");
      return world.bot.operations.act(id, { type: "restart-anyway", by: "U0ADA", at: world.clock.now() });
    },
    once: "restart-begun",
  },
  waiting: { reach: () => approvedUpdate(), once: "restart-begun" },
  restarting: {
    reach: () => {
      hang("/tunnel_sessions/*/restart");
      return approvedUpdate();
    },
    once: "restart-begun",
  },
  stopping: {
    reach: async () => {
      hang("/tunnel_sessions/*/stop");
      return world.request(await world.draftFor("edge-07", { kind: "session-stop" }));
    },
    once: "stop-begun",
  },
  applying: {
    reach: () => {
      hang("/agent_ingresses");
      return createIngress();
    },
    once: "ingress-created",
  },
  confirming: { reach: () => approvedUpdate(), once: "restart-begun" },
};

describe("killed and started again, an operation goes on where it was", () => {
  test("and there is a way to each unfinished state", () => {
    expect(Object.keys(ways).sort()).toEqual([...unfinishedStates].sort());
  });

  test.each(Object.keys(ways))("%s", async (state) => {
    const { reach, goOn, once } = ways[state] as (typeof ways)[string];
    const id = await reach();
    await world.until(async () => (await world.get(id)).state === state);
    await world.until(async () => world.ngrok.faults.list().every(({ remaining }) => remaining === 0));
    await world.kill();
    await world.clock.advance(60_000);
    await world.boot();
    expect((await world.get(id)).state).toBe(state);
    await goOn?.(id);
    const ended = await world.reaches(id, "succeeded", "failed", "expired");
    expect(ended.state).toBe("succeeded");
    expect(world.ngrok.calls.filter(({ effect }) => effect === once)).toHaveLength(1);
  });

  test("needs-attention, whose agent is still looked for", async () => {
    world.ngrok.agents.setBehaviour("edge-07", { returnAfterMs: 10 * 60_000 });
    const id = await approvedUpdate();
    expect((await world.reaches(id, "needs-attention")).problem).toEqual({ code: "not-back" });
    await world.kill();
    await world.boot();
    const back = await world.reaches(id, "resolved");
    expect(back.report?.newSessionId).toBe(world.ngrok.agents.find("edge-07").session?.id);
  });
});
