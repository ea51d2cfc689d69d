import type { Operation } from "../operations/operation.ts";
import type { Modal } from "../views/message.ts";
import { sessionAskedModal } from "../views/session-asked-modal.ts";
import { awaitCardLink } from "./card-link.ts";
import type { HandlerDeps } from "./deps.ts";

/** Says what was asked and where its card is. */
export async function askedModal(deps: HandlerDeps, title: string, operation: Operation): Promise<Modal> {
  return sessionAskedModal(title, operation, await awaitCardLink(deps, operation.id));
}
