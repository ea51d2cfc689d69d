import type { IncomingMessage, ServerResponse } from "node:http";
import { ApiError } from "../api-error.ts";
import type { Directory } from "../directory.ts";
import type { Faults } from "../faults.ts";
import type { Call } from "../http-server.ts";
import type { Message } from "../message-store.ts";
import type { Person } from "../people/person.ts";
import { parseJson, readText } from "../request-body.ts";
import { type Check, createFindings, type Fields } from "../validation/check.ts";
import type { View } from "../view-store.ts";
import { faultRoutes } from "./fault-routes.ts";
import { personRoutes } from "./person-routes.ts";

export interface ControlDeps {
  person: (name: string) => Person;
  faults: Faults;
  render: (shown: Message | View) => string;
  directory: Directory;
  calls: readonly Call[];
  problems: readonly string[];
  status: () => Fields;
}

/** A refusal with its HTTP status; the message is a sentence for a person. */
class ControlRefusal extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.name = "ControlRefusal";
    this.status = status;
  }
}

const LATEST_CALLS = 200;

function stateOf(deps: ControlDeps): Fields {
  const channels = Object.values(deps.directory.channels);
  return {
    ...deps.status(),
    people: Object.values(deps.directory.people),
    channels: channels.map((channel) => ({ ...channel, members: [...channel.members] })),
    userGroups: deps.directory.userGroups,
    problems: deps.problems,
    calls: deps.calls.slice(-LATEST_CALLS),
  };
}

function screenOf({ render }: ControlDeps, person: Person, channel: string | null): Fields {
  const worded = <T extends Message | View>(shown: T) => ({ ...shown, words: render(shown) });
  const home = person.home();
  return {
    messages: channel === null ? [] : person.messages(channel).map(worded),
    modals: person.modals().map(worded),
    home: home ? worded(home) : null,
    mentions: person.mentions().map(worded),
    confirmations: person.confirmations,
  };
}

function refuseUnsound(check: Check, body: Fields) {
  const findings = createFindings();
  check(body, "", findings);
  if (findings.messages.length === 0) return;
  const words = findings.messages.map((message) => message.replace(/^\[ERROR\] /, ""));
  throw new ControlRefusal(400, `The body was refused: ${words.join("; ")}.`);
}

async function bodyOf(request: IncomingMessage): Promise<Fields> {
  // A page from elsewhere in the person's browser cannot send this type unasked.
  if (!request.headers["content-type"]?.startsWith("application/json")) {
    throw new ControlRefusal(415, "Send the body as application/json.");
  }
  try {
    return parseJson(await readText(request));
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    throw new ControlRefusal(400, `The body is not a JSON object (${error.code}).`);
  }
}

function personCalled(deps: ControlDeps, name: string): Person {
  if (!Object.hasOwn(deps.directory.people, name))
    throw new ControlRefusal(404, `Nobody here is called ${name}.`);
  return deps.person(name);
}

function read(deps: ControlDeps, url: URL): unknown {
  const [, , first, name, verb] = url.pathname.split("/");
  const strange = [...url.searchParams.keys()].find((key) => key !== "channel" || verb !== "screen");
  if (strange) throw new ControlRefusal(400, `The query parameter ${strange} is unknown here.`);
  if (first === "state" && !name) return stateOf(deps);
  if (first === "people" && name && verb === "screen") {
    return screenOf(deps, personCalled(deps, name), url.searchParams.get("channel"));
  }
  throw new ControlRefusal(
    404,
    "Here are: GET state, GET people/NAME/screen?channel=, POST people/NAME/VERB.",
  );
}

async function write(deps: ControlDeps, url: URL, request: IncomingMessage): Promise<unknown> {
  const [, , first = "", name, verb = ""] = url.pathname.split("/");
  const person = first === "people" && name ? personCalled(deps, name) : null;
  const routes: Record<string, { body: Check }> = person ? personRoutes : faultRoutes;
  const wanted = person ? verb : first;
  if (!Object.hasOwn(routes, wanted)) {
    throw new ControlRefusal(404, `${wanted} is unknown; there are: ${Object.keys(routes).join(", ")}.`);
  }
  const body = await bodyOf(request);
  refuseUnsound(routes[wanted]?.body ?? (() => {}), body);
  if (person) return personRoutes[wanted]?.run(person, body);
  return faultRoutes[wanted]?.run(deps.faults, body);
}

/** For a page or a script that acts as a person: JSON, without authentication, on loopback names only. */
export function createControlApi(deps: ControlDeps) {
  const answer = async (request: IncomingMessage): Promise<unknown> => {
    // A name that resolves to this machine could make a strange page of the same origin.
    if (!/^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/.test(request.headers.host ?? "")) {
      throw new ControlRefusal(403, "The control API answers to loopback names only.");
    }
    const url = new URL(request.url ?? "/", "http://sandbox");
    if (request.method === "GET") return read(deps, url);
    if (request.method === "POST") return write(deps, url, request);
    throw new ControlRefusal(405, "Use GET or POST.");
  };
  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    let status = 200;
    let body: unknown;
    try {
      body = { ok: true, result: (await answer(request)) ?? null };
    } catch (error) {
      status = error instanceof ControlRefusal ? error.status : 409;
      body = { ok: false, error: error instanceof Error ? error.message : String(error) };
    }
    response.writeHead(status, { "content-type": "application/json; charset=utf-8" });
    response.end(JSON.stringify(body));
  };
}
