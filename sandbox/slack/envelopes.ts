import type { Clock } from "../../src/clock.ts";
import type { Observe, Outcome } from "../observe.ts";
import type { Delivery } from "./connections.ts";
import type { InFlight } from "./in-flight.ts";
import { type Fields, isFields } from "./validation/check.ts";

const ACK_LIMIT_MS = 3000;
// Slack tries an event again at once, after a minute and after five.
const EVENT_RETRY_DELAYS_MS = [0, 60_000, 300_000];

export type Answer =
  | { kind: "acked"; payload: Fields }
  | { kind: "timed-out"; isSocketLost: boolean }
  /** No connection was open. */
  | { kind: "undelivered" };

export interface Envelopes {
  /** Delivered once, to one connection. */
  ask(type: "slash_commands" | "interactive", payload: Fields): Promise<Answer>;
  /** Delivered until acked, four times at most. */
  tell(event: Fields): void;
  received(frame: unknown): void;
}

/** Acks are awaited on `wireClock`, events tried again on `clock`. */
export function createEnvelopes(deps: {
  clock: Clock;
  wireClock: Clock;
  inFlight: InFlight;
  send: (frame: object) => Delivery | null;
  /** Whether this one comes a second time. */
  isRepeated: (frame: Fields) => boolean;
  problem: (words: string) => void;
  observe: Observe;
}): Envelopes {
  const waiting = new Map<string, (payload: Fields) => void>();

  const deliver = (frame: Fields) =>
    new Promise<Answer>((resolve) => {
      const id = crypto.randomUUID();
      const end = deps.inFlight.begin();
      const met = deps.observe({ from: "slack", to: "bot", what: nameOf(frame), body: frame.payload });
      const settle = (answer: Answer) => {
        cancel();
        waiting.delete(id);
        met(outcomeOf(answer));
        resolve(answer);
        end();
      };
      const timeOut = () => settle({ kind: "timed-out", isSocketLost: delivery?.isLost === true });
      const cancel = deps.wireClock.setTimer(timeOut, ACK_LIMIT_MS);
      waiting.set(id, (payload) => settle({ kind: "acked", payload }));
      const delivery = deps.send({ envelope_id: id, ...frame });
      if (!delivery) settle({ kind: "undelivered" });
    });

  /** What comes of the second one, nobody looks at: the person has the first one's answer. */
  const deliverOnceOrTwice = (frame: Fields) => {
    const first = deliver(frame);
    if (deps.isRepeated(frame)) void deliver({ ...frame, retry_attempt: 1, retry_reason: "timeout" });
    return first;
  };

  const tell = async (event: Fields, attempt: number, reason: string | null) => {
    const retry = attempt === 0 ? {} : { retry_attempt: attempt, retry_reason: reason };
    const frame = { type: "events_api", payload: event, accepts_response_payload: false, ...retry };
    const answer = await deliverOnceOrTwice(frame);
    const delayMs = EVENT_RETRY_DELAYS_MS[attempt];
    if (answer.kind === "acked" || delayMs === undefined) return;
    const why = answer.kind === "timed-out" ? "timeout" : "connection_failed";
    const again = () => void tell(event, attempt + 1, why);
    if (delayMs === 0) again();
    else deps.clock.setTimer(again, delayMs);
  };

  return {
    ask: (type, payload) => {
      const accepts = type === "slash_commands" || payload.type !== "block_actions";
      return deliverOnceOrTwice({ type, payload, accepts_response_payload: accepts });
    },
    tell: (event) => void tell(event, 0, null),
    received: (frame) => {
      if (!isFields(frame) || typeof frame.envelope_id !== "string") {
        return deps.problem("A client sent a frame that is no ack: an object with envelope_id is expected.");
      }
      const settle = waiting.get(frame.envelope_id);
      if (settle) settle(isFields(frame.payload) ? frame.payload : {});
      else
        deps.problem(
          `An ack came for envelope ${frame.envelope_id}, which waits for none: too late, or twice.`,
        );
    },
  };
}

/** What a person would look for: the command, the action, the form. */
function nameOf({ type, payload }: Fields): string {
  if (!isFields(payload)) return String(type);
  if (type === "slash_commands") return `slash_commands ${payload.command} ${payload.text}`;
  if (type === "events_api") return `events_api ${isFields(payload.event) ? payload.event.type : ""}`;
  const action: unknown = Array.isArray(payload.actions) ? payload.actions[0] : payload;
  const view = isFields(payload.view) ? payload.view : {};
  return `${type} ${payload.type} ${(isFields(action) && action.action_id) || view.callback_id || ""}`;
}

function outcomeOf(answer: Answer): Outcome {
  if (answer.kind === "acked") return { result: "acked", failed: false, body: answer.payload };
  const result = answer.kind === "timed-out" ? lateWords(answer.isSocketLost) : "no open socket";
  return { result, failed: true };
}

export const NOT_ACKED = "not acked within 3 s";
export const SOCKET_LOST = "its socket closed before an ack";

function lateWords(isSocketLost: boolean): string {
  return isSocketLost ? SOCKET_LOST : NOT_ACKED;
}
