import type { App, BlockAction, ButtonAction } from "@slack/bolt";
import { actions, commandName } from "../ids.ts";
import type { OperationKind } from "../operations/operation.ts";
import { type CardPlace, help } from "../views/help.ts";
import type { CommandEntry } from "../views/usage.ts";
import type { CommandHandler, HandlerDeps } from "./deps.ts";
import type { Dispatch } from "./dispatch.ts";
import { missingRoles } from "./permit.ts";
import { rolePlaces } from "./role-places.ts";

type HelpDeps = Pick<HandlerDeps, "access" | "channels" | "logger" | "settings">;

/** `/ngrok` and `/ngrok help` */
export function helpCommand(deps: HelpDeps, commands: readonly CommandEntry[]): CommandHandler {
  return async ({ userId, channelId, ack, respond }) => {
    await ack();
    const { approvalsChannel } = deps.settings;
    const [roles, places, cards] = await Promise.all([
      deps.access.rolesOf(userId, null),
      rolePlaces(deps, userId),
      cardPlace(deps, channelId),
    ]);
    const missing = missingRoles(deps.settings);
    const viewersNamed = deps.settings.viewers.length > 0;
    const asked = { userId, roles, places, viewersNamed, channelId };
    const message = help({ ...asked, cards, approvalsChannel, missing, commands });
    await respond({ response_type: "ephemeral", ...message });
  };
}

export const helpEntry: CommandEntry = { usage: `${commandName} help`, does: "This, and what you may do" };

const BUTTONS: Record<string, readonly string[]> = {
  [actions.help.sessions]: ["sessions"],
  [actions.help.ingresses]: ["ingresses"],
  [actions.help.updateSession]: ["session", "update"],
  [actions.help.createIngress]: ["ingress", "create"],
  [actions.help.open]: ["open"],
  [actions.help.history]: ["history"],
};

/** The buttons run the commands that they are named after. */
export function registerHelp(app: App, dispatch: Dispatch): void {
  for (const [actionId, words] of Object.entries(BUTTONS)) {
    app.action<BlockAction<ButtonAction>>(actionId, async ({ ack, body, client, respond }) => {
      await dispatch(words, {
        userId: body.user.id,
        channelId: body.channel?.id ?? body.user.id,
        triggerId: body.trigger_id,
        ack: () => ack(),
        respond: (answer) =>
          respond(typeof answer === "string" ? answer : { replace_original: false, ...answer }),
        client,
      });
    });
  }
}

/** For the kind that needs approval first, as it has the stricter rule. */
async function cardPlace(deps: HelpDeps, channelId: string): Promise<CardPlace> {
  const kind: OperationKind = deps.settings.approvalRequired[0] ?? "session-update";
  try {
    const card = await deps.channels.cardChannel(channelId, kind);
    return card.ok ? "ok" : card.reason;
  } catch (error) {
    deps.logger.warn({ err: error, channelId }, "Channel could not be looked up");
    return "unknown";
  }
}
