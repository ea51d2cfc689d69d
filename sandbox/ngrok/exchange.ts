import type { ServerResponse } from "node:http";
import type { Outcome } from "../observe.ts";
import type { Call } from "./calls.ts";
import type { Place } from "./flight.ts";
import type { Reply } from "./reply.ts";
import type { Timers } from "./timers.ts";

/** One request and the ways to answer it, or to leave it unanswered. */
export interface Exchange {
  readonly call: Call;
  /** Of the server: `http://127.0.0.1:port`. */
  readonly origin: string;
  readonly operationId: string;
  /** Waits on the account's clock; the request counts as not in flight meanwhile. */
  pause(ms: number): Promise<void>;
  send(reply: Reply): Promise<void>;
  /** Sends half of the answer and closes the connection. */
  sendHalf(reply: Reply): void;
  /** Sends the answer behind `padding` bytes of blanks. */
  sendPadded(reply: Reply, padding: number): Promise<void>;
  /** Leaves the request unanswered, no longer in flight. */
  hang(): void;
  /** Closes the connection without an answer. */
  drop(): void;
}

export interface ExchangeDeps {
  response: ServerResponse;
  call: Call;
  origin: string;
  operationId: string;
  timers: Timers;
  place: Place;
  /** Told how the request was met. */
  met: (outcome: Outcome) => void;
}

export function createExchange({
  response,
  call,
  origin,
  operationId,
  timers,
  place,
  met,
}: ExchangeDeps): Exchange {
  response.on("close", () => met({ result: "no answer", failed: true, fault: call.fault }));

  const pause = (ms: number) =>
    new Promise<void>((resolve) => {
      place.leave();
      timers.after(ms, () => {
        place.comeBack();
        resolve();
      });
    });

  const writeHead = (reply: Reply, length: number | null) => {
    call.status = reply.status;
    call.errorCode = errorCodeOf(reply.body);
    call.answeredAt = timers.now();
    call.answeredMonotonicMs = timers.monotonicMs();
    met({
      result: `${reply.status} ${call.errorCode ?? ""}`.trimEnd(),
      failed: reply.status >= 400,
      body: reply.body,
      fault: call.fault,
    });
    response.writeHead(reply.status, {
      date: timers.now().toUTCString(),
      "ngrok-operation-id": operationId,
      ...(reply.body === undefined ? {} : { "content-type": "application/json" }),
      ...(length === null ? {} : { "content-length": String(length) }),
      ...reply.headers,
    });
  };

  return {
    call,
    origin,
    operationId,
    pause,
    send: async (reply) => {
      if (reply.afterMs) await pause(reply.afterMs);
      if (response.destroyed) return;
      const text = textOf(reply.body);
      writeHead(reply, reply.status === 204 ? null : Buffer.byteLength(text));
      response.end(text);
    },
    sendHalf: (reply) => {
      const text = textOf(reply.body);
      if (text.length < 2) return void response.destroy();
      writeHead(reply, Buffer.byteLength(text));
      response.write(text.slice(0, text.length / 2), () => response.destroy());
    },
    sendPadded: async (reply, padding) => {
      writeHead(reply, null);
      const blanks = " ".repeat(64 * 1024);
      for (let sent = 0; sent < padding && !response.destroyed; sent += blanks.length) {
        const more = response.write(blanks.slice(0, padding - sent));
        if (!more) await drained(response);
      }
      if (!response.destroyed) response.end(textOf(reply.body));
    },
    hang: () => place.leave(),
    drop: () => void response.destroy(),
  };
}

function drained(response: ServerResponse): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      response.off("drain", done);
      response.off("close", done);
      resolve();
    };
    response.on("drain", done);
    response.on("close", done);
  });
}

function textOf(body: unknown): string {
  if (body === undefined) return "";
  return typeof body === "string" ? body : JSON.stringify(body);
}

function errorCodeOf(body: unknown): string | null {
  if (typeof body !== "object" || body === null || !("error_code" in body)) return null;
  return typeof body.error_code === "string" ? body.error_code : null;
}
