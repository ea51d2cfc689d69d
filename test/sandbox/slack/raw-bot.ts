import { once } from "node:events";
import { WebSocket } from "ws";
import {
  type SlackWorkspace,
  type SlackWorkspaceOptions,
  startSlackWorkspace,
} from "../../../sandbox/slack/workspace.ts";
import { createManualClock, type ManualClock } from "../../support/manual-clock.ts";

export type Json = Record<string, unknown>;

export interface Frame {
  type: string;
  envelope_id: string;
  reason?: string;
  retry_attempt?: number;
  accepts_response_payload: boolean;
  payload: {
    type?: string;
    trigger_id: string;
    response_url: string;
    event_id: string;
    view: Json & { id: string; hash: string; state: Json };
    [field: string]: unknown;
  };
}

export interface RawSocket {
  /** The next frame, waited for. */
  next(): Promise<Frame>;
  /** Frames that came and were not taken yet. */
  readonly waiting: readonly Frame[];
  ack(frame: Frame, payload?: Json): void;
  closed: Promise<number>;
  close(): void;
}

/** A Socket Mode client without retries, pings or patience. */
export async function openSocket(url: string): Promise<RawSocket> {
  const socket = new WebSocket(url);
  const waiting: Frame[] = [];
  const takers: ((frame: Frame) => void)[] = [];
  socket.on("message", (data) => {
    const frame = JSON.parse(String(data)) as Frame;
    const taker = takers.shift();
    if (taker) taker(frame);
    else waiting.push(frame);
  });
  const closed = new Promise<number>((resolve) => socket.on("close", resolve));
  await once(socket, "open");
  return {
    waiting,
    next: () => {
      const frame = waiting.shift();
      return frame ? Promise.resolve(frame) : new Promise((resolve) => takers.push(resolve));
    },
    ack: (frame, payload) => socket.send(JSON.stringify({ envelope_id: frame.envelope_id, payload })),
    closed,
    close: () => socket.close(),
  };
}

export interface RawBot {
  slack: SlackWorkspace;
  clock: ManualClock;
  call(method: string, args?: Json, token?: string): Promise<Json & { ok: boolean; error?: string }>;
  post(url: string, body: Json): Promise<{ status: number; body: Json }>;
  socketUrl(): Promise<string>;
  /** Connected, its hello taken. */
  connect(): Promise<RawSocket>;
  stop(): Promise<void>;
}

/** A workspace on a clock that stands, and the means to talk to it as a bot, call by call. */
export async function startRawBot(options: Partial<SlackWorkspaceOptions> = {}): Promise<RawBot> {
  const clock = createManualClock();
  const slack = await startSlackWorkspace({ clock, ...options });
  const post = async (url: string, body: Json, headers: Record<string, string> = {}) => {
    const response = await fetch(url, {
      method: "POST",
      headers: { "content-type": "application/json", ...headers },
      body: JSON.stringify(body),
    });
    return { status: response.status, body: (await response.json()) as Json };
  };
  const call: RawBot["call"] = async (method, args = {}, token = slack.botToken) => {
    const headers: Record<string, string> = token === "" ? {} : { authorization: `Bearer ${token}` };
    const { body } = await post(slack.apiUrl + method, args, headers);
    return body as Json & { ok: boolean };
  };
  const socketUrl = async () => String((await call("apps.connections.open", {}, slack.appToken)).url);
  return {
    slack,
    clock,
    call,
    post,
    socketUrl,
    connect: async () => {
      const socket = await openSocket(await socketUrl());
      await socket.next();
      return socket;
    },
    stop: slack.stop,
  };
}

export const plain = (text: string) => ({ type: "plain_text" as const, text });
export const marked = (text: string) => ({ type: "mrkdwn" as const, text });
export const section = (text: string) => ({ type: "section" as const, text: marked(text) });
export const button = (text: string, more: Json = {}) => ({
  type: "button",
  action_id: "go",
  text: plain(text),
  ...more,
});
export const modal = (blocks: unknown[], more: Json = {}) => ({
  type: "modal",
  title: plain("Update"),
  submit: plain("Send"),
  blocks,
  ...more,
});
export const input = (blockId: string, element: Json = {}, more: Json = {}) => ({
  type: "input",
  block_id: blockId,
  label: plain(blockId),
  element: { type: "plain_text_input", action_id: "text", ...element },
  ...more,
});
