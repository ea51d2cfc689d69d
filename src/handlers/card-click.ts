import type {
  App,
  BlockAction,
  BlockButtonAction,
  BlockOverflowAction,
  RespondFn,
  webApi,
} from "@slack/bolt";
import { actions } from "../ids.ts";

/** A click on a card, by button or by its ⋯ menu. */
export interface CardClick {
  operationId: string;
  userId: string;
  body: BlockAction;
  client: webApi.WebClient;
  ack: () => Promise<void>;
  respond: RespondFn;
}

export type CardClickListener = (click: CardClick) => Promise<void>;

export function onCardButton(app: App, actionId: string, listener: CardClickListener): void {
  app.action<BlockButtonAction>(actionId, async ({ action, body, client, ack, respond }) => {
    await listener({ operationId: action.value ?? "", userId: body.user.id, body, client, ack, respond });
  });
}

/** Of the listeners of the one menu, only that of the chosen verb does anything. */
export function onCardMenu(app: App, verb: string, listener: CardClickListener): void {
  app.action<BlockOverflowAction>(actions.card.menu, async ({ action, body, client, ack, respond }) => {
    const [chosen, operationId = ""] = action.selected_option.value.split(/:(.*)/s);
    if (chosen !== verb) return;
    await listener({ operationId, userId: body.user.id, body, client, ack, respond });
  });
}
