import type { App, RespondFn } from "@slack/bolt";
import { actions } from "../ids.ts";
import { UserRefusal } from "../user-error.ts";
import { notCreatedText } from "../views/card/no-record.ts";
import { recordedOperation } from "./card-act.ts";
import { onCardButton } from "./card-click.ts";
import type { HandlerDeps } from "./deps.ts";

export type ShowIngress = (
  deps: HandlerDeps,
  respond: RespondFn,
  asked: { ingressId: string },
) => Promise<void>;

export function registerCardShowIngress(app: App, deps: HandlerDeps, showIngress: ShowIngress): void {
  onCardButton(app, actions.card.showIngress, async ({ operationId, ack, respond }) => {
    const { target, createdIngressId } = await recordedOperation(deps, operationId);
    await ack();
    const ingressId = target.type === "ingress" ? target.ingress.ingressId : createdIngressId;
    if (ingressId === null) throw new UserRefusal(notCreatedText());
    await showIngress(deps, respond, { ingressId });
  });
}
