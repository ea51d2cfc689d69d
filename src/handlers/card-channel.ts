import type { ViewOutput } from "@slack/bolt";
import { sleep } from "../clock.ts";
import type { OperationKind } from "../operations/operation.ts";
import { UserRefusal } from "../user-error.ts";
import { inputAction } from "../views/approval-inputs.ts";
import { cardChannelBlock } from "../views/card-channel-input.ts";
import { cardChannelProblem } from "../views/card-channel-problem.ts";
import { cardRefusedText } from "../views/card-refused.ts";
import { plainFromMrkdwn } from "../views/plain-from-mrkdwn.ts";
import { elsewhere } from "../views/usage.ts";
import type { FieldErrors } from "./approval-values.ts";
import type { HandlerDeps } from "./deps.ts";
import { permit } from "./permit.ts";

// The ack has to come within 3 s.
const PATIENCE_MS = 1500;

/** The channel that the form asks for; null where none is picked, or it does not ask. */
export function pickedChannel(view: ViewOutput): string | null {
  return view.state.values[cardChannelBlock]?.[inputAction]?.selected_conversation ?? null;
}

interface Picking {
  userId: string;
  picked: string | null;
  kind: OperationKind;
  /** The verb phrase for `permit`. */
  what: string;
}

/** What keeps the card from the channel that was picked, or the person from asking for the change there. */
export async function cardChannelErrors(deps: HandlerDeps, picking: Picking): Promise<FieldErrors> {
  const { userId, picked, what } = picking;
  const [problem, denied] = await Promise.all([
    problemOf(deps, picking),
    picked === null ? null : refusalOf(permit(deps, userId, "operator", what, picked)),
  ]);
  const said = denied ?? problem;
  return said === null ? {} : { [cardChannelBlock]: said };
}

async function refusalOf(permitted: Promise<void>): Promise<string | null> {
  try {
    await permitted;
    return null;
  } catch (error) {
    if (error instanceof UserRefusal) return plainFromMrkdwn(error.message);
    throw error;
  }
}

async function problemOf(deps: HandlerDeps, { picked, kind }: Picking): Promise<string | null> {
  if (picked === null) return cardChannelProblem("none");
  const { channels } = deps.settings;
  if (channels.length > 0 && !channels.includes(picked)) return said(elsewhere(channels), picked);
  const asked = deps.channels.cardChannel(picked, kind).catch((error: unknown) => {
    deps.logger.warn({ err: error, channelId: picked }, "Channel could not be looked up");
    return null;
  });
  const card = await Promise.race([asked, sleep(deps.clock, PATIENCE_MS).then(() => null)]);
  if (card === null) return cardChannelProblem("slow");
  return card.ok ? null : said(cardRefusedText(card), picked);
}

/** A field's error takes plain text, in which a channel would be its id. */
function said(text: string, picked: string): string {
  return plainFromMrkdwn(text.replaceAll(`<#${picked}>`, "this channel"));
}
