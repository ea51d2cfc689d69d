import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as realDelay } from "node:timers/promises";
import pino from "pino";
import { type NgrokAccount, startNgrokAccount } from "../../sandbox/ngrok/ngrok-account.ts";
import { seedFleet } from "../../sandbox/ngrok/seed-fleet.ts";
import { sleep } from "../../src/clock.ts";
import { createNgrokClient } from "../../src/ngrok/client.ts";
import { commandLimitMs } from "../../src/ngrok/http.ts";
import { createRequestBudget } from "../../src/ngrok/request-budget.ts";
import { createOperations } from "../../src/operations/create-operations.ts";
import { createFleet } from "../../src/operations/fleet.ts";
import { lookAtRequested } from "../../src/operations/look-at-requested.ts";
import type { Operation } from "../../src/operations/operation.ts";
import type { OperationDraft } from "../../src/operations/operations.ts";
import { createRecordEvent } from "../../src/operations/record-event.ts";
import { sessionTarget } from "../../src/operations/snapshots.ts";
import { createWorker } from "../../src/operations/worker.ts";
import { createStore } from "../../src/store/create-store.ts";
import { createManualClock, type ManualClock } from "./manual-clock.ts";

const MOST_REAL_MS = 20_000;
const STEP_MS = 1000;

export interface WorldOptions {
  skewMs?: number;
  /** What was before the bot's first start, its database's file included. */
  past?: (places: { clock: ManualClock; ngrok: NgrokAccount; file: string }) => Promise<void>;
}

/** A seeded ngrok account, a store and a worker on one manual clock; no Slack. `kill` and `boot` are a crash and a start. */
export async function createOperationsWorld({ skewMs = 0, past }: WorldOptions = {}) {
  const clock = createManualClock();
  const ngrok = await startNgrokAccount({ clock, skewMs });
  seedFleet(ngrok);
  const folder = await mkdtemp(join(tmpdir(), "ngrok-chatops-"));
  const file = join(folder, "bot.db");
  await past?.({ clock, ngrok, file });
  const told: { operation: Operation; at: Date }[] = [];
  const slack = { isDown: false, takesMs: 0 };
  let process = await boot();

  async function boot() {
    const store = await createStore({ databaseUrl: `file:${file}`, clock, owner: "this-process" });
    const budget = createRequestBudget({ clock, perMinute: 100 });
    const client = createNgrokClient({ baseUrl: ngrok.url, apiKey: ngrok.apiKey, clock, budget });
    const fleet = createFleet({ ngrok: client, clock });
    const record = createRecordEvent(store, () => worker.wake());
    const worker = createWorker({
      ngrok: client,
      fleet,
      clock,
      store,
      record,
      sessionLabel: "name",
      owner: `process-${clock.monotonicMs()}`,
      logger: pino({ level: "silent" }),
      ensureFollowUp: async (operation) => {
        if (slack.isDown) throw new Error("Slack is down");
        told.push({ operation, at: clock.now() });
        if (slack.takesMs > 0) await sleep(clock, slack.takesMs);
        return true;
      },
    });
    const operations = createOperations({
      store,
      clock,
      record,
      look: (operation) => lookAtRequested({ ngrok: client, fleet, sessionLabel: "name" }, operation),
      changed: () => worker.wake(),
      rules: {
        waitMs: 30_000,
        latestMs: 5 * 60_000,
        reconnectTimeoutMs: 60_000,
        callTimeoutMs: commandLimitMs,
        approvalExpiresMs: 60 * 60_000,
        approvalRequired: ["session-update", "ingress-delete"],
        selfApproval: false,
      },
    });
    worker.start();
    return { store, client, fleet, worker, operations };
  }

  /** Moves time on, in steps, until it holds. */
  async function until(holds: () => Promise<boolean> | boolean, mostMs = 90 * 60_000): Promise<void> {
    const startedAt = Date.now();
    for (let passedMs = 0; !(await holds()); ) {
      if (passedMs > mostMs) throw new Error(`It did not hold within ${mostMs / 1000} s`);
      if (Date.now() - startedAt > MOST_REAL_MS) throw new Error("It did not hold in real time");
      await realDelay(1);
      if (ngrok.inFlight > 0) continue;
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
    /** Ends the process as SIGKILL would for what is recorded: nothing is handed back. */
    kill: async () => {
      process.store.operations.save = () => new Promise(() => {});
      process.store.operations.release = async () => {};
      void process.worker.stop();
      await process.store.close();
    },
    boot: async () => {
      process = await boot();
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
      await process.worker.stop();
      await process.client.close();
      await process.store.close();
      await ngrok.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
