import { hostname } from "node:os";
import type { Logger } from "pino";
import type { Dispatcher } from "undici";
import { type Clock, isDoneWithin, systemClock } from "./clock.ts";
import { type Closer, createClosing } from "./closing.ts";
import type { Config } from "./config.ts";
import { checkAtStart } from "./doctor/check-at-start.ts";
import { type Base, createEngine, type Engine } from "./engine.ts";
import { registerHandlers } from "./handlers/index.ts";
import { type Health, noHealth } from "./health/health.ts";
import type { Fetch } from "./http-fetch.ts";
import { createBoltLogger, createLogger } from "./logger.ts";
import { createNetwork } from "./network.ts";
import { appIdOf, identifyBot } from "./slack/identify-bot.ts";
import { createReceivers } from "./slack/receivers.ts";
import { createSlackApp } from "./slack/slack-app.ts";
import { createStore } from "./store/create-store.ts";
import { noProbe, type Probe } from "./store/probe.ts";

/** Unless told otherwise, stopping takes no longer than this. */
const STOP_LIMIT_MS = 9_000;
// Slack waits this long for an ack: whoever records now may still say so. Then the sockets close.
const LAST_ACKS_MS = 3_000;
// What the worker needs to give leases back once it waits for ngrok no longer.
const HAND_BACK_MS = 500;

export interface Overrides {
  clock?: Clock;
  logger?: Logger;
  /** Told of the instants around each commit, for whoever wants to see the process die in one of them. */
  probe?: Probe;
  /** The connections to ngrok; its owner closes it. */
  ngrokDispatcher?: Dispatcher;
  /** Stands around each call to Slack. */
  watchFetch?: (fetch: Fetch) => Fetch;
}

export interface BotApp {
  /**
   * Resolves to true once Slack has said hello, to false when `stop` came first. Waits for Slack as long as it takes.
   * @throws StoreError, BotTokenRefusedError or SocketRefusedError, with words for whoever runs the bot
   */
  start(): Promise<boolean>;
  /**
   * Takes nothing new, lets what is in hand finish or hands it back, and closes everything, within `limitMs`
   * (9 s) whatever hangs. May be called at any time, and twice. Never rejects.
   */
  stop(limitMs?: number): Promise<void>;
}

/** The only place where the parts are joined. */
export function createApp(config: Config, overrides: Overrides = {}): BotApp {
  const clock = overrides.clock ?? systemClock;
  const logger = overrides.logger ?? createProcessLogger(config);
  const { probe = noProbe, ngrokDispatcher, watchFetch = (fetch) => fetch } = overrides;
  const stopping = new AbortController();
  const closing = createClosing({ clock, logger });
  let starting: Promise<boolean> = Promise.resolve(false);
  let closed: Promise<void> | null = null;

  async function start(): Promise<boolean> {
    const owner = `${hostname()}-${crypto.randomUUID()}`;
    const { signal } = stopping;
    const health = await openHealth(config, { clock, logger, signal });
    closing.add(() => health.close());
    health.start();
    const opened = await createStore({ databaseUrl: config.databaseUrl, clock, logger, probe, owner });
    closing.add(() => opened.close());
    if (signal.aborted) return false;
    const store = health.watchStore(opened);
    const direct = createNetwork(config.proxy);
    closing.add(() => direct.close());
    const network = { ...direct, fetch: watchFetch(direct.fetch) };
    const shared = { config, clock: store.clock, logger, closing, signal, ngrokDispatcher, network, owner };
    const base = { ...shared, health };
    const parts = { ...base, ...createEngine({ ...base, store }) };
    const isReady = await connect(parts);
    // Not before, as whoever waits for the bot does not wait for that.
    if (isReady) void checkAtStart({ ...base, clock, boltLogger: createBoltLogger(logger) });
    return isReady;
  }

  /** A start that is under way may still open something, so that what it leaves is closed after it. */
  async function stop(limitMs: number): Promise<void> {
    closing.begin(limitMs);
    await closing.closeAll();
    await closing.waitFor(starting);
    await closing.closeAll();
  }

  return {
    start: () => {
      starting = start();
      return starting;
    },
    stop: (limitMs = STOP_LIMIT_MS) => {
      stopping.abort();
      closed ??= stop(limitMs);
      return closed;
    },
  };
}

/** Its library is loaded only where somebody listens: that lengthens every start. */
async function openHealth(
  { healthHost: host, healthPort: port }: Config,
  deps: { clock: Clock; logger: Logger; signal: AbortSignal },
): Promise<Health> {
  if (port === null) return noHealth;
  const { createHealth } = await import("./health/create-health.ts");
  return createHealth({ host, port, ...deps });
}

export function createProcessLogger(config: Config): Logger {
  const { slackBotToken, slackAppToken, ngrokApiKey, databaseUrl, proxy } = config;
  const passwords = [databaseUrl, proxy?.url ?? ""].flatMap(passwordsIn);
  const secrets = [slackBotToken, slackAppToken, ngrokApiKey, ...passwords];
  return createLogger({ level: config.logLevel, secrets });
}

/** As it stands in the URL, and as it is sent. */
function passwordsIn(url: string): string[] {
  const password = URL.parse(url)?.password ?? "";
  try {
    return [password, decodeURIComponent(password)];
  } catch {
    return [password];
  }
}

/** Starts the engine once Slack knows the bot, then opens the sockets. */
async function connect(parts: Base & Engine): Promise<boolean> {
  const { config, clock, logger, closing, signal, slack, ngrok, publisher, worker, home, health } = parts;
  const { fetch } = parts.network;
  closing.add(() => ngrok.close());
  if (config.proxy) {
    const { host } = new URL(config.proxy.url);
    logger.info({ proxy: host, except: config.proxy.except }, "Slack and ngrok are reached through a proxy");
  }
  const bot = await identifyBot({ slack, clock, logger, signal });
  if (!bot || signal.aborted) return false;
  logger.info({ botUserId: bot.botUserId, team: bot.team }, "Slack knows the bot");

  closing.add(() => publisher.stop());
  publisher.start();
  closing.add((leftMs) => home.stop(leftMs));
  home.start();
  let hangUp: Closer = async () => {};
  // At once, since what is in hand may take all the time that there is.
  closing.add((leftMs) => Promise.all([hangUp(leftMs), worker.stop(Math.max(0, leftMs - HAND_BACK_MS))]));
  if (signal.aborted) return false;
  worker.start();

  const { slackApiUrl } = config;
  const heard = health.hooks.slackCall;
  const wire = { slackApiUrl, clock, logger, boltLogger: createBoltLogger(logger), fetch, heard };
  const receivers = createReceivers({ ...wire, network: parts.network, appToken: config.slackAppToken });
  health.watchSockets(receivers.up);
  const app = createSlackApp({ ...wire, token: config.slackBotToken, bot, receiver: receivers.first });
  const own = { ...bot, appId: appIdOf(config.slackAppToken) };
  const { idle } = registerHandlers(
    app,
    { ...parts, settings: config, heard: health.hooks.interaction },
    own,
  );
  hangUp = async (leftMs) => {
    receivers.takeNoMore();
    await isDoneWithin(clock, Math.min(LAST_ACKS_MS, leftMs), idle());
    await receivers.stop();
    await idle();
  };
  await receivers.start(app);
  return !signal.aborted;
}
