import type { Logger } from "pino";
import type { Dispatcher } from "undici";
import { createAccess } from "./access.ts";
import type { Clock } from "./clock.ts";
import type { Closing } from "./closing.ts";
import type { Config } from "./config.ts";
import { createHomeDrawing } from "./handlers/home-drawing.ts";
import type { Health } from "./health/health.ts";
import type { Loop } from "./health/vitals.ts";
import { createBoltLogger } from "./logger.ts";
import type { Network } from "./network.ts";
import { createNgrokClient } from "./ngrok/client.ts";
import { createRequestBudget } from "./ngrok/request-budget.ts";
import { createCallPermission } from "./operations/call-permission.ts";
import { createOperations, type OperationRules } from "./operations/create-operations.ts";
import { createFleet } from "./operations/fleet.ts";
import { createFleetWatch } from "./operations/fleet-watch.ts";
import type { Freezes } from "./operations/freeze.ts";
import { LEASE_MS } from "./operations/lease.ts";
import { lookAtRequested } from "./operations/look-at-requested.ts";
import type { Operation } from "./operations/operation.ts";
import { createRecordDecision } from "./operations/record-decision.ts";
import { createRecordEvent } from "./operations/record-event.ts";
import { createWorker } from "./operations/worker.ts";
import { createChannels } from "./slack/channels.ts";
import { createHomeKeeper } from "./slack/home-keeper.ts";
import { createLookupFailures } from "./slack/lookup-failures.ts";
import { createOutsiders } from "./slack/outsiders.ts";
import { createPublisher } from "./slack/publisher.ts";
import { membersOfGroup } from "./slack/user-groups.ts";
import { createBackgroundClient, type WebClientDeps } from "./slack/web-clients.ts";
import type { Store } from "./store/store.ts";

/** What every part is made of. */
export interface Base {
  config: Config;
  clock: Clock;
  logger: Logger;
  closing: Closing;
  signal: AbortSignal;
  ngrokDispatcher: Dispatcher | undefined;
  network: Network;
  /** Names this process in leases. */
  owner: string;
  health: Health;
}

function createNgrok({ config, clock, ngrokDispatcher, network, store, health }: Base & { store: Store }) {
  const budget = createRequestBudget({
    clock,
    perMinute: config.ngrokRequestsPerMinute,
    shared: store.requestWindow,
  });
  health.watchBudget({ left: budget.left, perMinute: config.ngrokRequestsPerMinute });
  const ngrok = createNgrokClient({
    baseUrl: config.ngrokApiUrl,
    apiKey: config.ngrokApiKey,
    clock,
    budget,
    mayChange: async () => (await store.freezes.current()) === null,
    open: network.dispatcher,
    heard: health.hooks.ngrokCall,
    ...(ngrokDispatcher ? { dispatcher: ngrokDispatcher } : {}),
  });
  return { ngrok, fleet: createFleet({ ngrok, clock, isShort: budget.isShort }) };
}

/** What works without anybody in Slack: ngrok, the record, and those who carry it out and show it. */
export function createEngine(deps: Base & { store: Store }) {
  const { config, clock, logger, store, owner } = deps;
  const { hooks } = deps.health;
  const { slackApiUrl, sessionLabel, announceChannel, approvalPing: approverPing } = config;
  const { ngrok, fleet } = createNgrok(deps);
  const webClient: WebClientDeps = {
    slackApiUrl,
    clock,
    logger: createBoltLogger(logger),
    fetch: deps.network.fetch,
    heard: hooks.slackCall,
  };
  const slack = createBackgroundClient(config.slackBotToken, webClient);
  const published = (operation: Operation) => {
    home.wake();
    hooks.shown?.(operation, clock.now());
  };
  const turned = (loop: Loop) => () => hooks.turned?.(loop);
  const publisher = createPublisher({
    ...{ ...deps, slack, announceChannel, approverPing, published },
    turned: turned("publisher"),
  });
  const decided = () => {
    publisher.wake();
    home.wake();
  };
  const changed = () => {
    decided();
    worker.wake();
  };
  const record = createRecordEvent(store, changed);
  const lookups = createLookups({ ...deps, slack });
  const worker = createWorker({
    ngrok,
    fleet,
    store,
    clock,
    logger,
    record,
    // Whoever decides has the operation in hand: to look for more just then would hold its call up.
    decide: createRecordDecision(store, decided),
    sessionLabel,
    ensureFollowUp: publisher.ensureFollowUp,
    mayCall: createCallPermission({ access: lookups.access, freezes: store.freezes }),
    owner,
    turned: turned("worker"),
  });
  store.onForeignChange(changed);
  const look = (operation: Operation) =>
    lookAtRequested({ ngrok, fleet, sessionLabel }, operation, { priority: "person" });
  // Home says it, and no card: no operation changes by it.
  const told = () => home.wake();
  const freezes: Freezes = {
    current: store.freezes.current,
    freeze: (freeze) => store.freezes.freeze(freeze).finally(told),
    lift: (lifted) => store.freezes.lift(lifted).finally(told),
  };
  const operations = createOperations({ store, clock, rules: rulesOf(config), record, look, changed });
  const watch = createFleetWatch({ fleet, clock, logger });
  const draw = createHomeDrawing({ ...deps, ...lookups, operations, freezes, settings: config, watch });
  const home = createHomeKeeper({ ...deps, viewers: store.homeViewers, slack, watch, draw });
  return { freezes, ngrok, fleet, slack, publisher, worker, operations, home, ...lookups };
}

function rulesOf(config: Config): OperationRules {
  return {
    waitMs: config.restartWaitMs,
    latestMs: config.restartLatestMs,
    reconnectTimeoutMs: config.reconnectTimeoutMs,
    callTimeoutMs: LEASE_MS,
    approvalExpiresMs: config.approvalExpiresMs,
    approvalRequired: config.approvalRequired,
    approvalsNeeded: config.approvalsNeeded,
    selfApproval: config.allowSelfApproval,
  };
}

export type Engine = ReturnType<typeof createEngine>;

function createLookups({
  config,
  clock,
  logger,
  slack,
  health,
}: Base & { slack: ReturnType<typeof createBackgroundClient> }) {
  const { viewers, operators, approvers, admins, approvalsChannel, approvalRequired } = config;
  const lookupFailed = createLookupFailures({ clock, logger });
  const access = createAccess({
    viewers,
    operators,
    approvers,
    admins,
    clock,
    membersOf: (groupId) => membersOfGroup(slack, groupId),
    outsiderOf: createOutsiders(slack),
    lookupFailed: (id, error) => {
      health.hooks.groupLookupFailed?.();
      return lookupFailed(id, error);
    },
  });
  return { access, channels: createChannels({ slack, clock, approvalsChannel, approvalRequired }) };
}
