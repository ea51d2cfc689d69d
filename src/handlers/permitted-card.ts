import type { OperationKind } from "../operations/operation.ts";
import type { Channels, HandlerDeps, OpenRequest } from "./deps.ts";
import { permitAsking } from "./permit.ts";

/**
 * Where the card of a change goes, once this person may ask for the change there; who may ask for it in no channel is
 * refused before anything is said of channels.
 * @throws UserRefusal
 */
export async function permittedCard(
  deps: HandlerDeps,
  open: OpenRequest,
  kind: OperationKind,
  what: string,
): ReturnType<Channels["cardChannel"]> {
  await permitAsking(deps, open.userId, what, null);
  const card = await deps.channels.cardChannel(open.channelId, kind);
  if (card.ok) await permitAsking(deps, open.userId, what, card.channelId);
  return card;
}
