import type { IncomingMessage, ServerResponse } from "node:http";
import { z } from "zod";
import type { NgrokAccount } from "../ngrok/ngrok-account.ts";
import type { BotControl } from "./bot-control.ts";
import type { DemoFaults } from "./faults.ts";
import { type Route, send } from "./page-server.ts";
import { Refusal } from "./refusal.ts";
import type { TrafficLog } from "./traffic-log.ts";

export interface DemoRoutesDeps {
  faults: DemoFaults;
  bot: BotControl;
  traffic: TrafficLog;
  ngrok: NgrokAccount;
}

const LONGEST_BODY_BYTES = 10_000;

interface DemoRoute {
  method: "GET" | "POST";
  /** Behind `/demo`; its group is the parameter. */
  path: RegExp;
  run(parameter: string, body: unknown): unknown;
}

const nothing = z.strictObject({});
const turned = z.strictObject({ on: z.boolean(), agent: z.string().min(1).optional() });

/** What the page's panes ask for beside Slack's own: JSON, strict, on loopback names only. */
export function createDemoRoutes(deps: DemoRoutesDeps): Route {
  const routes = routesOf(deps);
  return async (request, response, path) => {
    try {
      send(response, 200, { ok: true, result: (await answer(routes, request, path)) ?? null });
    } catch (error) {
      refuse(response, error);
    }
  };
}

function routesOf({ faults, bot, traffic, ngrok }: DemoRoutesDeps): DemoRoute[] {
  const post = (path: RegExp, run: (parameter: string) => unknown): DemoRoute => ({
    method: "POST",
    path,
    run: (parameter, body) => {
      nothing.parse(body);
      return run(parameter);
    },
  });
  return [
    {
      method: "POST",
      path: /^\/faults\/([\w-]+)$/,
      run: (name, body) => {
        const { on, agent } = turned.parse(body);
        faults.turn(name, on, agent);
      },
    },
    post(/^\/clear-faults$/, () => faults.clear()),
    post(/^\/clear-traffic$/, () => traffic.clear()),
    post(/^\/bot\/start$/, () => startBot(bot)),
    post(/^\/bot\/kill$/, () => bot.kill()),
    post(/^\/bot\/stop$/, () => bot.stop()),
    post(/^\/ingresses\/(\w+)\/delegate$/, (id) => {
      if (!ngrok.ingresses.find(id)) throw new Refusal(404, `There is no ingress ${id}.`);
      ngrok.ingresses.delegate(id);
    }),
    {
      method: "GET",
      path: /^\/traffic\/(\d+)$/,
      run: (number) => {
        const bodies = traffic.bodies(Number(number));
        if (!bodies) throw new Refusal(404, `Number ${number} is not kept any more, or never was.`);
        return bodies;
      },
    },
  ];
}

/** It may take long, as while Slack is away. What becomes of it is the bot's entry to tell. */
function startBot(bot: BotControl): void {
  bot.start().catch(() => {});
}

async function answer(routes: DemoRoute[], request: IncomingMessage, path: string): Promise<unknown> {
  const fitting = routes.filter((route) => route.path.test(path));
  if (fitting.length === 0) throw new Refusal(404, `There is no /demo${path} here.`);
  const route = fitting.find(({ method }) => method === request.method);
  if (!route) throw new Refusal(405, `Use ${fitting.map(({ method }) => method).join(" or ")} here.`);
  const body = route.method === "POST" ? await readJson(request) : {};
  return route.run(route.path.exec(path)?.[1] ?? "", body);
}

async function readJson(request: IncomingMessage): Promise<unknown> {
  // A page from elsewhere in the person's browser cannot send this type unasked.
  if (!request.headers["content-type"]?.startsWith("application/json")) {
    throw new Refusal(415, "Send the body as application/json.");
  }
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > LONGEST_BODY_BYTES) throw new Refusal(413, "The body is too long.");
    chunks.push(chunk);
  }
  try {
    return JSON.parse(Buffer.concat(chunks).toString("utf8") || "{}");
  } catch {
    throw new Refusal(400, "The body is not JSON.");
  }
}

function refuse(response: ServerResponse, error: unknown): void {
  const refusal = error instanceof z.ZodError ? refusedBody(error) : error;
  if (!(refusal instanceof Refusal)) throw error;
  send(response, refusal.status, { ok: false, error: refusal.message });
}

function refusedBody({ issues }: z.ZodError): Refusal {
  const words = issues.map(({ path, message }) => [...path.map(String), message].join(": "));
  return new Refusal(400, `The body was refused: ${words.join("; ")}.`);
}
