import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App, SocketModeReceiver } from "@slack/bolt";
import pino from "pino";
import { startNgrokAccount } from "../../sandbox/ngrok/ngrok-account.ts";
import { seedFleet } from "../../sandbox/ngrok/seed-fleet.ts";
import { startSlackWorkspace } from "../../sandbox/slack/workspace.ts";
import { createAccess } from "../../src/access.ts";
import { answerErrors } from "../../src/handlers/answer-errors.ts";
import type { CommandHandler, HandlerDeps } from "../../src/handlers/deps.ts";
import { registerSessionMenu } from "../../src/handlers/session-menu.ts";
import { registerSessionOptions } from "../../src/handlers/session-options.ts";
import { registerSessionRestart, sessionRestartCommand } from "../../src/handlers/session-restart.ts";
import { registerSessionShow, sessionShowCommand } from "../../src/handlers/session-show.ts";
import { registerSessionStop, sessionStopCommand } from "../../src/handlers/session-stop.ts";
import { registerSessionUpdate, sessionUpdateCommand } from "../../src/handlers/session-update.ts";
import { registerSessions, sessionsCommand } from "../../src/handlers/sessions.ts";
import { createBoltLogger } from "../../src/logger.ts";
import { createNgrokClient } from "../../src/ngrok/client.ts";
import { callTimeoutMs } from "../../src/ngrok/http.ts";
import { createRequestBudget } from "../../src/ngrok/request-budget.ts";
import { createOperations } from "../../src/operations/create-operations.ts";
import { createFleet } from "../../src/operations/fleet.ts";
import { lookAtRequested } from "../../src/operations/look-at-requested.ts";
import type { Operation } from "../../src/operations/operation.ts";
import { createRecordEvent } from "../../src/operations/record-event.ts";
import { createChannels } from "../../src/slack/channels.ts";
import { createStore } from "../../src/store/create-store.ts";
import { everywhere } from "./everywhere.ts";
import { createManualClock } from "./manual-clock.ts";
import { openOperations } from "./open-operations.ts";

const APPROVAL_REQUIRED = ["session-update", "ingress-delete"] as const;
const silent = pino({ level: "silent" });

/**
 * The handlers of sessions between a Slack workspace and a seeded ngrok account, on one manual clock. What is
 * recorded stays as it is: there is no worker. Each card is taken for posted at once.
 */
export async function startSessionDesk() {
  const clock = createManualClock();
  const slack = await startSlackWorkspace({ clock });
  const ngrok = await startNgrokAccount({ clock });
  seedFleet(ngrok);
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
  const cardOf = (operationId: string) => `https://sandbox.slack.com/archives/C0FLEET001/${operationId}`;
  const operations = createOperations({
    store,
    clock,
    record: createRecordEvent(store, () => {}),
    look: (operation) => lookAtRequested({ ngrok: client, fleet, sessionLabel: "name" }, operation),
    changed: () => {},
    rules: {
      waitMs: 30_000,
      latestMs: 15 * 60_000,
      reconnectTimeoutMs: 180_000,
      callTimeoutMs,
      approvalExpiresMs: 60 * 60_000,
      approvalRequired: APPROVAL_REQUIRED,
      selfApproval: false,
    },
  });

  const { people } = slack;
  const operators = everywhere(people.olga.id, people.ada.id);
  const approvers = everywhere(people.ada.id, people.ben.id);
  const receiver = new SocketModeReceiver({
    appToken: slack.appToken,
    logger: createBoltLogger(silent),
    installerOptions: { clientOptions: { slackApiUrl: slack.apiUrl } },
  });
  const app = new App({
    token: slack.botToken,
    receiver,
    logger: createBoltLogger(silent),
    clientOptions: { slackApiUrl: slack.apiUrl },
  });
  const deps: HandlerDeps = {
    settings: {
      channels: [],
      approvalsChannel: null,
      announceChannel: null,
      approvalRequired: APPROVAL_REQUIRED,
      viewers: [],
      operators,
      approvers,
      admins: [],
      allowSelfApproval: false,
      sessionLabel: "name",
      restartWaitMs: 30_000,
      reconnectTimeoutMs: 180_000,
    },
    clock,
    logger: silent,
    access: createAccess({
      viewers: [],
      operators,
      approvers,
      admins: [],
      membersOf: async () => [],
      outsiderOf: async () => null,
      lookupFailed: () => ({ retryAfterMs: null, isLasting: false }),
      clock,
    }),
    fleet,
    ngrok: client,
    freezes: store.freezes,
    operations: { ...operations, cardLink: async (operationId) => cardOf(operationId) },
    channels: createChannels({
      slack: app.client,
      clock,
      approvalsChannel: null,
      approvalRequired: APPROVAL_REQUIRED,
    }),
    home: { opened: () => undefined },
  };
  const handling = answerErrors(app, { logger: silent, clock });
  registerAll(app, deps);
  await app.start();

  const sessionId = (agent: string): string => {
    const { session } = ngrok.agents.find(agent);
    if (!session) throw new Error(`${agent} is not online`);
    return session.id;
  };

  return {
    clock,
    slack,
    ngrok,
    operations,
    store,
    cardOf,
    sessionId,
    olga: slack.person("olga"),
    client: app.client,
    /** Resolves when no handler is at work. */
    idle: handling.idle,
    /** The words that a person has on top, of the modal or else the last message, without what makes them bold. */
    reads(name: "olga" | "ada" | "ben" | "otto", channel = "fleet"): string {
      const person = slack.person(name);
      const shown = person.modal() ?? person.messages(channel).at(-1);
      return shown ? slack.renderText(shown).replace(/[*`]/g, "") : "";
    },
    async recorded(): Promise<Operation[]> {
      return openOperations(store);
    },
    async stop() {
      await app.stop();
      await handling.idle();
      await slack.stop();
      await client.close();
      await ngrok.stop();
      await store.close();
      await rm(folder, { recursive: true });
    },
  };
}

function registerAll(app: App, deps: HandlerDeps): void {
  const commands: Record<string, CommandHandler> = {
    sessions: sessionsCommand(deps),
    "session show": sessionShowCommand(deps),
    "session update": sessionUpdateCommand(deps),
    "session restart": sessionRestartCommand(deps),
    "session stop": sessionStopCommand(deps),
  };
  app.command("/ngrok", async ({ command, ack, respond, client }) => {
    const words = command.text.split(/\s+/);
    const name = words[0] === "sessions" ? "sessions" : words.slice(0, 2).join(" ");
    await commands[name]?.({
      userId: command.user_id,
      channelId: command.channel_id,
      triggerId: command.trigger_id,
      args: words.slice(name.split(" ").length),
      ack: () => ack(),
      respond,
      client,
    });
  });
  registerSessions(app, deps);
  registerSessionShow(app, deps);
  registerSessionUpdate(app, deps);
  registerSessionRestart(app, deps);
  registerSessionStop(app, deps);
  registerSessionMenu(app, deps);
  registerSessionOptions(app, deps);
}
