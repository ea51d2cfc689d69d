import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { App } from "@slack/bolt";
import pino from "pino";
import { startNgrokAccount } from "../../../sandbox/ngrok/ngrok-account.ts";
import { seedFleet } from "../../../sandbox/ngrok/seed-fleet.ts";
import { startSlackWorkspace } from "../../../sandbox/slack/workspace.ts";
import { createAccess } from "../../../src/access.ts";
import { parseConfig } from "../../../src/config.ts";
import type { HandlerDeps } from "../../../src/handlers/deps.ts";
import { createHomeDrawing } from "../../../src/handlers/home-drawing.ts";
import { registerHandlers } from "../../../src/handlers/index.ts";
import { createBoltLogger } from "../../../src/logger.ts";
import { createNetwork } from "../../../src/network.ts";
import { createNgrokClient } from "../../../src/ngrok/client.ts";
import { createRequestBudget } from "../../../src/ngrok/request-budget.ts";
import { createOperations } from "../../../src/operations/create-operations.ts";
import { createFleet } from "../../../src/operations/fleet.ts";
import { lookAtRequested } from "../../../src/operations/look-at-requested.ts";
import { type Operation, operationKinds } from "../../../src/operations/operation.ts";
import { createRecordEvent } from "../../../src/operations/record-event.ts";
import { createChannels } from "../../../src/slack/channels.ts";
import { createOutsiders } from "../../../src/slack/outsiders.ts";
import { membersOfGroup } from "../../../src/slack/user-groups.ts";
import { createBackgroundClient } from "../../../src/slack/web-clients.ts";
import { createStore } from "../../../src/store/create-store.ts";
import { createManualClock } from "../../support/manual-clock.ts";
import type { Column } from "./columns.ts";

const MANY = 1_000_000;

/** A Slack that knows its people, a seeded ngrok and a record; each column of the matrix has its own bot on them. */
export async function createRoleWorld() {
  const clock = createManualClock();
  const logger = pino({ level: "silent" });
  const slack = await startSlackWorkspace({ clock, outsiders: true });
  const ngrok = await startNgrokAccount({ clock, limits: { perMinute: MANY } });
  seedFleet(ngrok);
  const folder = await mkdtemp(join(tmpdir(), "roles-"));
  const store = await createStore({ databaseUrl: `file:${join(folder, "bot.db")}`, clock, owner: "here" });
  const record = new DatabaseSync(join(folder, "bot.db"), { enableForeignKeyConstraints: false });
  const recorded: string[] = [];
  const client = createNgrokClient({
    mayChange: async () => true,
    baseUrl: ngrok.url,
    apiKey: ngrok.apiKey,
    clock,
    budget: createRequestBudget({ clock, perMinute: MANY }),
  });
  const fleet = createFleet({ ngrok: client, clock, isShort: () => false });
  const operations = createOperations({
    store,
    clock,
    record: createRecordEvent(store, () => recorded.push("event")),
    look: (operation) =>
      lookAtRequested({ ngrok: client, fleet, sessionLabel: "name" }, operation, { priority: "person" }),
    changed: () => recorded.push("request"),
    rules: {
      waitMs: 30_000,
      latestMs: 15 * 60_000,
      reconnectTimeoutMs: 180_000,
      callTimeoutMs: 15_000,
      approvalExpiresMs: 60 * 60_000,
      approvalRequired: operationKinds,
      selfApproval: false,
    },
  });
  const background = createBackgroundClient(slack.botToken, {
    slackApiUrl: slack.apiUrl,
    clock,
    logger: createBoltLogger(logger),
    fetch: createNetwork(null).fetch,
  });
  const session = ngrok.agents.find("edge-07").session?.id ?? "";
  const ingress = ngrok.ingresses.all().find(({ domain }) => domain === "agents.example.com")?.id ?? "";
  let added = 0;

  function createBot(column: Column) {
    const { approvalRequired: _, ...config } = parseConfig(environmentOf(column));
    const { viewers, operators, approvers, admins } = config;
    const settings = { ...config, approvalRequired: operationKinds };
    const access = createAccess({
      viewers,
      operators,
      approvers,
      admins,
      clock,
      membersOf: (groupId) => membersOfGroup(background, groupId),
      outsiderOf: createOutsiders(background),
      lookupFailed: () => ({ retryAfterMs: null, isLasting: false }),
    });
    const said: unknown[] = [];
    const watch = {
      seen: () => ({ sessions: { state: "reading" }, ingresses: { state: "reading" } }) as const,
      look: async () => {},
    };
    const freezes: HandlerDeps["freezes"] = {
      // Nobody here stands in anybody's way.
      current: async () => null,
      freeze: async (freeze) => {
        recorded.push("freeze");
        return freeze;
      },
      lift: async () => {
        recorded.push("unfreeze");
        return null;
      },
    };
    const draw = createHomeDrawing({ operations, freezes, access, settings, watch, clock, logger });
    const drawn: Promise<void>[] = [];
    const deps: HandlerDeps = {
      settings,
      clock,
      logger,
      access,
      fleet,
      ngrok: client,
      freezes,
      operations: {
        ...operations,
        cardLink: async () => "https://sandbox.slack.com/card",
        // There is no worker to wait for.
        settled: async (operationId) =>
          (await operations.get(operationId)) ?? Promise.reject(new Error("Gone")),
      },
      channels: createChannels({
        slack: background,
        clock,
        approvalsChannel: null,
        approvalRequired: operationKinds,
      }),
      home: {
        opened: (userId, { note = null } = {}) => {
          drawn.push(draw(userId, note).then(({ view }) => void said.push(view)));
        },
      },
    };
    const app = new App({
      receiver: { init: () => undefined, start: async () => undefined, stop: async () => undefined },
      authorize: async () => ({ botToken: slack.botToken, botId: "B0NGROKBOT", botUserId: slack.botUserId }),
      logger: createBoltLogger(logger),
      clientOptions: { slackApiUrl: slack.apiUrl, fetch: listening(said) },
    });
    const { idle } = registerHandlers(app, deps, { appId: null, teamId: null, enterpriseId: null });

    /** What the bot does about something that Slack sends. */
    return async (body: object) => {
      said.length = 0;
      recorded.length = 0;
      fleet.forget();
      const asked = ngrok.calls.length;
      let acks = 0;
      await app.processEvent({
        body: { token: "t", team_id: "T0SANDBOX", api_app_id: "A0NGROKBOT", ...body },
        ack: async (answer: unknown) => {
          acks += 1;
          if (answer) said.push(answer);
        },
      });
      await idle();
      await Promise.all(drawn.splice(0));
      return {
        acks,
        said: [...said],
        recorded: recorded.length,
        asked: ngrok.calls.length - asked,
      };
    };
  }

  return {
    slack,
    createBot,
    ids: { SESSION: session, INGRESS: ingress, FLEET: "C0FLEET001" },
    /** So that what one did stands in nobody's way. */
    forget: () => record.exec("delete from operations"),
    /** Puts an operation on record as it is, under an id of its own. */
    add: async (operation: Operation, by: string) => {
      added += 1;
      const id = `op_${added}`;
      const request = { ...operation.request, by, channelId: "C0FLEET001", key: id };
      const unique = { ...operation, id, subjectId: `ts_${id}`, request };
      const event = { at: request.at, actor: by, action: "request", detail: {} };
      await store.operations.create({ operation: unique, event }, null);
      return id;
    },
    stop: async () => {
      await client.close();
      record.close();
      await store.close();
      await slack.stop();
      await ngrok.stop();
      await rm(folder, { recursive: true });
    },
  };
}

function environmentOf({ named = {} }: Column): Record<string, string> {
  const { OPERATORS = "", APPROVERS = "", ...rest } = named;
  return {
    SLACK_BOT_TOKEN: "xoxb-sandbox-bot",
    SLACK_APP_TOKEN: "xapp-sandbox-app",
    NGROK_API_KEY: "2abcDEFghiJKL_matrix",
    SESSION_LABEL: "name",
    OPERATORS: `U0OLGA0001 ${OPERATORS}`,
    APPROVERS: `U0ADA00001 ${APPROVERS}`,
    ...rest,
  };
}

/** Slack's screen: whatever is shown or sent to somebody is taken, and kept. */
function listening(said: unknown[]) {
  return async (_: unknown, init?: { body?: unknown }): Promise<Response> => {
    const sent = String(init?.body);
    said.push(sent.startsWith("{") ? sent : [...new URLSearchParams(sent).values()].join("\n"));
    return Response.json({ ok: true, ts: "1.0", view: { id: "V1", hash: "1.a" } });
  };
}
