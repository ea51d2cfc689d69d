import { once } from "node:events";
import type { IncomingMessage, Server, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { systemClock } from "../../src/clock.ts";
import { unobserved } from "../observe.ts";
import { createConnections } from "./connections.ts";
import { createControlApi } from "./control/control-api.ts";
import { type Core, type ScheduledMessage, SWALLOWED } from "./core.ts";
import {
  app,
  type Channel,
  createDirectory,
  type Directory,
  type PersonName,
  type PersonRecord,
} from "./directory.ts";
import { createEndingClock } from "./ending-clock.ts";
import { createEnvelopes } from "./envelopes.ts";
import { createFaults, type FaultSource, type Faults } from "./faults.ts";
import { createForge, type Forge } from "./forge.ts";
import type { Gate } from "./gate.ts";
import { type Call, createHttpServer } from "./http-server.ts";
import { createInFlight } from "./in-flight.ts";
import { createMessageStore, type Message } from "./message-store.ts";
import { createPerson, type Person } from "./people/person.ts";
import { createRateLimits, noRateLimits } from "./rate-limits.ts";
import { respond } from "./respond.ts";
import { createResponseUrls } from "./response-urls.ts";
import { createMentions } from "./screen/mentions.ts";
import { renderText } from "./screen/render-text.ts";
import { createTriggers } from "./triggers.ts";
import { createViewStore, type View } from "./view-store.ts";
import { createWatchers } from "./watchers.ts";
import { createWebApi } from "./web-api.ts";
import type { SlackWorkspaceOptions } from "./workspace-options.ts";

export type { SlackWorkspaceOptions } from "./workspace-options.ts";

export interface SlackWorkspace {
  /** Ends in `/api/`. */
  readonly apiUrl: string;
  readonly botToken: string;
  readonly appToken: string;
  readonly botUserId: string;
  readonly channels: Directory["channels"];
  readonly people: Directory["people"];
  readonly userGroups: Directory["userGroups"];
  readonly faults: Faults;
  readonly calls: readonly Call[];
  /** All that was posted anywhere, oldest first, as it stands now; nothing may be changed in it. */
  readonly messages: readonly Message[];
  /** Asked for by `chat.scheduleMessage`: pending, posted or deleted. */
  readonly scheduled: readonly ScheduledMessage[];
  /** What real Slack would swallow: late acks, refused answers of modals. Empty for a sound bot. */
  readonly problems: readonly string[];
  /** Requests under handling and envelopes unacked, without those that a fault holds. */
  readonly inFlight: number;
  /** Open WebSockets. */
  readonly connections: number;
  /** All TCP connections that asked for a WebSocket. */
  readonly gate: Gate;
  /** What Slack itself would never send: any frame, and envelopes with any payload. */
  readonly forge: Forge;
  /** People's hands and Slack's faults over HTTP, for a page or a script; takes paths below `/_control`. */
  control(request: IncomingMessage, response: ServerResponse): Promise<void>;
  person(name: PersonName): Person;
  renderText(shown: Message | View): string;
  /** Looks again after each change; rejects after `limitMs` (5000) of real time, naming `what`. */
  waitFor<T>(look: () => T | null | undefined | false, what: string, limitMs?: number): Promise<T>;
  /** From now on it names itself by this in the addresses that it gives out, as behind a TLS front. */
  knownAs(origin: string): void;
  stop(): Promise<void>;
}

const botToken = "xoxb-sandbox-bot";
const ownAppToken = `xapp-1-${app.id}-1-sandbox`;
const allScopes = [
  "commands",
  "chat:write",
  "channels:read",
  "channels:history",
  "groups:read",
  "groups:history",
  "im:read",
  "im:history",
  "users:read",
  "usergroups:read",
];

function createCore(
  options: SlackWorkspaceOptions,
  scopes: readonly string[],
  changed: () => void,
  isRepeated: FaultSource["isRepeated"],
) {
  const clock = createEndingClock(options.clock);
  const wireClock = createEndingClock(options.wireClock ?? options.clock);
  const directory = createDirectory(options);
  const mentions = createMentions(directory);
  const inFlight = createInFlight(changed);
  const problems: string[] = [];
  const { observe = unobserved } = options;
  const problem = (words: string) => {
    problems.push(words);
    observe({ from: "slack", to: "bot", what: words })({ result: SWALLOWED, failed: true });
    changed();
  };
  const connections = createConnections({
    clock: wireClock,
    received: (frame) => envelopes.received(frame),
    changed,
    observe,
  });
  const envelopes = createEnvelopes({
    clock,
    wireClock,
    inFlight,
    send: connections.send,
    isRepeated,
    problem,
    observe,
  });
  let origin = "";
  const core: Core = {
    clock,
    directory,
    messages: createMessageStore({ clock, changed, posted: mentions.posted }),
    views: createViewStore({ clock, changed }),
    triggers: createTriggers(wireClock),
    responseUrls: createResponseUrls(clock),
    envelopes,
    scheduled: [],
    scopes,
    origin: () => origin,
    socketUrl: () => origin.replace("http", "ws") + connections.ticket(),
    problem,
  };
  const listensAt = (url: string) => {
    origin = url;
  };
  const endTimers = () => {
    clock.end();
    wireClock.end();
  };
  return { core, mentions, inFlight, problems, connections, listensAt, endTimers };
}

function createPeople(
  options: SlackWorkspaceOptions,
  core: Core,
  mentions: ReturnType<typeof createMentions>,
) {
  const { commandName = "/ngrok", events = ["app_home_opened"] } = options;
  const make = (record: PersonRecord) => createPerson({ core, record, commandName, events, mentions });
  const all = Object.values(core.directory.people).map((record) => [record.name, make(record)] as const);
  const byName = new Map(all);
  return (name: string): Person => {
    const person = byName.get(name as PersonName);
    if (!person)
      throw new Error(`Nobody here is called ${name}; there are: ${[...byName.keys()].join(", ")}.`);
    return person;
  };
}

/** Slack on this machine: loopback only, as strict as the real one. Its state ends with it. */
export async function startSlackWorkspace(options: SlackWorkspaceOptions): Promise<SlackWorkspace> {
  const watchers = createWatchers(systemClock);
  const { scopes = allScopes, callsKept = Number.POSITIVE_INFINITY, observe = unobserved } = options;
  const { faults, source } = createFaults(() => connections);
  const parts = createCore(options, scopes, watchers.changed, source.isRepeated);
  const { core, connections } = parts;
  const calls: Call[] = [];
  const person = createPeople(options, core, parts.mentions);
  const render = (shown: Message | View) => renderText(shown, core.directory);
  const tokens = { bot: botToken, app: options.appToken ?? ownAppToken };
  const limits = options.isUnlimited ? noRateLimits : createRateLimits(options.clock);
  const api = createWebApi({ core, limits, tokens, scopes, refusal: source.refusal });
  const control = createControlApi({
    person,
    faults,
    render,
    directory: core.directory,
    calls,
    problems: parts.problems,
    status: () => ({ inFlight: parts.inFlight.count, connections: connections.count }),
  });
  const server = createHttpServer({
    clock: core.clock,
    inFlight: parts.inFlight,
    faults: source,
    calls,
    callsKept,
    api: api.call,
    respond: (path, args) => respond(core, core.responseUrls.use(path), args),
    control,
    observe,
  });
  server.on("upgrade", connections.upgrade);
  parts.listensAt(await listening(server, options.port));

  return {
    knownAs: parts.listensAt,
    gate: connections.gate,
    apiUrl: `${core.origin()}/api/`,
    botToken,
    appToken: tokens.app,
    botUserId: app.botUserId,
    channels: core.directory.channels satisfies Readonly<Record<string, Channel>>,
    people: core.directory.people,
    userGroups: core.directory.userGroups,
    faults,
    calls,
    messages: core.messages.all,
    scheduled: core.scheduled,
    problems: parts.problems,
    get inFlight() {
      return parts.inFlight.count;
    },
    get connections() {
      return connections.count;
    },
    control,
    forge: createForge(core, connections),
    person,
    renderText: render,
    waitFor: watchers.waitFor,
    stop: async () => {
      connections.stop();
      parts.endTimers();
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

/** The address, once the server listens there. */
async function listening(server: Server, port = 0): Promise<string> {
  server.listen(port, "127.0.0.1");
  await once(server, "listening");
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
