import { setImmediate } from "node:timers/promises";
import { onTestFinished } from "vitest";
import {
  type NgrokAccount,
  type NgrokAccountOptions,
  startNgrokAccount,
} from "../../../sandbox/ngrok/ngrok-account.ts";
import { createManualClock, type ManualClock } from "../../support/manual-clock.ts";

interface Answer {
  status: number;
  headers: Headers;
  text: string;
  /** Parsed, and null where it is no JSON; a test that reads what is not there fails. */
  json: ReturnType<typeof JSON.parse>;
}

interface Asking {
  body?: unknown;
  headers?: Record<string, string>;
  /** Headers to leave out. */
  without?: string[];
  signal?: AbortSignal;
}

export interface Stage {
  clock: ManualClock;
  account: NgrokAccount;
  ask(method: string, pathOrUrl: string, asking?: Asking): Promise<Answer>;
  /** Resolves once `calls` requests have arrived and none of them is being worked on. */
  settled(calls: number): Promise<void>;
}

/** An account on a clock that stands still, and a client without any cleverness. */
export async function anAccount(options: Partial<NgrokAccountOptions> = {}): Promise<Stage> {
  const clock = createManualClock();
  const account = await startNgrokAccount({ clock, ...options });
  onTestFinished(() => account.stop());
  return {
    clock,
    account,
    ask: (method, pathOrUrl, asking = {}) => ask(account, method, pathOrUrl, asking),
    settled: async (calls) => {
      for (let turn = 0; turn < 5_000; turn += 1) {
        if (account.calls.length >= calls && account.inFlight === 0) return;
        await setImmediate();
      }
      throw new Error(`${account.calls.length} calls have arrived, ${account.inFlight} are in flight`);
    },
  };
}

async function ask(account: NgrokAccount, method: string, target: string, asking: Asking): Promise<Answer> {
  const headers = new Headers({
    authorization: `Bearer ${account.apiKey}`,
    "ngrok-version": "2",
    ...(asking.body === undefined ? {} : { "content-type": "application/json" }),
    ...asking.headers,
  });
  for (const name of asking.without ?? []) headers.delete(name);
  const { body } = asking;
  const response = await fetch(target.startsWith("/") ? account.url + target : target, {
    method,
    headers,
    redirect: "manual",
    ...(body === undefined
      ? {}
      : { body: Buffer.from(typeof body === "string" ? body : JSON.stringify(body)) }),
    ...(asking.signal ? { signal: asking.signal } : {}),
  });
  const text = await response.text();
  const isJson = response.headers.get("content-type") === "application/json" && text !== "";
  return { status: response.status, headers: response.headers, text, json: isJson ? JSON.parse(text) : null };
}
