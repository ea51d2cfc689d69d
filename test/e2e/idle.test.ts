import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync, StatementSync } from "node:sqlite";
import { setTimeout as realDelay } from "node:timers/promises";
import { afterEach, expect, test, vi } from "vitest";
import { prepareWaiting } from "../../bench/waiting/waiting-database.ts";
import { startSandbox } from "../../sandbox/sandbox.ts";
import { createApp } from "../../src/app.ts";
import { parseConfig } from "../../src/config.ts";
import { createLogger } from "../../src/logger.ts";
import { createManualClock } from "../support/manual-clock.ts";

const IDLE_SECONDS = 30;

const closers: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

/** What the whole bot asks the database while so many operations wait and nothing is due, and how it is answered. */
async function idleQueries(waiting: number) {
  const folder = mkdtempSync(join(tmpdir(), "ngrok-chatops-"));
  closers.push(() => rmSync(folder, { recursive: true, force: true }));
  const path = join(folder, "bot.db");
  const clock = createManualClock();
  const dueFrom = new Date(clock.now().getTime() + 3_600_000);
  await prepareWaiting(path, waiting, dueFrom);
  const sandbox = await startSandbox({ clock });
  closers.push(() => sandbox.stop());
  const config = parseConfig({ ...sandbox.environment(), DATABASE_URL: `file:${path}` });
  const app = createApp(config, { clock, logger: createLogger({ level: "silent", secrets: [] }) });
  closers.push(() => app.stop());
  await app.start();

  const asked: string[] = [];
  const { all, run } = StatementSync.prototype;
  const pass = async (seconds: number) => {
    for (let second = 0; second < seconds; second += 1) {
      await clock.advance(1000);
      await realDelay(1);
    }
  };
  // Past what follows a start.
  await pass(20);
  const heard = <Args extends unknown[], Result>(method: (this: StatementSync, ...args: Args) => Result) =>
    function (this: StatementSync, ...args: Args) {
      asked.push(this.sourceSQL);
      return method.apply(this, args);
    };
  const spies = [
    vi.spyOn(StatementSync.prototype, "all").mockImplementation(heard(all) as typeof all),
    vi.spyOn(StatementSync.prototype, "run").mockImplementation(heard(run) as typeof run),
  ];
  await pass(IDLE_SECONDS);
  for (const spy of spies) spy.mockRestore();

  const reader = new DatabaseSync(path, { readOnly: true });
  const plans = [...new Set(asked)].flatMap((sql) =>
    /^(begin|commit|rollback)/.test(sql)
      ? []
      : reader
          .prepare(`explain query plan ${sql}`)
          .all(...(Array(sql.split("?").length - 1).fill(0) as number[]))
          .map(({ detail }) => String(detail)),
  );
  reader.close();
  return { asked, plans };
}

test("updates in their wait make the bot ask nothing more of the database, and it reads none of them", async () => {
  const [none, many] = [await idleQueries(0), await idleQueries(200)];
  expect(none.asked.length).toBeGreaterThan(IDLE_SECONDS);
  expect(many.asked.length).toBeLessThanOrEqual(none.asked.length * 1.1);
  // To claim takes the right to write.
  expect(many.asked.filter((sql) => /set "lease_owner"/.test(sql))).toEqual([]);
  const reads = many.plans.filter((detail) =>
    /\b(SCAN|SEARCH) (operations|scheduled_notices)\b/.test(detail),
  );
  expect(reads.length).toBeGreaterThan(0);
  // By the due time, by what Slack does not show yet, by the next look at a notice, or by id; never all of a state.
  const cheap = /INDEX (operations_(due|unpublished|notice_look)|sqlite_autoindex_operations_1)\b/;
  expect(reads.filter((detail) => !cheap.test(detail))).toEqual([]);
});
