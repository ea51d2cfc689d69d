import type { Operation } from "../operations/operation.ts";
import type { SessionHolder } from "../views/session-holder.ts";
import type { HandlerDeps } from "./deps.ts";

/** The unfinished operation on this session, if any. */
export async function holderOf(deps: HandlerDeps, sessionId: string): Promise<SessionHolder | null> {
  const operation = await deps.operations.holding(sessionId);
  return operation && withLink(deps, operation);
}

async function withLink(deps: HandlerDeps, operation: Operation): Promise<SessionHolder> {
  return { operation, link: await deps.operations.cardLink(operation.id) };
}
