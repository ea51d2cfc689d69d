import type { CommandEffect } from "./agent-commands.ts";

type Effect = CommandEffect | "ingress-created" | "ingress-changed" | "ingress-deleted";

/** One request, from its arrival on. Instants are those of the account's clock. */
export interface Call {
  readonly number: number;
  readonly method: string;
  readonly path: string;
  readonly query: string;
  /** The `Host` that the client believed to talk to. */
  readonly host: string;
  readonly at: Date;
  readonly monotonicMs: number;
  /** As it was sent; empty until it has come, and where there was none. */
  body: string;
  /** Null until it is answered, and for ever when the connection was closed instead. */
  status: number | null;
  answeredAt: Date | null;
  answeredMonotonicMs: number | null;
  /** Such as `ERR_NGROK_809`. */
  errorCode: string | null;
  /** The fault that was played on it. */
  fault: string | null;
  /** What it changed, also where the caller was told otherwise; null when nothing was. */
  effect: Effect | null;
  /** The sandbox's name for the agent that was commanded. */
  agent: string | null;
  sessionId: string | null;
}

export interface Calls {
  /** The newest ones, oldest first. */
  readonly list: Call[];
  open(call: Pick<Call, "method" | "path" | "query" | "host" | "at" | "monotonicMs">): Call;
}

export function createCalls(kept: number): Calls {
  const list: Call[] = [];
  let count = 0;
  return {
    list,
    open: (opened) => {
      count += 1;
      const call: Call = {
        ...opened,
        number: count,
        body: "",
        status: null,
        answeredAt: null,
        answeredMonotonicMs: null,
        errorCode: null,
        fault: null,
        effect: null,
        agent: null,
        sessionId: null,
      };
      list.push(call);
      if (list.length > kept) list.splice(0, list.length - kept);
      return call;
    },
  };
}
