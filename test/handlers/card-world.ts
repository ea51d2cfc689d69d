import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { webApi } from "@slack/bolt";
import pino from "pino";
import { expect, onTestFinished } from "vitest";
import { anOperation } from "../../sandbox/gallery/samples/an-operation.ts";
import { rolesWith } from "../../sandbox/gallery/samples/roles-with.ts";
import { elementsOf } from "../../sandbox/slack/block.ts";
import type { Message } from "../../sandbox/slack/message-store.ts";
import type { Person } from "../../sandbox/slack/people/person.ts";
import { startSlackWorkspace } from "../../sandbox/slack/workspace.ts";
import { createScaledClock, systemClock } from "../../src/clock.ts";
import { answerErrors } from "../../src/handlers/answer-errors.ts";
import type { AskAgainOpeners } from "../../src/handlers/card-ask-again.ts";
import { registerCardButtons } from "../../src/handlers/card-buttons.ts";
import type { HandlerDeps } from "../../src/handlers/deps.ts";
import { actions } from "../../src/ids.ts";
import { createOperations } from "../../src/operations/create-operations.ts";
import type { OperationEvent } from "../../src/operations/events.ts";
import type { Operation } from "../../src/operations/operation.ts";
import { createRecordEvent } from "../../src/operations/record-event.ts";
import { createPublisher } from "../../src/slack/publisher.ts";
import { createStore } from "../../src/store/create-store.ts";
import { startBolt } from "../sandbox/slack/start-bolt.ts";
import { everywhere } from "../support/everywhere.ts";
import { createNoFleet, createNoNgrok } from "./card-no-ngrok.ts";

const FLEET = "C0FLEET001";
const MENU = ["Details", "Ask someone else", "Cancel"];

/** Olga operates, Ada and Ben approve, Otto is an outsider; Bolt, a store and a publisher, but no worker. */
export async function createCardWorld() {
  const clock = createScaledClock(50);
  const slack = await startSlackWorkspace({ clock, wireClock: systemClock });
  const folder = await mkdtemp(join(tmpdir(), "cards-"));
  const store = await createStore({ databaseUrl: join(folder, "bot.db"), clock, owner: "this-process" });
  const logger = pino({ level: "silent" });
  const web = new webApi.WebClient(slack.botToken, {
    slackApiUrl: slack.apiUrl,
    rejectRateLimitedCalls: true,
  });
  const publisher = createPublisher({
    store,
    slack: web,
    clock,
    logger,
    announceChannel: null,
    approverPing: [{ id: "S0APPROVERS", channelId: null }],
    owner: "here",
  });
  const record = createRecordEvent(store, () => publisher.wake());
  const rules = {
    ...anOperation().rules,
    approvalExpiresMs: 3_600_000,
    approvalRequired: [],
    approvalsNeeded: {},
  };
  const look = async () => Promise.reject(new Error("A card asks ngrok nothing"));
  const operations = createOperations({ store, clock, record, look, changed: () => publisher.wake(), rules });
  const opened: { kind: string; prefill: object; by: string }[] = [];
  const opener =
    (kind: string) =>
    async (_deps: HandlerDeps, open: { userId: string }, prefill: object): Promise<void> => {
      opened.push({ kind, prefill, by: open.userId });
    };
  const openers: AskAgainOpeners = {
    "session-update": opener("session-update"),
    "session-restart": opener("session-restart"),
    "session-stop": opener("session-stop"),
    "ingress-create": opener("ingress-create"),
    "ingress-edit": opener("ingress-edit"),
    "ingress-delete": opener("ingress-delete"),
  };
  const roleOf: Record<string, { operator: boolean; approver: boolean }> = {
    U0OLGA0001: { operator: true, approver: false },
    U0ADA00001: { operator: false, approver: true },
    U0BEN00001: { operator: false, approver: true },
  };
  const deps: HandlerDeps = {
    settings: {
      channels: [],
      approvalsChannel: null,
      announceChannel: null,
      approvalRequired: [],
      viewers: [],
      operators: everywhere("U0OLGA0001"),
      approvers: everywhere("U0ADA00001", "U0BEN00001"),
      admins: [],
      allowSelfApproval: false,
      sessionLabel: null,
      restartWaitMs: 30_000,
      reconnectTimeoutMs: 180_000,
    },
    clock,
    logger,
    access: {
      configured: true,
      rolesOf: async (userId) => rolesWith(roleOf[userId]),
    },
    fleet: createNoFleet(),
    ngrok: createNoNgrok(),
    freezes: store.freezes,
    operations,
    channels: { cardChannel: async (channelId) => ({ ok: true, channelId }) },
    home: { opened: () => undefined },
  };
  const shown: string[] = [];
  const stopBolt = await startBolt(slack, (app) => {
    answerErrors(app, { logger, clock });
    registerCardButtons(app, deps, {
      openers,
      showIngress: async (_deps, respond, { ingressId }) => {
        shown.push(ingressId);
        await respond({ text: ingressId, response_type: "ephemeral", replace_original: false });
      },
    });
  });
  publisher.start();
  onTestFinished(async () => {
    await stopBolt();
    await publisher.stop();
    await store.close();
    expect(slack.problems).toEqual([]);
    await slack.stop();
    await rm(folder, { recursive: true });
  });

  let firstCard: Message | null = null;
  const olga = slack.person("olga");
  const cardOf = (person: Person) =>
    person.messages(FLEET).find((message) => message.from === "bot" && !message.threadTs && !message.onlyFor);
  return {
    slack,
    clock,
    store,
    opened,
    olga,
    ada: slack.person("ada"),
    ben: slack.person("ben"),
    otto: slack.person("otto"),
    /** Records what Olga asked for, or who else the overrides name, and waits for its card. */
    add: async (overrides: Partial<Operation> = {}) => {
      const at = clock.now();
      const request = { ...anOperation().request, by: olga.id, ...overrides.request, channelId: FLEET, at };
      const expiresAt = new Date(at.getTime() + 3_600_000);
      const operation = anOperation({ expiresAt, ...overrides, request });
      await store.operations.create(
        { operation, event: { at, actor: olga.id, action: "request", detail: {} } },
        null,
      );
      publisher.wake();
      firstCard = await slack.waitFor(() => cardOf(olga), "the card");
    },
    /** What the worker would record. */
    happens: (event: OperationEvent) => record("op_1", event, null),
    get: async () => {
      const operation = await store.operations.get("op_1");
      if (!operation) throw new Error("The operation is gone");
      return operation;
    },
    /** Clicks, by its words, what stood on the card when it came. */
    press: async (person: Person, label: string) => {
      if (!firstCard) throw new Error("There is no card");
      const inMenu = MENU.includes(label) && JSON.stringify(firstCard.blocks).includes(actions.card.menu);
      const target = inMenu
        ? { actionId: actions.card.menu, option: label }
        : { actionId: actionIdOf(firstCard, label) };
      return person.click({ message: firstCard, ...target, stale: true });
    },
    /** The newest message that only this person sees, once there is one with these words. */
    told: (person: Person, words: string) =>
      slack.waitFor(
        () =>
          person
            .messages(FLEET)
            .filter(({ onlyFor }) => onlyFor === person.id)
            .map((message) => slack.renderText(message))
            .find((text) => text.includes(words)),
        `"${words}" told to ${person.name}`,
      ),
    /** The card, once it says this. */
    cardSays: (words: string) =>
      slack.waitFor(() => {
        const card = cardOf(olga);
        const text = card ? slack.renderText(card) : "";
        return text.includes(words) && text;
      }, `a card with "${words}"`),
    modalOf: (person: Person, words: string) =>
      slack.waitFor(() => {
        const view = person.modal();
        const text = view ? slack.renderText(view) : "";
        return text.includes(words) && text;
      }, `a modal with "${words}"`),
  };
}

function actionIdOf({ blocks }: Message, label: string): string {
  const elements = blocks.flatMap((block) => (block.type === "actions" ? elementsOf(block) : []));
  const found = elements.find((element) => JSON.stringify(element.text ?? "").includes(`"${label}"`));
  if (!found) throw new Error(`The card has no button ${label}`);
  return found.action_id;
}
