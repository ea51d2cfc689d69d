import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { ModalView } from "@slack/types";
import { parseBlocks } from "../../sandbox/slack/validation/validate-blocks.ts";
import { parseView } from "../../sandbox/slack/validation/validate-view.ts";

export interface ShownView {
  id: string;
  hash: string;
  view: ModalView;
}

/**
 * The part of Slack's Web API that modals need, on loopback. Views and blocks are held to Slack's limits;
 * whatever it is told is kept, newest last.
 */
export async function startIngressSlack() {
  const views = new Map<string, ShownView>();
  const posted: { channel: string; text: string; blocks: unknown }[] = [];
  const responses: Record<string, unknown>[] = [];
  const absentFrom = new Set<string>();
  const closed = new Set<string>();
  let count = 0;

  function put(id: string, view: ModalView): ShownView {
    parseView(view, "modal");
    count += 1;
    const shown = { id, hash: `h${count}`, view };
    views.set(id, shown);
    return shown;
  }

  function show(args: Record<string, string>): Record<string, unknown> {
    const id = args.view_id ?? `V${views.size + 1}`;
    if (closed.has(id)) return { ok: false, error: "not_found" };
    const shown = put(id, JSON.parse(args.view ?? "") as ModalView);
    return { ok: true, view: { id, hash: shown.hash } };
  }

  function call(method: string, args: Record<string, string>): Record<string, unknown> {
    if (method === "views.open" || method === "views.update") return show(args);
    if (method === "chat.postMessage") {
      const channel = args.channel ?? "";
      if (absentFrom.has(channel)) return { ok: false, error: "not_in_channel" };
      posted.push({ channel, text: args.text ?? "", blocks: JSON.parse(args.blocks ?? "[]") });
      return { ok: true, ts: "1.0" };
    }
    throw new Error(`${method} is not expected here`);
  }

  const server = createServer(async (request, response) => {
    let body = "";
    for await (const chunk of request) body += String(chunk);
    response.setHeader("content-type", "application/json");
    const path = (request.url ?? "").slice(1);
    if (path === "response") {
      const message = JSON.parse(body) as Record<string, unknown>;
      if (message.blocks) problems.push(...problemsOf(message.blocks));
      responses.push(message);
      return response.end("ok");
    }
    try {
      response.end(JSON.stringify(call(path, Object.fromEntries(new URLSearchParams(body)))));
    } catch (error) {
      problems.push(`${path}: ${String(error)} ${JSON.stringify(error)}`);
      response.end(JSON.stringify({ ok: false, error: "invalid_arguments" }));
    }
  });
  const problems: string[] = [];
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;

  return {
    url,
    responseUrl: `${url}response`,
    views,
    put,
    posted,
    responses,
    absentFrom,
    /** Ids of the views that the person has closed. */
    closed,
    /** What Slack would have refused. */
    problems,
    stop: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function problemsOf(blocks: unknown): string[] {
  const parsed = parseBlocks(blocks);
  return "messages" in parsed ? parsed.messages : [];
}
