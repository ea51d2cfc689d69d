import type { App } from "@slack/bolt";
import type { Logger } from "pino";
import { z } from "zod";
import { actions } from "../ids.ts";
import type { Operations } from "../operations/operations.ts";
import { UserRefusal } from "../user-error.ts";
import { otherPlaceText } from "../views/card/other-place.ts";
import { unreadableText } from "../views/foreign.ts";

const CARD_ACTIONS: readonly string[] = Object.values(actions.card);

/** By the names of its actions alone: what else is wrong with it must not let it pass. */
const OfCard = z.object({
  actions: z.array(z.unknown()).refine((all) => all.some((one) => CardAction.safeParse(one).success)),
});
const CardAction = z.object({ action_id: z.string().refine((id) => CARD_ACTIONS.includes(id)) });

const Click = z.object({
  actions: z.tuple([
    z.object({
      value: z.string().optional(),
      selected_option: z.object({ value: z.string() }).optional(),
    }),
  ]),
  channel: z.object({ id: z.string() }).optional(),
  message: z.object({ ts: z.string() }).optional(),
  container: z.object({ channel_id: z.string().optional(), message_ts: z.string().optional() }).optional(),
});
type Click = z.infer<typeof Click>;

interface Deps {
  operations: Pick<Operations, "get" | "cardPlace" | "cardLink">;
  logger: Logger;
}

/** Takes a card's buttons only from that card: a copy of them elsewhere carries the same operation's id. */
export function refuseOtherPlace(app: App, deps: Deps): void {
  app.use(async ({ body, next }) => {
    if (OfCard.safeParse(body).success) await refuseElsewhere(deps, body);
    await next();
  });
}

async function refuseElsewhere(deps: Deps, body: unknown): Promise<void> {
  const { data: click, error } = Click.safeParse(body);
  if (error) {
    deps.logger.warn({ fields: error.issues.map(({ path }) => path.join(".")) }, "Click without its place");
    throw new UserRefusal(unreadableText());
  }
  const operationId = operationIdOf(click);
  if (operationId === null || !(await isElsewhere(deps, click, operationId))) return;
  deps.logger.warn({ operationId, channelId: click.channel?.id ?? null }, "Click beside the card");
  throw new UserRefusal(otherPlaceText(await deps.operations.cardLink(operationId)));
}

function operationIdOf({ actions: [action] }: Click): string | null {
  return action.value ?? action.selected_option?.value.split(/:(.*)/s)[1] ?? null;
}

/** Until Slack has confirmed the card, only its channel is known, and clicks count already. */
async function isElsewhere(
  { operations }: Deps,
  { channel, message, container }: Click,
  operationId: string,
): Promise<boolean> {
  const card = await operations.cardPlace(operationId);
  if (card === null) return false;
  const channelIds = [channel?.id, container?.channel_id].filter((id) => id !== undefined);
  const places = [message?.ts, container?.message_ts].filter((ts) => ts !== undefined);
  if (channelIds.length === 0 || places.length === 0) return true;
  if (channelIds.some((id) => !isIn(id, card.channelId))) return true;
  return card.ts !== null && places.some((ts) => ts !== card.ts);
}

/** What goes to a person's DM is known by the person's id until Slack has posted it. */
function isIn(channelId: string, wanted: string): boolean {
  return channelId === wanted || (/^[UW]/.test(wanted) && channelId.startsWith("D"));
}
