import type { Dispatcher } from "undici";
import type { z } from "zod";
import { type Clock, isDoneWithin, sleep, startStopwatch } from "../clock.ts";
import { NgrokConnectionError, NgrokHeldError, NgrokRateLimitError, NgrokReplyError } from "./errors.ts";
import { exchange, type RawAnswer, type RawRequest } from "./exchange.ts";
import { type HearNgrokCall, hearCall } from "./hear-call.ts";
import { createRedactor, type Redactor } from "./redactor.ts";
import { errorOf, parseReply, receiptOf } from "./reply.ts";
import type { Priority, RequestBudget } from "./request-budget.ts";
import { retryDelayMs } from "./retry.ts";

export interface CallOptions {
  /** People are served before the bot's own looks when the budget is short. Default: `background`. */
  priority?: Priority;
  signal?: AbortSignal;
}

/** A command that ngrok accepted; `answeredAt` is ngrok's own clock, to the second, or null if it sent no `Date`. */
export interface Receipt {
  answeredAt: Date | null;
}

/** `path` starts with `/`, below the API's base. */
interface HttpRequest {
  method: RawRequest["method"];
  path: string;
  body?: unknown;
}

export interface Http {
  json<T>(schema: z.ZodType<T>, request: HttpRequest, options?: CallOptions): Promise<T>;
  command(request: HttpRequest, options?: CallOptions): Promise<Receipt>;
  /** The path of a next page. @throws NgrokReplyError when it lies outside the API's base, where no key may go */
  pathOf(nextPageUri: string): string;
}

/** Whether what changes something may be sent now. */
export type MayChange = () => Promise<boolean>;

/** The limit of one request once it is sent. What a recovery has to wait out is `commandLimitMs`. */
export const callTimeoutMs = 10_000;
/** A change waits no longer than this for room in the budget; then it is told as not done. */
const COMMAND_START_MS = 3_000;
/** From the start of a call that changes something, nothing of it is sent or awaited after this time. */
export const commandLimitMs = COMMAND_START_MS + callTimeoutMs;
const READ_START_MS = 20_000;
const MAY_CHANGE_LIMIT_MS = 1_000;
// A change that was allowed leaves at once, or not at all: what was allowed may be frozen by then.
const WRITE_CONNECT_MS = 2_000;
const PRINTABLE = /^[\x21-\x7e]+$/;

interface Attempt {
  isWrite: boolean;
  /** From 1. */
  attempt: number;
}

/** Requests to ngrok's API with the key, within the budget, each with a time limit; repeats what is harmless. */
export function createHttp(deps: {
  baseUrl: string;
  apiKey: string;
  clock: Clock;
  budget: RequestBudget;
  dispatcher: Dispatcher;
  mayChange: MayChange;
  /** Told of each request that was sent, once it has ended. */
  heard?: HearNgrokCall | undefined;
}): Http {
  const { clock, budget } = deps;
  if (!PRINTABLE.test(deps.apiKey)) throw new TypeError("the ngrok API key is empty or has odd characters");
  const base = new URL(deps.baseUrl);
  if (!/^https?:$/.test(base.protocol))
    throw new TypeError("the address of ngrok's API must be http or https");
  const prefix = base.pathname.replace(/\/+$/, "");
  const redactor: Redactor = createRedactor(deps.apiKey);
  const wire = { dispatcher: deps.dispatcher, origin: base.origin, clock, redactor };

  const sendOnce = async (request: HttpRequest, attempt: number, signal: AbortSignal | undefined) => {
    const body = request.body === undefined ? null : JSON.stringify(request.body);
    const answer = await hearCall(deps, request, () =>
      exchange(wire, {
        method: request.method,
        path: prefix + request.path,
        headers: headersOf(deps.apiKey, body),
        body,
        startTimeoutMs: request.method === "GET" ? callTimeoutMs : WRITE_CONNECT_MS,
        timeoutMs: callTimeoutMs,
        signal,
      }),
    );
    if (answer.status >= 200 && answer.status < 300) return answer;
    throw errorOf(answer, { isWrite: request.method !== "GET", attempt, redactor });
  };

  /** Waits until the next attempt. @throws `error` when there is to be none */
  const pauseAfter = async (
    error: unknown,
    { startByMs, signal, ...call }: Attempt & { startByMs: number; signal: AbortSignal | undefined },
  ) => {
    if (error instanceof NgrokRateLimitError) await budget.pause(error.retryAfterMs);
    const delayMs = retryDelayMs({ ...call, error });
    if (delayMs === null || clock.monotonicMs() + delayMs > startByMs) throw error;
    await sleep(clock, delayMs, signal);
    // It may have taken longer, and what follows would tell of want of time, not of what went wrong.
    if (clock.monotonicMs() > startByMs) throw error;
  };

  const mayWrite = async (elapsedMs: () => number) => {
    await refuseHeld(clock, deps.mayChange);
    // Whoever looks after a lost change counts on its start: a process that stood still meanwhile is too late.
    if (elapsedMs() > COMMAND_START_MS) {
      throw new NgrokConnectionError("there was no time left to send the call", "not-done");
    }
  };

  const send = async (request: HttpRequest, options: CallOptions): Promise<RawAnswer> => {
    const isWrite = request.method !== "GET";
    const elapsedMs = startStopwatch(clock);
    const startByMs = clock.monotonicMs() + (isWrite ? COMMAND_START_MS : READ_START_MS);
    for (let attempt = 1; ; attempt += 1) {
      // Read anew each time: who shares a read may have become a person meanwhile.
      const { priority = "background", signal } = options;
      await budget.take({ priority, waitMs: startByMs - clock.monotonicMs(), signal });
      if (isWrite) await mayWrite(elapsedMs);
      try {
        return await sendOnce(request, attempt, signal);
      } catch (error) {
        if (signal?.aborted) throw error;
        await pauseAfter(error, { isWrite, attempt, startByMs, signal });
      }
    }
  };

  return {
    json: async (schema, request, options = {}) => parseReply(schema, await send(request, options), redactor),
    command: async (request, options = {}) => receiptOf(await send(request, options)),
    pathOf: (nextPageUri) => {
      const next = URL.parse(nextPageUri, base.href);
      if (next?.origin !== base.origin || !next.pathname.startsWith(`${prefix}/`)) {
        throw new NgrokReplyError(
          "ngrok's next page lies at another address than its API; it was not followed",
        );
      }
      return next.pathname.slice(prefix.length) + next.search;
    },
  };
}

function headersOf(apiKey: string, body: string | null): Record<string, string> {
  return {
    authorization: `Bearer ${apiKey}`,
    "ngrok-version": "2",
    accept: "application/json",
    "user-agent": "ngrok-chatops",
    ...(body === null ? {} : { "content-type": "application/json" }),
  };
}

/** As late as can be: who says no while the call waits for its turn is heard. */
async function refuseHeld(clock: Clock, mayChange: MayChange): Promise<void> {
  let may: boolean | null = null;
  try {
    const answer = mayChange().then((allowed) => {
      may = allowed;
    });
    await isDoneWithin(clock, MAY_CHANGE_LIMIT_MS, answer);
  } catch (error) {
    throw new NgrokHeldError(false, { cause: error });
  }
  if (may !== true) throw new NgrokHeldError(may === false);
}
