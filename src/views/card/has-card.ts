import type { Operation } from "../../operations/operation.ts";

/**
 * Whether Slack shows a card of it, and with it everything else: not before ngrok was looked at, and not where it
 * ended before that and its own form has said so.
 */
export function hasCard(operation: Pick<Operation, "state" | "saidInForm">): boolean {
  return operation.state !== "requested" && !operation.saidInForm;
}
