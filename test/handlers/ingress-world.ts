import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App, type Receiver, type RespondArguments, webApi } from "@slack/bolt";
import pino from "pino";
import { rolesWith } from "../../sandbox/gallery/samples/roles-with.ts";
import { startNgrokAccount } from "../../sandbox/ngrok/ngrok-account.ts";
import { createScaledClock } from "../../src/clock.ts";
import { answerErrors } from "../../src/handlers/answer-errors.ts";
import type { CommandHandler, HandlerDeps } from "../../src/handlers/deps.ts";
import { registerIngressCreate } from "../../src/handlers/ingress-create.ts";
import { registerIngressDelete } from "../../src/handlers/ingress-delete.ts";
import { registerIngressEdit } from "../../src/handlers/ingress-edit.ts";
import { registerIngressMenu } from "../../src/handlers/ingress-menu.ts";
import { registerIngressShow } from "../../src/handlers/ingress-show.ts";
import { registerIngresses } from "../../src/handlers/ingresses.ts";
import { createNgrokClient } from "../../src/ngrok/client.ts";
import { createRequestBudget } from "../../src/ngrok/request-budget.ts";
import { createOperations } from "../../src/operations/create-operations.ts";
import { createFleet } from "../../src/operations/fleet.ts";
import { lookAtRequested } from "../../src/operations/look-at-requested.ts";
import type { OperationKind } from "../../src/operations/operation.ts";
import { createRecordDecision } from "../../src/operations/record-decision.ts";
import { createRecordEvent } from "../../src/operations/record-event.ts";
import { createWorker } from "../../src/operations/worker.ts";
import { createStore } from "../../src/store/create-store.ts";
import { everywhere } from "../support/everywhere.ts";
import { startIngressSlack } from "./ingress-slack.ts";

const SPEED = 25;
const operator = { operator: true, approver: false, unknown: false };
const approver = { operator: false, approver: true, unknown: false };
const roles = new Map([
  ["U0OLGA", operator],
  ["U0OTTO", operator],
  ["U0ADA", approver],
]);

const idleReceiver: Receiver = { init: () => {}, start: async () => {}, stop: async () => {} };

/** Olga's Slack, a bot with real operations, and an ngrok account without ingresses. The bot is not in `C0LONELY`. */
export async function createIngressWorld(approvalRequired: readonly OperationKind[] = ["ingress-delete"]) {
  const clock = createScaledClock(SPEED);
  const slack = await startIngressSlack();
  const ngrok = await startNgrokAccount({ clock });
  const folder = await mkdtemp(join(tmpdir(), "ngrok-chatops-"));
  const store = await createStore({
    databaseUrl: `file:${join(folder, "bot.db")}`,
    clock,
    owner: "this-process",
  });
  const budget = createRequestBudget({ clock, perMinute: 100 });
  const client = createNgrokClient({
    mayChange: async () => true,
    baseUrl: ngrok.url,
    apiKey: ngrok.apiKey,
    clock,
    budget,
  });
  const fleet = createFleet({ ngrok: client, clock, isShort: budget.isShort });
  const logger = pino({ level: "silent" });
  const record = createRecordEvent(store, () => worker.wake());
  const worker = createWorker({
    ngrok: client,
    fleet,
    clock,
    store,
    record,
    decide: createRecordDecision(store, () => worker.wake()),
    sessionLabel: null,
    owner: "test",
    logger,
    mayCall: async () => null,
    ensureFollowUp: async () => true,
  });
  const operations = createOperations({
    store,
    clock,
    record,
    look: (operation) => lookAtRequested({ ngrok: client, fleet, sessionLabel: null }, operation),
    changed: (operation) => {
      void store.messages.record({
        operationId: operation.id,
        role: "card",
        channelId: operation.request.channelId,
        ts: "1.0",
        permalink: `https://slack.test/${operation.id}`,
        digest: "",
      });
      worker.wake();
    },
    rules: {
      waitMs: 30_000,
      latestMs: 15 * 60_000,
      reconnectTimeoutMs: 60_000,
      callTimeoutMs: 30_000,
      approvalExpiresMs: 60 * 60_000,
      approvalRequired,
      selfApproval: false,
    },
  });
  worker.start();

  const deps: HandlerDeps = {
    settings: {
      channels: [],
      approvalsChannel: null,
      announceChannel: null,
      approvalRequired,
      viewers: [],
      operators: everywhere("U0OLGA", "U0OTTO"),
      approvers: everywhere("U0ADA"),
      admins: [],
      allowSelfApproval: false,
      sessionLabel: null,
      restartWaitMs: 30_000,
      reconnectTimeoutMs: 60_000,
    },
    clock,
    logger,
    access: { configured: true, rolesOf: async (userId) => rolesWith(roles.get(userId)) },
    fleet,
    ngrok: client,
    freezes: store.freezes,
    operations,
    channels: {
      cardChannel: async (channelId) =>
        channelId === "C0LONELY" ? { ok: false, reason: "absent", channelId } : { ok: true, channelId },
    },
    home: { opened: () => undefined },
  };
  const web = new webApi.WebClient("xoxb-test", { slackApiUrl: slack.url });
  const app = new App({
    receiver: idleReceiver,
    authorize: async () => ({ botToken: "xoxb-test", botId: "B1", botUserId: "U0BOT" }),
    clientOptions: { slackApiUrl: slack.url },
  });
  answerErrors(app, { logger, clock });
  for (const register of [
    registerIngresses,
    registerIngressShow,
    registerIngressCreate,
    registerIngressEdit,
    registerIngressDelete,
    registerIngressMenu,
  ]) {
    register(app, deps);
  }

  let impatient = false;
  type Ack = { response_action?: string; errors?: Record<string, string>; view?: never } | undefined;

  async function deliver(body: Record<string, unknown>): Promise<Ack> {
    let answered: Ack;
    await app.processEvent({
      body: { team: { id: "T1", domain: "t" }, api_app_id: "A1", token: "t", ...body },
      ack: async (response) => {
        answered = response as Ack;
        const viewId = (body.view as { id?: string } | undefined)?.id;
        if (answered?.response_action === "update" && answered.view && viewId) {
          slack.put(viewId, answered.view);
          if (impatient) slack.closed.add(viewId);
        }
      },
    });
    return answered;
  }

  function latest() {
    const shown = [...slack.views.values()].at(-1);
    if (!shown) throw new Error("No modal was opened");
    return shown;
  }

  /** The view as Slack sends it, with `typed` over what stands in its inputs; a key is a block id's beginning. */
  function filled(typed: Record<string, string | string[]>) {
    const { id, hash, view } = latest();
    const values: Record<string, Record<string, unknown>> = {};
    for (const block of view.blocks) {
      if (block.type !== "input" || !("element" in block) || !block.block_id) continue;
      const name = Object.keys(typed).find((key) => block.block_id?.startsWith(key));
      values[block.block_id] = {
        value: stateOf(block.element, name === undefined ? undefined : typed[name]),
      };
    }
    return { ...view, id, hash, private_metadata: view.private_metadata ?? "", state: { values } };
  }

  return {
    slack,
    ngrok,
    store,
    operations,
    deps,
    run: (
      handler: (deps: HandlerDeps) => CommandHandler,
      args: string[],
      channelId = "C0OPS",
      userId = "U0OLGA",
    ) =>
      handler(deps)({
        userId,
        channelId,
        triggerId: "1.2",
        args,
        ack: async () => {},
        respond: async (message: string | RespondArguments) => {
          const body = typeof message === "string" ? { text: message } : message;
          return fetch(slack.responseUrl, { method: "POST", body: JSON.stringify(body) });
        },
        client: web,
      }),
    /** The modal that is shown, as text. */
    screen: () => JSON.stringify(latest().view),
    submit: (typed: Record<string, string | string[]>, userId = "U0OLGA") => {
      const view = filled(typed);
      return deliver({ type: "view_submission", user: { id: userId }, trigger_id: "1.3", view });
    },
    /** From now on Olga closes each form as soon as she has submitted it. */
    closeFormsEarly: () => {
      impatient = true;
    },
    /** Presses a button, or picks from a ⋯ menu, in a message; with `inModal` in the modal that is shown. */
    press: (action: Record<string, unknown>, inModal = false) =>
      deliver({
        type: "block_actions",
        user: { id: "U0OLGA" },
        trigger_id: "1.4",
        actions: [{ type: "button", block_id: "b", action_ts: "1.0", ...action }],
        ...(inModal
          ? { view: filled({}), container: { type: "view" } }
          : { channel: { id: "C0OPS" }, container: { type: "message" }, response_url: slack.responseUrl }),
      }),
    response: () => slack.responses.at(-1),
    /** The bodies that ngrok got with changes, oldest first. */
    sent: (method: string) => ngrok.calls.filter((call) => call.method === method),
    end: async () => {
      await worker.stop(0);
      await client.close();
      await store.close();
      await ngrok.stop();
      await slack.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function stateOf(element: unknown, typed: string | string[] | undefined): Record<string, unknown> {
  const { type, ...given } = element as { type: string; initial_value?: string; initial_users?: string[] } & {
    initial_option?: { value: string };
  };
  if (type === "multi_users_select") return { type, selected_users: typed ?? given.initial_users ?? [] };
  if (type === "static_select") {
    return { type, selected_option: typed ? { value: typed } : (given.initial_option ?? null) };
  }
  return { type, value: typed || (typed === "" ? null : (given.initial_value ?? null)) };
}
