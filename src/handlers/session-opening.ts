import type { OperationKind } from "../operations/operation.ts";
import type { FleetLook } from "../operations/session-search.ts";
import type { SessionTarget } from "../operations/target.ts";
import { cardRefusedText } from "../views/card-refused.ts";
import type { Modal } from "../views/message.ts";
import { noticeModal } from "../views/notice-modal.ts";
import { candidatesText, goneText } from "../views/session-not-found.ts";
import type { HandlerDeps, OpenRequest } from "./deps.ts";
import { openModal } from "./open-modal.ts";
import { permittedCard } from "./permitted-card.ts";
import { findSession } from "./session-find.ts";
import { targetIn } from "./session-look.ts";

export interface SessionOpening {
  kind: OperationKind;
  title: string;
  /** The verb phrase for `permit`. */
  what: string;
}

/**
 * Opens a modal on a change of a session, once this person may ask for it and its card has a place. `choosing` draws
 * it where the person has to pick the card's channel; without it he is told that there is none.
 */
export async function openSessionModal(
  deps: HandlerDeps,
  open: OpenRequest,
  { kind, title, what }: SessionOpening,
  build: (channelId: string) => Promise<Modal>,
  choosing: (() => Promise<Modal>) | null = null,
): Promise<void> {
  await openModal(open.client, open.triggerId, title, async () => {
    const card = await permittedCard(deps, open, kind, what);
    if (card.ok) return build(card.channelId);
    return card.reason === "no-approver" && choosing ? choosing() : noticeModal(title, cardRefusedText(card));
  });
}

/** Draws with the session that is meant, else says why there is none. */
export async function withSession(
  deps: HandlerDeps,
  title: string,
  query: string,
  draw: (target: SessionTarget, look: FleetLook) => Promise<Modal>,
): Promise<Modal> {
  const finding = await findSession(deps, query);
  switch (finding.outcome) {
    case "found":
      return draw(targetIn(deps, finding.look, finding.session), finding.look);
    case "gone":
      return noticeModal(title, goneText(finding));
    case "ambiguous":
      return noticeModal(title, candidatesText(query, finding.candidates));
  }
}
