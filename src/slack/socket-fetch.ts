import type { Logger } from "pino";
import type { Clock } from "../clock.ts";
import type { Fetch, HttpAnswer } from "../http-fetch.ts";
import { type HearSlackCall, hearCalls } from "./hear-calls.ts";
import { isPassing } from "./passing-error.ts";
import { createPatientFetch } from "./patient-fetch.ts";
import { lastingWaits, passingWaits, type SocketPace } from "./socket-pace.ts";

const OPEN_TIMEOUT_MS = 10_000;
const LONGEST_ASKED_MS = 5 * 60_000;
const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

/** Slack does not let this app token open sockets; no repeat helps. */
export class SocketRefusedError extends Error {
  override readonly name = "SocketRefusedError";
  readonly code: string;

  constructor(code: string) {
    super(
      `Slack refuses to open a socket (${code}). SLACK_APP_TOKEN must be an app-level token of this app with the scope connections:write, and Socket Mode must be on.`,
    );
    this.code = code;
  }
}

export interface SocketFetchDeps {
  clock: Clock;
  logger: Logger;
  fetch: Fetch;
  heard?: HearSlackCall | undefined;
  slackApiUrl: string;
  pace: SocketPace;
  stopped: AbortSignal;
  onRefused: (error: SocketRefusedError) => void;
}

/**
 * `fetch` for opening one socket. It answers with an address to connect to, or not at all: Slack's library would
 * end the process at some failures, and repeat others without a limit that a stop could reach.
 */
export function createSocketFetch(deps: SocketFetchDeps): Fetch {
  const { pace, stopped, logger } = deps;
  const fetch = hearCalls(createPatientFetch({ ...deps, timeoutMs: OPEN_TIMEOUT_MS, once: false }), deps);
  const open: Open = async (url, init) => {
    try {
      const answer = await fetch(url, init);
      const text = await answer.text();
      const code = problemIn(answer.status, text);
      if (code === null) return answer;
      refused(deps, code, answer.status === 429 ? answer.headers.get("retry-after") : null);
    } catch (error) {
      const isNew = pace.failed("unreachable", passingWaits);
      logger[isNew ? "warn" : "debug"]({ err: error }, "Slack cannot be asked for a socket");
    }
    return null;
  };
  return async (url, init) => {
    while (!stopped.aborted) {
      await pace.turn(stopped);
      const answer = stopped.aborted ? null : await open(url, init);
      // A socket that opens after the stop would be nobody's.
      if (answer !== null && !stopped.aborted) return answer;
    }
    // A request that never ends holds nothing, and stops the library.
    return new Promise(() => {});
  };
}

type Open = (...request: Parameters<Fetch>) => Promise<HttpAnswer | null>;

function refused(
  { pace, logger, onRefused }: SocketFetchDeps,
  code: string,
  retryAfter: string | null,
): void {
  const isLasting = !isPassing(code);
  const waits = isLasting ? lastingWaits : passingWaits;
  const askedMs = Math.min((Number.parseInt(retryAfter ?? "", 10) || 0) * 1000, LONGEST_ASKED_MS);
  const isNew = pace.failed(code, {
    firstMs: Math.max(waits.firstMs, askedMs),
    longestMs: Math.max(waits.longestMs, askedMs),
  });
  const loud = isLasting ? "error" : "warn";
  logger[isNew ? loud : "debug"]({ code }, "Slack refuses to open a socket");
  if (isLasting) onRefused(new SocketRefusedError(code));
}

/** Null where it brings the address of a socket; else Slack's code, or the one that says the same. */
function problemIn(status: number, text: string): string | null {
  if (status === 429) return "ratelimited";
  if (status !== 200) return "service_unavailable";
  // It is JSON with `ok`: what is not was an error of `fetch`.
  const answer: { ok: boolean; error?: string; url?: string } = JSON.parse(text);
  if (!answer.ok) return answer.error ?? "unknown_error";
  return isSocketUrl(answer.url ?? "") ? null : "internal_error";
}

/** wss, or plain ws to this machine: what comes over it is believed. */
function isSocketUrl(text: string): boolean {
  const url = URL.parse(text);
  return url?.protocol === "wss:" || (url?.protocol === "ws:" && LOOPBACK.test(url.hostname));
}
