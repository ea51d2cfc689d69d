import type { Clock } from "../../src/clock.ts";
import type { Observe, Saying } from "../observe.ts";
import { SWALLOWED } from "../slack/core.ts";
import { NOT_ACKED, SOCKET_LOST } from "../slack/envelopes.ts";
import { type Fields, isFields } from "../slack/validation/check.ts";
import { referenceIn } from "./logged-error.ts";
import type { Problem } from "./soak-evidence.ts";

export type EnvelopeKind = "command" | "button" | "choice" | "submit" | "search" | "closing" | "event";

/** What one person did, as Slack told the bot of it. */
export interface Envelope {
  kind: EnvelopeKind;
  /** The words of the command, the `action_id`, the `callback_id`, the type of the event. */
  name: string;
  userId: string;
  at: Date;
  /** `undelivered`: no socket was open; `socket-lost`: its own closed before an ack could have come. */
  outcome: "pending" | "acked" | "not-acked" | "socket-lost" | "undelivered";
  /** In real time. */
  ackedAfterMs: number | null;
  /** Whether the ack itself had words, options or a view. */
  ackSays: boolean;
  /** Of an error that the ack told of. */
  ackReference: string | null;
  /** By which the bot answers. */
  triggerId: string | null;
  responsePath: string | null;
  viewId: string | null;
  operationId: string | null;
}

export interface EnvelopeLog {
  readonly all: readonly Envelope[];
  /** When no socket was open, and until when; the last one may last still. */
  readonly gaps: readonly Gap[];
  /** By the id of each window whose it is. */
  readonly viewers: ReadonlyMap<string, string>;
  /** What Slack would have swallowed. */
  readonly problems: readonly Problem[];
  observe: Observe;
}

export interface Gap {
  from: Date;
  to: Date | null;
}

/** Hears all that Slack sends to the bot. */
export function createEnvelopeLog(clock: Clock): EnvelopeLog {
  const all: Envelope[] = [];
  const gaps: Gap[] = [{ from: clock.now(), to: null }];
  const problems: Problem[] = [];
  const viewers = new Map<string, string>();
  const noteWindow = ({ body }: Saying, opened: unknown) => {
    const view = isFields(opened) && isFields(opened.view) ? opened.view : {};
    const trigger = isFields(body) ? body.trigger_id : undefined;
    const by = all.findLast(({ triggerId }) => triggerId !== null && triggerId === trigger);
    if (by) viewers.set(String(view.id), by.userId);
  };
  const countSockets = (result: string) => {
    const [, , count] = /^(hello, )?(\d+) (?:is|are) open$/.exec(result) ?? [];
    const last = gaps.at(-1);
    if (count === undefined) return;
    if (count === "0" && last?.to !== null) gaps.push({ from: clock.now(), to: null });
    if (count !== "0" && last?.to === null) last.to = clock.now();
  };
  return {
    all,
    gaps,
    viewers,
    problems,
    observe: (saying) => {
      const envelope = envelopeOf(saying, clock.now());
      if (!envelope) {
        return ({ result, body }) => {
          if (/^views\.(open|push)$/.test(saying.what)) noteWindow(saying, body);
          if (result === SWALLOWED) problems.push({ at: clock.now(), words: saying.what });
          else countSockets(result);
        };
      }
      all.push(envelope);
      const sinceMs = performance.now();
      return ({ result, body }) => {
        envelope.outcome = OUTCOMES[result] ?? "not-acked";
        if (envelope.outcome !== "acked") return;
        envelope.ackedAfterMs = performance.now() - sinceMs;
        envelope.ackSays = isFields(body) && Object.keys(body).length > 0;
        envelope.ackReference = referenceIn(body);
      };
    },
  };
}

const OUTCOMES: Record<string, Envelope["outcome"]> = {
  acked: "acked",
  [NOT_ACKED]: "not-acked",
  [SOCKET_LOST]: "socket-lost",
  "no open socket": "undelivered",
};

function envelopeOf({ from, what, body }: Saying, at: Date): Envelope | null {
  if (from !== "slack" || !/^(slash_commands|interactive|events_api) /.test(what) || !isFields(body))
    return null;
  const { kind, name } = kindOf(body);
  const user = isFields(body.user) ? body.user.id : body.user_id;
  const event = isFields(body.event) ? body.event : {};
  return {
    kind,
    name,
    userId: String(user ?? event.user ?? ""),
    at,
    outcome: "pending",
    ackedAfterMs: null,
    ackSays: false,
    ackReference: null,
    triggerId: textOf(body.trigger_id),
    responsePath: typeof body.response_url === "string" ? new URL(body.response_url).pathname : null,
    viewId: isFields(body.view) ? textOf(body.view.id) : null,
    operationId: kind === "button" ? operationIn(body) : null,
  };
}

/** A button on a card has its operation's id as value, an entry of its menu behind a colon. */
function operationIn({ actions }: Fields): string | null {
  const [action] = Array.isArray(actions) ? actions : [];
  if (!isFields(action) || !String(action.action_id).startsWith("card-")) return null;
  const { selected_option: option, value } = action;
  return isFields(option) ? String(option.value).replace(/^[^:]*:/, "") : textOf(value);
}

function kindOf(body: Fields): { kind: EnvelopeKind; name: string } {
  if (body.command !== undefined) return { kind: "command", name: String(body.text) };
  if (isFields(body.event)) return { kind: "event", name: String(body.event.type) };
  const callbackId = isFields(body.view) ? String(body.view.callback_id) : "";
  if (body.type === "view_submission") return { kind: "submit", name: callbackId };
  if (body.type === "view_closed") return { kind: "closing", name: callbackId };
  if (body.type === "block_suggestion") return { kind: "search", name: String(body.action_id) };
  const [action] = Array.isArray(body.actions) ? body.actions : [];
  const isButton = isFields(action) && (action.type === "overflow" || action.value !== undefined);
  return { kind: isButton ? "button" : "choice", name: isFields(action) ? String(action.action_id) : "" };
}

function textOf(value: unknown): string | null {
  return typeof value === "string" ? value : null;
}
