import type { Call } from "../ngrok/calls.ts";
import type { Evidence } from "./evidence.ts";
import { type BotRecord, eventsOf, type RecordedEvent, type RecordedOperation } from "./record.ts";

/** The recorded intent of one call. */
export interface Intent {
  operation: RecordedOperation;
  call: string;
  at: Date;
  version: number;
  /** What was recorded next of the operation; null when nothing was. */
  next: RecordedEvent | null;
}

/** A request that was to change something at ngrok, with the intent that it belongs to. */
export interface TracedCall {
  /** `update`, `restart`, `stop`, `create`, `edit`, `delete`. */
  name: string;
  subjectId: string;
  call: Call;
  /** The last one before it; null: nobody recorded that it would be made. */
  intent: Intent | null;
}

export function traceCalls({
  calls,
  record,
  clockErrorMs,
}: Pick<Evidence, "calls" | "record" | "clockErrorMs">): TracedCall[] {
  const intents = intentsOf(record);
  return calls.flatMap((call) => {
    const change = changeOf(call);
    if (!change) return [];
    const own = intents.filter(
      (one) =>
        one.call === change.name &&
        one.operation.subjectId === change.subjectId &&
        one.at.getTime() <= call.at.getTime() + clockErrorMs,
    );
    const intent = own.reduce<Intent | null>(
      (latest, one) => (latest === null || one.at >= latest.at ? one : latest),
      null,
    );
    return [{ ...change, call, intent }];
  });
}

function intentsOf(record: BotRecord): Intent[] {
  return record.operations.flatMap((operation) => {
    const events = eventsOf(record, operation.id);
    return events.flatMap(({ action, detail, at, version }, index) =>
      action === "start-call"
        ? [{ operation, call: String(detail.call), at, version, next: events[index + 1] ?? null }]
        : [],
    );
  });
}

const COMMAND = /^\/tunnel_sessions\/([^/]+)\/(update|restart|stop)$/;
const INGRESS = /^\/agent_ingresses\/([^/]+)$/;

/** Null for what only reads. */
function changeOf({ method, path, body }: Call): { name: string; subjectId: string } | null {
  if (method === "GET") return null;
  const [, sessionId, command] = COMMAND.exec(path) ?? [];
  if (sessionId && command) return { name: command, subjectId: sessionId };
  const [, ingressId] = INGRESS.exec(path) ?? [];
  if (ingressId) return { name: method === "DELETE" ? "delete" : "edit", subjectId: ingressId };
  return {
    name: path === "/agent_ingresses" ? "create" : `${method} ${path}`,
    subjectId: `domain:${domainIn(body)}`,
  };
}

function domainIn(body: string): string {
  try {
    return String((JSON.parse(body) as { domain?: unknown }).domain).toLowerCase();
  } catch {
    return "";
  }
}
