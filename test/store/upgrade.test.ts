import { readFileSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { NgrokAccount } from "../../sandbox/ngrok/ngrok-account.ts";
import { createNgrokClient } from "../../src/ngrok/client.ts";
import { createRequestBudget } from "../../src/ngrok/request-budget.ts";
import type { ManualClock } from "../support/manual-clock.ts";
import { createOperationsWorld } from "../support/operations-world.ts";

const schema1 = readFileSync("test/fixtures/schema-1.sql", "utf8");
const killedAt = new Date("2026-03-01T03:01:51.000Z");

interface Row {
  id: string;
  kind: string;
  state: string;
  version: number;
  subject_id: string;
  name: string | null;
}

/** What the earlier bot left at ngrok: its calls, each at its time. */
async function replayCalls(database: DatabaseSync, clock: ManualClock, ngrok: NgrokAccount): Promise<void> {
  const budget = createRequestBudget({ clock, perMinute: 100 });
  const client = createNgrokClient({
    mayChange: async () => true,
    baseUrl: ngrok.url,
    apiKey: ngrok.apiKey,
    clock,
    budget,
  });
  const calls = database
    .prepare(
      `select at, subject_id, detail ->> 'call' as name from audit_events join operations on id = operation_id
       where action = 'start-call' and name in ('update', 'restart', 'stop') order by at`,
    )
    .all() as { at: number; subject_id: string; name: "update" | "restart" | "stop" }[];
  for (const { at, subject_id, name } of calls) {
    await clock.advance(at - clock.now().getTime());
    await client.sessions[name](subject_id);
  }
  await clock.advance(killedAt.getTime() - clock.now().getTime());
  await client.close();
}

let rows: Row[];
let world: Awaited<ReturnType<typeof createOperationsWorld>>;

beforeEach(async () => {
  world = await createOperationsWorld({
    past: async ({ clock, ngrok, file }) => {
      const database = new DatabaseSync(file);
      database.exec(schema1);
      // SQLite's rows have no type of their own.
      rows = database
        .prepare("select *, document ->> '$.target.name' as name from operations")
        .all() as unknown as Row[];
      ngrok.agents.setBehaviour("edge-03", { returnAfterMs: 40_000 });
      await replayCalls(database, clock, ngrok);
      database.close();
    },
  });
});
afterEach(() => world.end());

function the(kind: string, state: string): Row {
  const found = rows.filter((row) => row.kind === kind && row.state === state);
  if (found.length !== 1 || !found[0]) throw new Error(`${found.length} rows are ${kind}, ${state}`);
  return found[0];
}

/** How often ngrok was told to restart or stop the session, the earlier bot's calls included. */
const callsFor = ({ subject_id }: Row) =>
  world.ngrok.calls.filter(({ method, path }) => method === "POST" && path.includes(subject_id)).length;
const now = (name: string | null) => world.ngrok.agents.find(name ?? "").session?.id;

describe("a database of schema 1", () => {
  test("every operation is read as it was, with its audit trail and its messages", async () => {
    const { operations, audit, messages } = world.bot.store;
    await world.bot.worker.stop(0);
    for (const { id, kind, state, version, subject_id } of rows) {
      expect(await operations.get(id)).toMatchObject({ id, kind, version, state, subjectId: subject_id });
      const trail = await audit.of(id);
      expect(trail.map((event) => event.version)).toEqual(trail.map((_, index) => index + 1));
      expect(trail.at(-1)).toMatchObject({ version, toState: state });
      expect(await messages.of(id)).not.toEqual([]);
    }
    const everything = { subjectIds: null, kinds: null, cursor: null, limit: 100 };
    expect((await operations.history(everything)).operations).toHaveLength(rows.length);
    const updated = the("session-update", "succeeded");
    expect(await operations.chainOf(updated.subject_id)).toHaveLength(2);
  });

  test("an update between ngrok's answer and its report is looked at for its dead man's notice, and nothing else", async () => {
    await world.bot.worker.stop(0);
    const due = await world.bot.store.notices.due({ now: new Date("2100-01-01T00:00:00.000Z"), limit: 100 });
    const expected = rows.filter(
      ({ kind, state }) =>
        kind === "session-update" && ["waiting", "restarting", "confirming"].includes(state),
    );
    expect(expected.length).toBeGreaterThan(0);
    expect(rows.length).toBeGreaterThan(expected.length);
    expect(due.map(({ operation }) => operation.id).sort()).toEqual(expected.map(({ id }) => id).sort());
  });

  test("an update in its wait is restarted once, and its new session reported", async () => {
    const waiting = the("session-update", "waiting");
    const done = await world.reaches(waiting.id, "succeeded", "needs-attention", "failed");
    expect(done.report).toMatchObject({
      newSessionId: now("edge-07"),
      agentVersion: "3.22.1",
      missingUrls: [],
    });
    expect(now("edge-07")).not.toBe(waiting.subject_id);
    const effects = world.ngrok.calls.filter(({ path }) => path.includes(waiting.subject_id));
    expect(effects.flatMap(({ effect }) => effect ?? [])).toEqual(["update-started", "restart-begun"]);
    const [update, restart] = effects;
    expect(Number(restart?.monotonicMs) - Number(update?.answeredMonotonicMs)).toBeGreaterThanOrEqual(30_000);
    expect(world.told.map(({ operation }) => operation.id)).toContain(waiting.id);
  });

  test("a restart without its answer, one that is being confirmed and a stop cut short end without another call", async () => {
    const lost = the("session-restart", "restarting");
    const confirming = the("session-restart", "confirming");
    const stopping = the("session-stop", "stopping");
    for (const [row, name] of [[lost, "edge-05"] as const, [confirming, "edge-03"] as const]) {
      const done = await world.reaches(row.id, "succeeded", "needs-attention", "failed");
      expect(done.report).toMatchObject({ newSessionId: now(name), missingUrls: [] });
      expect(callsFor(row)).toBe(1);
    }
    expect((await world.reaches(stopping.id, "succeeded", "needs-attention", "failed")).state).toBe(
      "succeeded",
    );
    expect(callsFor(stopping)).toBe(1);
  });

  test("what waits for a person or for its time goes on by its rules", async () => {
    const asked = the("session-update", "awaiting-approval");
    const scheduled = the("session-update", "scheduled");
    const unheard = the("ingress-delete", "awaiting-approval");
    const lost = the("session-restart", "needs-attention");
    const denied = the("session-update", "denied");

    expect((await world.approve(denied.id)).outcome).toBe("refused");
    expect((await world.approve(asked.id, "U0OLGA")).outcome).toBe("refused");
    expect((await world.approve(asked.id)).outcome).toBe("done");
    const note = { type: "resolve", by: "U0ADA", at: world.clock.now(), note: "new disk" } as const;
    expect((await world.bot.operations.act(lost.id, note)).outcome).toBe("done");

    // It was at ngrok's newest version already.
    expect((await world.reaches(asked.id, "failed")).problem?.code).toBe("call-refused");
    await world.reaches(the("session-restart", "confirming").id, "succeeded");
    await world.clock.advance(18 * 60_000);
    const later = await world.reaches(scheduled.id, "succeeded", "needs-attention", "failed");
    expect(later.report).toMatchObject({ newSessionId: now("edge-02"), agentVersion: "3.22.1" });
    await world.clock.advance(38 * 60_000);
    expect((await world.reaches(unheard.id, "expired")).approval).toBeNull();
  });
});
