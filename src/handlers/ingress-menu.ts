import type { App, BlockButtonAction, BlockOverflowAction } from "@slack/bolt";
import { actions } from "../ids.ts";
import { UserRefusal } from "../user-error.ts";
import { otherVersion } from "../views/other-version.ts";
import type { HandlerDeps } from "./deps.ts";
import { openIngressCreate } from "./ingress-create.ts";
import { openIngressDelete } from "./ingress-delete.ts";
import { openIngressEdit } from "./ingress-edit.ts";
import { registerIngressShare } from "./ingress-share.ts";
import { openIngressShow } from "./ingress-show.ts";
import { openRequest } from "./open-request.ts";

/** What the rows and buttons of agent ingresses lead to. */
export function registerIngressMenu(app: App, deps: HandlerDeps): void {
  app.action<BlockOverflowAction>(actions.ingresses.menu, async ({ ack, action, body, client, respond }) => {
    await ack();
    const [verb, ingressId = ""] = action.selected_option.value.split(/:(.*)/s);
    const open = openRequest(body, client);
    if (verb === "show") return openIngressShow(deps, respond, { ingressId });
    if (verb === "edit") return openIngressEdit(deps, open, { ingressId });
    if (verb === "delete") return openIngressDelete(deps, open, { ingressId });
    throw new UserRefusal(otherVersion("button"));
  });
  app.action<BlockButtonAction>(actions.ingresses.edit, async ({ ack, action, body, client }) => {
    await ack();
    await openIngressEdit(deps, openRequest(body, client), { ingressId: action.value ?? "" });
  });
  app.action<BlockButtonAction>(actions.ingresses.delete, async ({ ack, action, body, client }) => {
    await ack();
    await openIngressDelete(deps, openRequest(body, client), { ingressId: action.value ?? "" });
  });
  app.action<BlockButtonAction>(actions.ingresses.create, async ({ ack, body, client }) => {
    await ack();
    await openIngressCreate(deps, openRequest(body, client), {});
  });
  registerIngressShare(app, deps);
}
