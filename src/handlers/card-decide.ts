import type { App } from "@slack/bolt";
import { actions } from "../ids.ts";
import type { PersonEvent } from "../operations/events.ts";
import { actOnClick } from "./card-act.ts";
import { onCardButton, onCardMenu } from "./card-click.ts";
import type { HandlerDeps } from "./deps.ts";

/** Events that a click alone makes, without anything typed or chosen. */
type PlainEvent = Extract<
  PersonEvent["type"],
  "approve" | "cancel" | "restart-now" | "leave" | "restart-anyway" | "close" | "own"
>;

const buttons: [actionId: string, event: PlainEvent][] = [
  [actions.card.approve, "approve"],
  [actions.card.cancel, "cancel"],
  [actions.card.restartNow, "restart-now"],
  [actions.card.leaveIt, "leave"],
  [actions.card.restartAnyway, "restart-anyway"],
  [actions.card.close, "close"],
  [actions.card.own, "own"],
];

/** The buttons that act at once; the card, drawn anew, is their answer. */
export function registerCardDecide(app: App, deps: HandlerDeps): void {
  const listener =
    (type: PlainEvent) =>
    async ({
      operationId,
      userId,
      ack,
    }: {
      operationId: string;
      userId: string;
      ack: () => Promise<void>;
    }) => {
      await actOnClick(deps, operationId, { type, by: userId, at: deps.clock.now() });
      await ack();
    };
  for (const [actionId, event] of buttons) onCardButton(app, actionId, listener(event));
  onCardMenu(app, "cancel", listener("cancel"));
}
