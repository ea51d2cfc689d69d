import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { webApi } from "@slack/bolt";
import pino from "pino";
import { onTestFinished } from "vitest";
import { startSlackWorkspace } from "../../sandbox/slack/workspace.ts";
import { createScaledClock, sleep } from "../../src/clock.ts";
import type { Operation } from "../../src/operations/operation.ts";
import { createPublisher, type Publisher } from "../../src/slack/publisher.ts";
import { createStore } from "../../src/store/create-store.ts";
import type { Store } from "../../src/store/store.ts";
import { anOperation, changed } from "../support/an-operation.ts";

// Faster, and the limits of ten seconds would end before a busy machine has answered.
const SPEED = 20;

/** Where the bot is; it is not in `absentChannel`. */
export const fleetChannel = "C0FLEET001";
export const absentChannel = "C0RANDOM01";
export const announceChannel = "C0ANNOUNCE";

export interface Seen {
  ts: string;
  text: string;
  threadTs: string | null;
  role: string;
  edited: boolean;
}

/** A Slack workspace, a store, and publishers between them, on a clock that runs 20 times as fast, or `speed`. */
export async function createPublishWorld(settings: { announceChannel?: string; speed?: number } = {}) {
  const clock = createScaledClock(settings.speed ?? SPEED);
  const slack = await startSlackWorkspace({ clock });
  const folder = await mkdtemp(join(tmpdir(), "publisher-"));
  const store = await createStore({ databaseUrl: join(folder, "bot.db"), clock, owner: "this-process" });
  const publishers: Publisher[] = [];
  const web = new webApi.WebClient(slack.botToken, {
    slackApiUrl: slack.apiUrl,
    rejectRateLimitedCalls: true,
    retryConfig: { retries: 0 },
    logLevel: webApi.LogLevel.ERROR,
  });
  onTestFinished(async () => {
    await Promise.all(publishers.map((publisher) => publisher.stop()));
    await store.close();
    await slack.stop();
    await rm(folder, { recursive: true });
  });

  // A process that posts and is killed before its record is on the disk.
  const dying: { atRole: string | null } = { atRole: null };
  const mortal: Store = {
    ...store,
    messages: {
      ...store.messages,
      record: (message) =>
        message.role === dying.atRole ? new Promise(() => {}) : store.messages.record(message),
    },
  };

  const until = async (holds: () => Promise<boolean>, what: string) => {
    for (let tries = 0; tries < 2000; tries += 1) {
      if (await holds()) return;
      await sleep(clock, 200);
    }
    throw new Error(`In vain waited until ${what}`);
  };
  const save = async (operation: Operation) => {
    const event = { at: clock.now(), actor: null, action: "test", detail: {} };
    await store.operations.save({ operation, event });
    return operation;
  };

  return {
    dying,
    clock,
    slack,
    store,
    until,
    /** A process that publishes; the second one is what comes after a crash. */
    start: async () => {
      const publisher = createPublisher({
        store: mortal,
        slack: web,
        clock,
        logger: pino({ level: "silent" }),
        announceChannel: settings.announceChannel ?? null,
        approverPing: ["U0APPROVER"],
      });
      publishers.push(publisher);
      await publisher.start();
      return publisher;
    },
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
    published: () =>
      until(async () => (await store.messages.unpublished(1)).length === 0, "all was published"),
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
    calls: (method: string) => slack.calls.filter((call) => call.method === method),
    web,
  };
}
