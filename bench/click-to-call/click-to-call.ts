import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  type CampaignDatabase,
  createPostgresDatabase,
  openSqliteFile,
} from "../../sandbox/evidence/database.ts";
import { addAgents } from "../../sandbox/ngrok/seed-fleet.ts";
import { type Sandbox, startSandbox } from "../../sandbox/sandbox.ts";
import { systemClock } from "../../src/clock.ts";
import { type Bench, defineBenchmark } from "../benchmark.ts";
import { botEntry } from "../bot-entry.ts";
import { goalLines } from "../goal.ts";
import { inTurn } from "../in-turn.ts";
import { markdownTable } from "../markdown-table.ts";
import { startMeasured } from "../measured-process.ts";
import { median, quantile, rounded } from "../statistics.ts";
import { approveAll, createArrivals } from "./approve-all.ts";
import { requestUpdates } from "./request-updates.ts";

interface Row {
  database: string;
  p50Ms: number;
  p99Ms: number;
  maxMs: number;
}

interface Figures {
  clicks: number;
  rows: Row[];
}

const GOAL_P50_MS = 15;
const CLICKS = { full: 120, small: 8 };
// Slack lets a message a second into each, so that this many cards are posted in a second.
const CHANNELS = 20;
const NGROK_PER_MINUTE = 6000;
const DATABASES = ["SQLite", "PostgreSQL"] as const;

export const clickToCall = defineBenchmark<Figures>({
  name: "click-to-call",
  measure: measureClicks,
  section: ({ clicks, rows }) => [
    ...markdownTable([
      ["database", "p50", "p99", "longest"],
      ...rows.map(({ database, p50Ms, p99Ms, maxMs }) => [
        database,
        `${p50Ms} ms`,
        `${p99Ms} ms`,
        `${maxMs} ms`,
      ]),
    ]),
    "",
    ...goalLines(
      rows.map(({ database, p50Ms }) => ({
        words: `a p50 under ${GOAL_P50_MS} ms with ${database}`,
        met: p50Ms < GOAL_P50_MS,
      })),
    ),
    "",
    `${clicks} clicks a run.`,
  ],
});

async function measureClicks({ size, runs, print }: Bench): Promise<Figures> {
  const clicks = CLICKS[size];
  serverUrl();
  const results = await inTurn(DATABASES, runs, async (database, run) => {
    const latenciesMs = await measureOne(database, clicks);
    const row = {
      p50Ms: median(latenciesMs),
      p99Ms: quantile(latenciesMs, 0.99),
      maxMs: Math.max(...latenciesMs),
    };
    print(JSON.stringify({ run, database, clicks: latenciesMs.length, ...row }));
    return row;
  });
  return { clicks, rows: [...results].map(rowOf) };
}

/** One real bot, from what people have asked for to the last of their updates. */
async function measureOne(kind: (typeof DATABASES)[number], clicks: number): Promise<number[]> {
  const folder = mkdtempSync(join(tmpdir(), "ngrok-chatops-bench-"));
  const database = kind === "SQLite" ? openSqliteFile(folder) : await createPostgresDatabase(serverUrl());
  const arrivals = createArrivals();
  const sandbox = await startSandbox({
    clock: systemClock,
    ngrokLimits: { perMinute: NGROK_PER_MINUTE, simultaneous: 60 },
    fleetChannels: CHANNELS,
    observe: arrivals.observe,
  });
  try {
    const operations = await request(sandbox, database, clicks);
    const bot = await startMeasured(botEntry, {
      ...sandbox.environment(),
      DATABASE_URL: database.url,
      NGROK_REQUESTS_PER_MINUTE: String(NGROK_PER_MINUTE),
    });
    try {
      return await approveAll(sandbox, arrivals, operations);
    } finally {
      await bot.stop();
    }
  } finally {
    await sandbox.stop();
    await database.drop();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function request({ slack, ngrok }: Sandbox, { url }: CampaignDatabase, count: number) {
  addAgents(ngrok, count);
  const channelIds = Object.values(slack.channels).flatMap(({ id, name }) =>
    /^fleet-/.test(name) ? [id] : [],
  );
  const wanted = ngrok.agents
    .all()
    .filter(({ name }) => name.startsWith("fleet-"))
    .map(({ name, session }, index) => ({
      name,
      sessionId: session?.id ?? "",
      channelId: channelIds[index % channelIds.length] ?? "",
    }));
  await requestUpdates(url, slack.people.olga.id, wanted);
  return wanted.map(({ sessionId }) => ({ id: `op_${sessionId}`, sessionId }));
}

/** @throws Error with what to set */
function serverUrl(): string {
  const { TEST_DATABASE_URL: url } = process.env;
  if (url) return url;
  throw new Error(
    "TEST_DATABASE_URL must name a PostgreSQL server whose user may create databases, for example TEST_DATABASE_URL=postgres://postgres@127.0.0.1:5432/test",
  );
}

function rowOf([database, all]: [string, Omit<Row, "database">[]]): Row {
  return {
    database,
    p50Ms: rounded(median(all.map(({ p50Ms }) => p50Ms))),
    p99Ms: rounded(median(all.map(({ p99Ms }) => p99Ms))),
    maxMs: rounded(median(all.map(({ maxMs }) => maxMs))),
  };
}
