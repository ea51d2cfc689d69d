import type { webApi } from "@slack/bolt";
import type { Logger } from "pino";
import type { Clock } from "../clock.ts";
import { isPassing } from "./passing-error.ts";
import { createPatientFetch } from "./patient-fetch.ts";

const OPEN_TIMEOUT_MS = 10_000;

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

/** `fetch` for opening sockets: tells of refusals that would be repeated for ever, and ends with the process. */
export function createSocketFetch(deps: {
  clock: Clock;
  logger: Logger;
  stopped: AbortSignal;
  onRefused: (error: SocketRefusedError) => void;
}): webApi.FetchFunction {
  const fetch = createPatientFetch({ clock: deps.clock, timeoutMs: OPEN_TIMEOUT_MS, once: false });
  return async (url, init) => {
    // The library's retries know no end; a request that never ends holds nothing and stops them.
    if (deps.stopped.aborted) return new Promise(() => {});
    const answer = await fetch(url, init);
    const text = await answer.text();
    const code = refusalIn(text);
    if (code !== null) {
      deps.logger.error({ code }, "Slack refuses to open a socket");
      if (!isPassing(code)) deps.onRefused(new SocketRefusedError(code));
    }
    const { status, statusText } = answer;
    return new Response(text, { status, statusText, headers: [...answer.headers.entries()] });
  };
}

function refusalIn(text: string): string | null {
  try {
    const answer: unknown = JSON.parse(text);
    if (typeof answer !== "object" || answer === null || !("ok" in answer) || answer.ok !== false)
      return null;
    return "error" in answer ? String(answer.error) : "unknown_error";
  } catch {
    return null;
  }
}
