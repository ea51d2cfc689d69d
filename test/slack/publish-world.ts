import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { setTimeout as realDelay } from "node:timers/promises";
import { webApi } from "@slack/bolt";
import pino from "pino";
import { onTestFinished } from "vitest";
import { anOperation, changed } from "../../sandbox/gallery/samples/an-operation.ts";
import { startSlackWorkspace } from "../../sandbox/slack/workspace.ts";
import type { Operation } from "../../src/operations/operation.ts";
import { createPublisher, type Publisher } from "../../src/slack/publisher.ts";
import { createStore } from "../../src/store/create-store.ts";
import { createManualClock } from "../support/manual-clock.ts";
import { createMortalStore } from "./mortal-store.ts";
import { watchTraffic } from "./watch-traffic.ts";

const STEP_MS = 250;
const MOST_REAL_MS = 15_000;

/** Where the bot is; it is not in `absentChannel`. */
export const fleetChannel = "C0FLEET001";
export const absentChannel = "C0RANDOM01";
export const announceChannel = "C0ANNOUNCE";

export const departure = {
  notBefore: new Date(0),
  leftAt: null,
  isWitnessed: true,
  sharedUrls: [],
  twins: [],
  urls: [],
  deadlineAt: null,
};

export interface Seen {
  ts: string;
  text: string;
  threadTs: string | null;
  role: string;
  edited: boolean;
}

/** A Slack workspace, a store, and publishers between them, on one manual clock, which moves on when all is quiet. */
export async function createPublishWorld(settings: { announceChannel?: string } = {}) {
  const clock = createManualClock();
  const slack = await startSlackWorkspace({ clock });
  const folder = await mkdtemp(join(tmpdir(), "publisher-"));
  const file = join(folder, "bot.db");
  const store = await createStore({ databaseUrl: file, clock, owner: "this-process" });
  const reader = new DatabaseSync(file, { readOnly: true });
  const publishers: Publisher[] = [];
  const web = new webApi.WebClient(slack.botToken, {
    slackApiUrl: slack.apiUrl,
    rejectRateLimitedCalls: true,
    retryConfig: { retries: 0 },
    logLevel: webApi.LogLevel.ERROR,
  });
  const traffic = watchTraffic(web);
  onTestFinished(async () => {
    await during(Promise.all(publishers.map((publisher) => publisher.stop())));
    reader.close();
    await store.close();
    await slack.stop();
    await rm(folder, { recursive: true });
  });

  const step = async (ms: number) => {
    await realDelay(1);
    if (slack.inFlight === 0) await clock.advance(ms);
  };
  const until = async (holds: () => Promise<boolean> | boolean, what: string, stepMs = STEP_MS) => {
    for (const startedAt = Date.now(); !(await holds()); await step(stepMs)) {
      if (Date.now() - startedAt > MOST_REAL_MS) throw new Error(`In vain waited until ${what}`);
    }
  };
  /** Time goes on until the promise is settled. */
  const during = async <Value>(work: Promise<Value>): Promise<Value> => {
    let isOver = false;
    const over = () => {
      isOver = true;
    };
    work.then(over, over);
    await until(() => isOver, "it was over");
    return work;
  };
  const save = async (operation: Operation) => {
    const event = { at: clock.now(), actor: null, action: "test", detail: {} };
    await store.operations.save({ operation, event });
    return operation;
  };

  /** A process that publishes, known by `owner`, and how it dies. */
  const startProcess = async (owner = `process-${publishers.length + 1}`) => {
    const mortal = createMortalStore(store);
    const publisher = createPublisher({
      store: mortal.store,
      slack: web,
      clock,
      logger: pino({ level: "silent" }),
      announceChannel: settings.announceChannel ?? null,
      approverPing: [{ id: "U0APPROVER", channelId: null }],
      owner,
    });
    publishers.push(publisher);
    publisher.start();
    return Object.assign(mortal, { publisher });
  };

  return {
    clock,
    slack,
    store,
    until,
    during,
    pass: (ms: number, stepMs = STEP_MS) => {
      const untilMs = clock.monotonicMs() + ms;
      return until(() => clock.monotonicMs() >= untilMs, "the time had passed", stepMs);
    },
    startProcess,
    /** As it comes to a dead process's lease before its end, where others see that the process is gone. */
    free: (operationId: string, owner = "process-1") =>
      store.messages.release(operationId, owner, {
        publishedVersion: null,
        redrawn: [],
        refused: [],
        restUntil: null,
      }),
    start: async () => (await startProcess()).publisher,
    /** Records an operation asked for now in the channel where the bot is. */
    add: async (overrides: Partial<Operation> = {}) => {
      const id = overrides.id ?? "op_1";
      const channelId = overrides.request?.channelId ?? fleetChannel;
      const request = { ...anOperation().request, key: id, ...overrides.request, at: clock.now(), channelId };
      const operation = anOperation({ subjectId: `ts_${id}`, ...overrides, id, request });
      const event = { at: clock.now(), actor: null, action: "request", detail: {} };
      await store.operations.create({ operation, event }, null);
      return operation;
    },
    change: (operation: Operation, changes: Partial<Operation>) => save(changed(operation, changes)),
    published: (stepMs = STEP_MS) =>
      until(async () => (await store.messages.unpublished(1)).length === 0, "all was published", stepMs),
    /** What stands in a channel and in the threads under it, oldest first. */
    shown: async (channelId: string = fleetChannel): Promise<Seen[]> => {
      const asked = { channel: channelId, limit: 200, include_all_metadata: true };
      const { messages: roots = [] } = await web.conversations.history(asked);
      const seen = new Map<string, Seen>();
      for (const { ts = "" } of roots) {
        const { messages = [] } = await web.conversations.replies({ ...asked, ts });
        for (const message of messages) {
          const payload = message.metadata?.event_payload as { role?: string } | undefined;
          seen.set(message.ts ?? "", {
            ts: message.ts ?? "",
            text: message.text ?? "",
            threadTs: message.thread_ts && message.thread_ts !== message.ts ? message.thread_ts : null,
            role: payload?.role ?? "",
            edited: message.edited !== undefined,
          });
        }
      }
      return [...seen.values()].sort((a, b) => a.ts.localeCompare(b.ts));
    },
    /** Every notice on record, whoever looks after it. */
    notices: () =>
      reader
        .prepare("select post_at, scheduled_id, withdrawn_at, text from scheduled_notices order by post_at")
        .all()
        .map(({ post_at, scheduled_id, withdrawn_at, text }) => ({
          postAt: new Date(Number(post_at)),
          scheduledId: scheduled_id as string | null,
          withdrawnAt: withdrawn_at === null ? null : new Date(Number(withdrawn_at)),
          text: String(text),
        })),
    calls: (method: string) => slack.calls.filter((call) => call.method === method),
    web,
    traffic,
  };
}
