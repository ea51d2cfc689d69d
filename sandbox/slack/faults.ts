import type { Connections, DisconnectReason } from "./connections.ts";
import type { Welcome } from "./gate.ts";
import { type Fields, isFields } from "./validation/check.ts";

export type Fault =
  | { kind: "rate-limit"; retryAfterSeconds: number }
  | { kind: "status"; status: number }
  /** A page of something in between, with 200 unless told; nothing was done. */
  | { kind: "page"; status?: number }
  /** It was done, and half of the answer comes. */
  | { kind: "cut-short" }
  /** Never answers; the connection stays open until the caller gives up. */
  | { kind: "hang" }
  /** The same, after it was done. */
  | { kind: "hang-after" }
  /** Closes the connection, nothing was done. */
  | { kind: "drop-before" }
  /** Closes the connection after it was done. */
  | { kind: "drop-after" }
  | { kind: "slow"; delayMs: number }
  /** `{ ok: false, error }`, nothing was done. */
  | { kind: "error"; error: string };

/** What may come a second time: an event, or a form that was submitted. */
export type Repeatable = "event" | "submit";

interface Plan {
  method: string;
  fault: Fault;
  /** How many calls it will still meet. */
  left: number;
}

export type TokenKind = "bot" | "app";

export interface Faults {
  /**
   * Meets the next `times` calls (1 unless told) of `method`: a Web API method, `response_url`, or `*`.
   * The answer takes it back.
   */
  add(method: string, fault: Fault, times?: number): () => void;
  clear(): void;
  /** Those that will still meet a call. */
  list(): readonly Plan[];
  readonly offline: boolean;
  /** The next envelope of that kind is delivered twice. */
  repeat(kind: Repeatable): void;
  /** The oldest `most` of them; all unless told. */
  disconnectSockets(reason: DisconnectReason | "silently", most?: number): void;
  /** What becomes of new WebSockets. */
  welcomeSockets(welcome: Welcome): void;
  /** Open WebSockets hear nothing any more, and answer neither pings nor a goodbye. */
  stallSockets(): void;
  /** Every call with this token is answered with `error`, such as `token_revoked`; with null no longer. */
  refuseToken(token: TokenKind, error: string | null): void;
  /** New WebSockets are cut before the handshake; open ones stay. */
  refuseConnections(refusing: boolean): void;
  /** Cuts every WebSocket, and every call until `comeBack`. The control API still answers. */
  goOffline(): void;
  comeBack(): void;
}

export interface FaultSource {
  readonly offline: boolean;
  take(method: string): Fault | null;
  /** Slack's error for every call with this token; null where there is none. */
  refusal(token: TokenKind): string | null;
  isRepeated(frame: Fields): boolean;
}

export function createFaults(connections: () => Connections): { faults: Faults; source: FaultSource } {
  const planned: Plan[] = [];
  const refusals: Record<TokenKind, string | null> = { bot: null, app: null };
  const repeats: Repeatable[] = [];
  let offline = false;

  const faults: Faults = {
    add: (method, fault, times = 1) => {
      const plan = { method, fault, left: times };
      planned.push(plan);
      return () => {
        plan.left = 0;
      };
    },
    clear: () => {
      planned.length = 0;
      repeats.length = 0;
    },
    list: () => planned.filter(({ left }) => left > 0),
    get offline() {
      return offline;
    },
    refuseToken: (token, error) => {
      refusals[token] = error;
    },
    repeat: (kind) => void repeats.push(kind),
    disconnectSockets: (reason, most) => connections().disconnect(reason, most),
    welcomeSockets: (welcome) => connections().gate.behave(welcome),
    stallSockets: () => connections().gate.stall(),
    refuseConnections: (refusing) => connections().gate.behave(refusing ? "cut" : "hello"),
    goOffline: () => {
      offline = true;
      connections().gate.behave("cut");
      connections().disconnect("silently");
    },
    comeBack: () => {
      offline = false;
      connections().gate.behave("hello");
    },
  };
  const source: FaultSource = {
    get offline() {
      return offline;
    },
    take: (method) => {
      const plan = planned.find((one) => one.left > 0 && (one.method === method || one.method === "*"));
      if (!plan) return null;
      plan.left -= 1;
      return plan.fault;
    },
    refusal: (token) => refusals[token],
    isRepeated: (frame) => {
      const kind = repeatableIn(frame);
      const at = kind === null ? -1 : repeats.indexOf(kind);
      if (at >= 0) repeats.splice(at, 1);
      return at >= 0;
    },
  };
  return { faults, source };
}

function repeatableIn({ type, payload }: Fields): Repeatable | null {
  if (type === "events_api") return "event";
  return isFields(payload) && payload.type === "view_submission" ? "submit" : null;
}
