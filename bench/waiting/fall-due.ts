import { DatabaseSync } from "node:sqlite";
import { WebClient } from "@slack/web-api";
import { addAgents } from "../../sandbox/ngrok/seed-fleet.ts";
import { type Sandbox, startSandbox } from "../../sandbox/sandbox.ts";
import { systemClock } from "../../src/clock.ts";
import { TunnelSession } from "../../src/ngrok/tunnel-sessions.ts";
import { sessionSnapshot } from "../../src/operations/snapshots.ts";
import { createStore } from "../../src/store/create-store.ts";
import { atOnce } from "../at-once.ts";
import { botEntry } from "../bot-entry.ts";
import { startMeasured } from "../measured-process.ts";
import { waitingUpdate } from "./waiting-update.ts";

/** For the bot to start, ask Slack for its notices and see everything wait for 10 s, and some more. */
const LEAD_MS = { base: 20_000, each: 20 };
const LIMIT_MS = 180_000;
const LOOK_EVERY_MS = 100;
const POSTS_AT_ONCE = 20;
const PAGE = 100;

/**
 * So many session updates fall due in the same instant, each with its card in a channel of its own: how long after
 * that ngrok received each one's restart, in milliseconds. Slack's and ngrok's limits on calls are lifted.
 * @throws Error where not every one is called in three minutes
 */
export async function measureFallDue(count: number, file: string): Promise<number[]> {
  const sandbox = await startSandbox({
    clock: systemClock,
    guests: count,
    isSlackUnlimited: true,
    ngrokLimits: { perMinute: 1e6, simultaneous: 1000 },
    callsKept: 1e6,
  });
  try {
    addAgents(sandbox.ngrok, count);
    const dueAt = new Date(Date.now() + LEAD_MS.base + LEAD_MS.each * count);
    await prepare(sandbox, { count, dueAt, file });
    const environment = { DATABASE_URL: `file:${file}`, NGROK_REQUESTS_PER_MINUTE: "6000" };
    const bot = await startMeasured(botEntry, { ...sandbox.environment(), ...environment });
    try {
      const calls = await restartsOf(sandbox, count);
      return calls.map(({ at }) => at.getTime() - dueAt.getTime());
    } finally {
      await bot.stop();
    }
  } finally {
    await sandbox.stop();
  }
}

async function prepare(
  { slack, ngrok }: Sandbox,
  { count, dueAt, file }: { count: number; dueAt: Date; file: string },
): Promise<void> {
  const client = new WebClient(slack.botToken, { slackApiUrl: slack.apiUrl });
  const sessions = (await sessionsOf(ngrok)).filter(({ metadata }) => metadata.includes("fleet-"));
  const store = await createStore({ databaseUrl: `file:${file}`, clock: systemClock, owner: "bench" });
  await atOnce(sessions.slice(0, count), POSTS_AT_ONCE, async (session, index) => {
    const person = slack.person(`guest-${index + 1}`);
    const channelId = person.id.replace(/^U/, "D");
    const operation = waitingUpdate(`op_waits${index}`, sessionSnapshot(session), { channelId, dueAt });
    const event = { at: operation.request.at, actor: operation.request.by, action: "request", detail: {} };
    await store.operations.create({ operation, event }, null);
    const { ts = "" } = await client.chat.postMessage({ channel: channelId, text: "Waits" });
    const permalink = `https://sandbox.slack.com/archives/${channelId}/p${ts.replace(".", "")}`;
    const message = { operationId: operation.id, role: "card", channelId, ts, permalink };
    await store.messages.record({ ...message, digest: "0".repeat(64) });
  });
  await store.close();
  const database = new DatabaseSync(file);
  database.exec("update operations set published_version = version");
  database.close();
}

async function sessionsOf(ngrok: Sandbox["ngrok"]): Promise<TunnelSession[]> {
  const sessions: TunnelSession[] = [];
  let url: string | null = `${ngrok.url}/tunnel_sessions?limit=${PAGE}`;
  while (url !== null) {
    const headers = { authorization: `Bearer ${ngrok.apiKey}`, "ngrok-version": "2" };
    const page = (await (await fetch(url, { headers })).json()) as {
      tunnel_sessions: unknown[];
      next_page_uri: string | null;
    };
    sessions.push(...page.tunnel_sessions.map((one) => TunnelSession.parse(one)));
    url = page.next_page_uri;
  }
  return sessions;
}

async function restartsOf({ ngrok }: Sandbox, count: number) {
  const untilMs = performance.now() + LEAD_MS.base + LEAD_MS.each * count + LIMIT_MS;
  for (;;) {
    const restarts = ngrok.calls.filter(({ path }) => path.endsWith("/restart"));
    const called = new Set(restarts.map(({ sessionId }) => sessionId));
    if (called.size >= count) return restarts;
    if (performance.now() > untilMs) throw new Error(`Of ${count} restarts ${called.size} were called.`);
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  }
}
