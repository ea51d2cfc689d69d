import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { json } from "node:stream/consumers";
import { App } from "@slack/bolt";
import { WebClient } from "@slack/web-api";
import { onTestFinished, vi } from "vitest";
import { anOperation } from "../../sandbox/gallery/samples/an-operation.ts";
import type { Invocation } from "../../src/handlers/deps.ts";
import { createOperations } from "../../src/operations/create-operations.ts";
import type { Fleet } from "../../src/operations/fleet.ts";
import type { Operation } from "../../src/operations/operation.ts";
import { createRecordEvent } from "../../src/operations/record-event.ts";
import { createStore } from "../../src/store/create-store.ts";
import { createManualClock } from "../support/manual-clock.ts";

export interface Answer {
  text: string;
  response_type?: string;
  replace_original?: boolean;
  blocks: { type: string; elements?: { action_id: string; value: string; text: { text: string } }[] }[];
}

export type ListWorld = Awaited<ReturnType<typeof createListWorld>>;

/** Bolt, operations and a SQLite file of their own, and a place where answers to clicks arrive. */
export async function createListWorld() {
  const folder = await mkdtemp(join(tmpdir(), "lists-"));
  const clock = createManualClock();
  const store = await createStore({ databaseUrl: join(folder, "bot.db"), clock, owner: "this-process" });
  const changed = () => undefined;
  const operations = createOperations({
    store,
    clock,
    changed,
    record: createRecordEvent(store, changed),
    look: async () => Promise.reject(new Error("A list asks ngrok nothing")),
    rules: {
      ...anOperation().rules,
      approvalExpiresMs: 3_600_000,
      approvalRequired: ["session-update"],
      approvalsNeeded: {},
    },
  });
  const replies = await createReplies();
  onTestFinished(async () => {
    await replies.close();
    await store.close();
    await rm(folder, { recursive: true });
  });
  const app = new App({
    receiver: { init: () => undefined, start: async () => undefined, stop: async () => undefined },
    authorize: async () => ({ botToken: "xoxb-test", botId: "B0BOT", botUserId: "U0BOT" }),
  });

  return {
    app,
    store,
    deps: { operations, freezes: store.freezes, fleet: createFleet() },
    /** Records operations as they are, one minute apart, each with a subject of its own. */
    add: async (...all: Partial<Operation>[]) => {
      for (const [index, overrides] of all.entries()) {
        const id = overrides.id ?? `op_${index}`;
        const at = new Date(clock.now().getTime() + index * 60_000);
        const request = { ...anOperation().request, at, key: id };
        const operation = anOperation({ id, subjectId: `ts_${id}`, request, ...overrides });
        const event = { at, actor: operation.request.by, action: "request", detail: {} };
        await store.operations.create({ operation, event }, null);
      }
    },
    click: async (button: { action_id: string; value: string }) => {
      const ack = vi.fn(async () => undefined);
      const body = {
        type: "block_actions",
        user: { id: "U0CLICKER", team_id: "T0" },
        team: { id: "T0" },
        channel: { id: "C0OPS" },
        response_url: replies.url,
        actions: [{ type: "button", block_id: "b", ...button }],
      };
      await app.processEvent({ body, ack });
      return { acks: ack.mock.calls.length, answer: replies.received.shift() };
    },
  };
}

/** Invokes a command as Slack would; what it answered is in `answers`. */
export function invocation(...args: string[]) {
  const answers: Answer[] = [];
  const acked = vi.fn(async () => undefined);
  const invoked: Invocation = {
    userId: "U0CLICKER",
    channelId: "C0OPS",
    triggerId: "trigger",
    args,
    ack: acked,
    respond: async (message) => {
      // Told without an ack, Slack would already have shown a timeout.
      if (acked.mock.calls.length === 0) throw new Error("answered before the ack");
      answers.push(message as Answer);
      return new Response();
    },
    client: new WebClient("xoxb-test", { slackApiUrl: "http://127.0.0.1:9/" }),
  };
  return { invoked, acked, answers };
}

export function buttons(answer: Answer | undefined) {
  const elements = answer?.blocks.find((block) => block.type === "actions")?.elements ?? [];
  return new Map(elements.map((element) => [element.text.text, element]));
}

function createFleet(): Fleet & { fails: boolean; sessionIds: string[] } {
  const fleet = {
    fails: false,
    sessionIds: [] as string[],
    sessions: async () => {
      if (fleet.fails) throw new Error("ngrok cannot be reached");
      return fleet.sessionIds.map((id) => ({
        id,
        agentVersion: "3.19.0",
        credentialId: null,
        ip: "203.0.113.7",
        metadata: "",
        os: "linux",
        region: "eu",
        startedAt: new Date(0),
        transport: "ngrok/2",
      }));
    },
    endpoints: async () => [],
    tunnels: async () => [],
    ingresses: async () => [],
    session: async () => null,
    forget: () => undefined,
    forgetListings: () => undefined,
  };
  return fleet;
}

async function createReplies() {
  const received: Answer[] = [];
  const server = createServer(async (request, response) => {
    received.push((await json(request)) as Answer);
    response.end("ok");
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const port = typeof address === "object" ? address?.port : null;
  return {
    url: `http://127.0.0.1:${port}/`,
    received,
    close: async () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
