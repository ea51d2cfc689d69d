import type { App, BlockButtonAction, RespondFn } from "@slack/bolt";
import { actions } from "../ids.ts";
import { UserRefusal } from "../user-error.ts";
import { ingressDetails } from "../views/ingress-details.ts";
import { ingressUsage } from "../views/usage.ts";
import type { CommandHandler, HandlerDeps } from "./deps.ts";
import { findIngress } from "./ingress-find.ts";

export function ingressShowCommand(deps: HandlerDeps): CommandHandler {
  return async ({ ack, respond, args }) => {
    await ack();
    const [ingressId] = args;
    if (!ingressId) throw new UserRefusal(ingressUsage("show ID"));
    await openIngressShow(deps, respond, { ingressId });
  };
}

/** Answers with a message that only the person who asked can see, and leaves the one it was asked from. */
export async function openIngressShow(
  deps: HandlerDeps,
  respond: RespondFn,
  asked: { ingressId: string },
): Promise<void> {
  const details = ingressDetails(await findIngress(deps, asked.ingressId));
  await respond({ ...details, response_type: "ephemeral", replace_original: false });
}

export function registerIngressShow(app: App, deps: HandlerDeps): void {
  app.action<BlockButtonAction>(actions.ingresses.show, async ({ ack, action, respond }) => {
    await ack();
    await openIngressShow(deps, respond, { ingressId: action.value ?? "" });
  });
}
