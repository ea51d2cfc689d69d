import { askedAt } from "../../../sandbox/gallery/samples/an-operation.ts";
import type { Operation } from "../../../src/operations/operation.ts";
import type { AuditEvent, Change } from "../../../src/store/store.ts";

export function aChange(operation: Operation, event: Partial<AuditEvent> = {}): Change {
  return {
    operation,
    event: { at: askedAt, actor: "U0REQUESTER", action: "request", detail: {}, ...event },
  };
}

/** `minutes` after the first operation was asked for. */
export function atMinute(minutes: number): Date {
  return new Date(askedAt.getTime() + minutes * 60_000);
}
