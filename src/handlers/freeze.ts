import { UserRefusal } from "../user-error.ts";
import {
  freezeUsage,
  frozenAlreadyText,
  frozenAnnouncement,
  frozenMessage,
  longestFreezeReason,
  notAnnouncedText,
  notFrozenText,
  unfrozenAnnouncement,
  unfrozenMessage,
} from "../views/freeze-words.ts";
import type { Message } from "../views/message.ts";
import { said } from "../views/said.ts";
import type { CommandHandler, HandlerDeps, Invocation } from "./deps.ts";
import { isDirect, permit } from "./permit.ts";

type FreezeDeps = Pick<HandlerDeps, "access" | "settings" | "freezes" | "clock" | "logger">;

/** `/ngrok freeze [reason]` */
export function freezeCommand(deps: FreezeDeps): CommandHandler {
  return async (invocation) => {
    const { userId, channelId, args, ack, respond } = invocation;
    const reason = args.join(" ");
    if (reason.length > longestFreezeReason) throw new UserRefusal(freezeUsage());
    await permit(deps, userId, "admin", "freeze changes", placeOf(channelId));
    const asked = { by: userId, at: deps.clock.now(), reason };
    const inForce = await deps.freezes.freeze(asked);
    await ack();
    const isNew = inForce.by === userId && inForce.at.getTime() === asked.at.getTime();
    if (!isNew)
      return void (await respond({ response_type: "ephemeral", ...said(frozenAlreadyText(inForce)) }));
    deps.logger.warn({ userId }, "Changes were frozen");
    await tellAll(deps, invocation, { here: frozenMessage(inForce), elsewhere: frozenAnnouncement(inForce) });
  };
}

/** `/ngrok unfreeze` */
export function unfreezeCommand(deps: FreezeDeps): CommandHandler {
  return async (invocation) => {
    const { userId, channelId, ack, respond } = invocation;
    await permit(deps, userId, "admin", "end a freeze", placeOf(channelId));
    const lifted = await deps.freezes.lift({ by: userId, at: deps.clock.now() });
    await ack();
    if (!lifted) return void (await respond({ response_type: "ephemeral", ...said(notFrozenText()) }));
    deps.logger.warn({ userId }, "Changes are no longer frozen");
    await tellAll(deps, invocation, {
      here: unfrozenMessage(lifted, userId),
      elsewhere: unfrozenAnnouncement(lifted),
    });
  };
}

/** A role for one channel is one there; in the bot's DM a role for any will do. */
function placeOf(channelId: string): string | null {
  return isDirect(channelId) ? null : channelId;
}

/** Where it was typed, and where changes are decided and announced. That it is recorded counts, not that it is heard. */
async function tellAll(
  deps: FreezeDeps,
  { channelId, respond, client }: Invocation,
  { here, elsewhere }: Record<"here" | "elsewhere", Message>,
) {
  const { announceChannel, approvalsChannel } = deps.settings;
  const others = [announceChannel, approvalsChannel].filter((id) => id !== null && id !== channelId);
  const posts = [...new Set(others)].map(async (channel) => {
    if (channel === null) return null;
    try {
      await client.chat.postMessage({ channel, ...elsewhere, unfurl_links: false, unfurl_media: false });
      return null;
    } catch (error) {
      deps.logger.warn({ err: error, channel }, "Freeze could not be announced");
      return channel;
    }
  });
  await respond({ response_type: "in_channel", ...here });
  const missed = (await Promise.all(posts)).filter((channel) => channel !== null);
  if (missed.length > 0) await respond({ response_type: "ephemeral", ...said(notAnnouncedText(missed)) });
}
