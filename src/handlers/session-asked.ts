import type { OperationDraft } from "../operations/operations.ts";
import type { Modal } from "../views/message.ts";
import { sessionAskedModal } from "../views/session-asked-modal.ts";
import type { SessionHolder } from "../views/session-holder.ts";
import { awaitCardLink } from "./card-link.ts";
import type { HandlerDeps } from "./deps.ts";
import { withLink } from "./session-holder.ts";

/** Records what was asked and says where its card is; `taken` draws the form again where somebody was first. */
export async function askFor(
  deps: HandlerDeps,
  title: string,
  draft: OperationDraft,
  taken: (holder: SessionHolder) => Modal,
): Promise<Modal> {
  const result = await deps.operations.request(draft);
  if (result.outcome === "taken") return taken(await withLink(deps, result.by));
  const { operation } = result;
  return sessionAskedModal(title, operation, await awaitCardLink(deps, operation.id));
}
