import type { App } from "@slack/bolt";
import type { Logger } from "pino";
import { z } from "zod";
import { UserRefusal } from "../user-error.ts";
import { foreignText } from "../views/foreign.ts";

/** Who the bot is to Slack. What is not known is not compared. */
export interface OwnPlace {
  appId: string | null;
  teamId: string | null;
  enterpriseId: string | null;
}

const id = z.string().nullish().catch(null);
const Origin = z.object({
  api_app_id: id,
  team_id: id,
  team: z.object({ id }).nullish().catch(null),
  enterprise_id: id,
  enterprise: z.object({ id }).nullish().catch(null),
  view: z.object({ app_installed_team_id: id }).nullish().catch(null),
  authorizations: z
    .array(z.object({ team_id: id, enterprise_id: id }))
    .nullish()
    .catch(null),
});
type Origin = z.infer<typeof Origin>;

/** Takes nothing that is certain to be meant for another app, or another workspace. Before all listeners. */
export function refuseForeign(app: App, own: OwnPlace, { logger }: { logger: Logger }): void {
  app.use(async ({ body, next }) => {
    const foreign = foreignPart(Origin.parse(body), own);
    if (foreign !== null) {
      logger.warn({ foreign }, "Foreign payload");
      throw new UserRefusal(foreignText(foreign));
    }
    await next();
  });
}

function foreignPart(origin: Origin, own: OwnPlace): "app" | "workspace" | null {
  if (origin.api_app_id && own.appId !== null && origin.api_app_id !== own.appId) return "app";
  const teamId = installedIn(origin);
  const isSame = !teamId || own.teamId === null || teamId === own.teamId;
  return isSame || isOfOrganization(origin, own) ? null : "workspace";
}

/**
 * The workspace in which the app is installed. In a modal in a shared channel `team` is the person's own, who may be
 * a guest from another one; an app that is installed in a whole organization is told of no team.
 */
function installedIn({ view, team, team_id, authorizations }: Origin): string | null | undefined {
  if (view) return view.app_installed_team_id;
  return authorizations?.[0]?.team_id ?? team?.id ?? team_id;
}

/** Channels of an organization may belong to several of its workspaces. */
function isOfOrganization(
  { enterprise, enterprise_id, authorizations }: Origin,
  { enterpriseId }: OwnPlace,
): boolean {
  const theirs = enterprise?.id ?? enterprise_id ?? authorizations?.[0]?.enterprise_id;
  return enterpriseId !== null && theirs === enterpriseId;
}
