import type { OperationDraft } from "../operations/operations.ts";
import { UserRefusal } from "../user-error.ts";
import type { Modal } from "../views/message.ts";
import { sessionAskedModal } from "../views/session-asked-modal.ts";
import { takenText } from "../views/session-holder.ts";
import { awaitCardLink } from "./card-link.ts";
import type { HandlerDeps } from "./deps.ts";
import { withLink } from "./session-holder.ts";

/**
 * Records what was asked and says where its card is.
 * @throws UserRefusal under `blockId` where somebody was first on this session
 */
export async function askFor(
  deps: HandlerDeps,
  title: string,
  draft: OperationDraft,
  blockId: string | null,
): Promise<Modal> {
  const result = await deps.operations.request(draft);
  if (result.outcome === "taken") {
    throw new UserRefusal(takenText(await withLink(deps, result.by)), blockId);
  }
  const { operation } = result;
  return sessionAskedModal(title, operation, await awaitCardLink(deps, operation.id));
}
