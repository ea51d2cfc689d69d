import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as realDelay } from "node:timers/promises";
import { type NgrokAccount, startNgrokAccount } from "../../sandbox/ngrok/ngrok-account.ts";
import { seedFleet } from "../../sandbox/ngrok/seed-fleet.ts";
import type { OperationRules } from "../../src/operations/create-operations.ts";
import type { Operation } from "../../src/operations/operation.ts";
import type { OperationDraft } from "../../src/operations/operations.ts";
import { sessionTarget } from "../../src/operations/snapshots.ts";
import { createStore } from "../../src/store/create-store.ts";
import { createManualClock, type ManualClock } from "./manual-clock.ts";
import { type FakeSlack, startOperationsProcess } from "./operations-process.ts";

const MOST_REAL_MS = 20_000;
const STEP_MS = 1000;

export interface WorldOptions {
  skewMs?: number;
  approvalsNeeded?: OperationRules["approvalsNeeded"];
  /** What was before the bot's first start, its database's file included. */
  past?: (places: { clock: ManualClock; ngrok: NgrokAccount; file: string }) => Promise<void>;
}

/** A seeded ngrok account, a store and a worker on one manual clock; no Slack. `kill` and `boot` are a crash and a start. */
export async function createOperationsWorld({ skewMs = 0, past, ...rules }: WorldOptions = {}) {
  const clock = createManualClock();
  const ngrok = await startNgrokAccount({ clock, skewMs });
  seedFleet(ngrok);
  const folder = await mkdtemp(join(tmpdir(), "ngrok-chatops-"));
  const file = join(folder, "bot.db");
  await past?.({ clock, ngrok, file });
  const told: { operation: Operation; at: Date }[] = [];
  const time = { stands: false };
  const slack: FakeSlack = { isDown: false, takesMs: 0 };
  let store = await openStore();
  let process = start("first", slack);
  const others: (typeof process)[] = [];

  function openStore() {
    return createStore({ databaseUrl: `file:${file}`, clock, owner: "this-process" });
  }

  function start(owner: string, itsSlack: FakeSlack) {
    const onFollowUp = (operation: Operation) => told.push({ operation, at: clock.now() });
    return startOperationsProcess({ clock, ngrok, store, owner, slack: itsSlack, onFollowUp, ...rules });
  }

  /** Moves time on, in steps, until it holds. */
  async function until(holds: () => Promise<boolean> | boolean, mostMs = 90 * 60_000): Promise<void> {
    const startedAt = Date.now();
    for (let passedMs = 0; !(await holds()); ) {
      if (passedMs > mostMs) throw new Error(`It did not hold within ${mostMs / 1000} s`);
      if (Date.now() - startedAt > MOST_REAL_MS) throw new Error("It did not hold in real time");
      await realDelay(1);
      if (ngrok.inFlight > 0 || time.stands) continue;
      await clock.advance(STEP_MS);
      passedMs += STEP_MS;
    }
  }

  async function draftFor(agent: string, overrides: Partial<OperationDraft> = {}): Promise<OperationDraft> {
    const [sessions, endpoints, tunnels] = await Promise.all([
      process.fleet.sessions("decision"),
      process.fleet.endpoints("decision"),
      process.fleet.tunnels("decision"),
    ]);
    const session = sessions.find(({ id }) => id === ngrok.agents.find(agent).session?.id);
    if (!session) throw new Error(`${agent} is not online`);
    return {
      kind: "session-update",
      target: sessionTarget(session, endpoints, tunnels, "name"),
      by: "U0OLGA",
      reason: "security fix",
      channelId: "C0FLEET",
      askedApprovers: [],
      schedule: { when: "now", chosenAt: null },
      key: `click-${agent}-${overrides.kind ?? "session-update"}`,
      ...overrides,
    };
  }

  return {
    clock,
    ngrok,
    slack,
    told,
    /** While it stands, nothing but what is under way goes on. */
    time,
    until,
    /** Lets time go by, with everything that happens in it. */
    pass: (ms: number) => {
      const endMs = clock.monotonicMs() + ms;
      return until(() => clock.monotonicMs() >= endMs);
    },
    draftFor,
    get bot() {
      return process;
    },
    /** Ends the process as SIGKILL would, and the database's handle with it. */
    kill: async () => {
      process.die();
      await store.close();
    },
    boot: async () => {
      store = await openStore();
      process = start(`process-${clock.monotonicMs()}`, slack);
    },
    /** Another process on the same database, with a Slack of its own. */
    join: (owner: string) => {
      const other = start(owner, { isDown: false, takesMs: 0 });
      others.push(other);
      return other;
    },
    request: async (draft: OperationDraft) => {
      const result = await process.operations.request(draft);
      if (result.outcome !== "recorded") throw new Error(`The request was ${result.outcome}`);
      return result.operation.id;
    },
    approve: (id: string, by = "U0ADA") =>
      process.operations.act(id, { type: "approve", by, at: clock.now() }),
    get: async (id: string) => {
      const operation = await process.operations.get(id);
      if (!operation) throw new Error(`There is no operation ${id}`);
      return operation;
    },
    /** Moves time on until the operation is in one of these states. */
    reaches: async (id: string, ...states: Operation["state"][]) => {
      await until(async () => {
        const operation = await process.operations.get(id);
        return operation !== null && states.includes(operation.state);
      });
      const operation = await process.operations.get(id);
      if (!operation) throw new Error(`There is no operation ${id}`);
      return operation;
    },
    commands: (name: "update" | "restart" | "stop") =>
      ngrok.calls.filter((call) => call.path.endsWith(`/${name}`)),
    end: async () => {
      for (const one of [process, ...others]) {
        await one.worker.stop(0);
        await one.client.close();
      }
      await store.close();
      await ngrok.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
