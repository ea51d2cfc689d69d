import { commandName } from "../ids.ts";
import type { Freeze } from "../operations/freeze.ts";
import type { Message } from "./message.ts";
import { inBlocks, quotedSentence } from "./operation-words.ts";
import { said } from "./said.ts";
import { mention, slackDate } from "./text.ts";

/** Longer reasons would push what matters off a phone. */
export const longestFreezeReason = 200;

/** For the channel where it was typed. */
export function frozenMessage(freeze: Freeze): Message {
  return frozenBy(freeze, ` by ${mention(freeze.by)}`);
}

/** For other channels, where it pings nobody. */
export function frozenAnnouncement(freeze: Freeze): Message {
  return frozenBy(freeze, "");
}

function frozenBy(freeze: Freeze, by: string): Message {
  return said(
    `*All changes are frozen*${by}${whyText(freeze)} The bot sends ngrok no more changes; one that was on its way may still take effect. A change that comes due is not run, and asks an approver. An admin ends it with \`${commandName} unfreeze\`.`,
  );
}

/** For the channel where it was typed. */
export function unfrozenMessage(freeze: Freeze, by: string): Message {
  return unfrozen(
    `${mention(by)} ended the freeze by ${mention(freeze.by)}, which held since ${since(freeze)}.`,
  );
}

/** For other channels, where it pings nobody. */
export function unfrozenAnnouncement(freeze: Freeze): Message {
  return unfrozen(`The freeze since ${since(freeze)} has ended.`);
}

function unfrozen(how: string): Message {
  return said(
    `*Changes can be made again.* ${how} What came due meanwhile was not run: \`${commandName} open\` has it, and an approver can let it run.`,
  );
}

/** For an admin who freezes what is frozen. */
export function frozenAlreadyText(freeze: Freeze): string {
  return `${frozenLine(freeze)} It stays as it is. \`${commandName} unfreeze\` ends it.`;
}

export function notFrozenText(): string {
  return `Nothing is frozen. \`${commandName} freeze [reason]\` stops all changes.`;
}

/** For whoever asks for a change, or approves one, meanwhile. */
export function frozenText(freeze: Freeze): string {
  return `${frozenLine(freeze)} Until an admin ends it with \`${commandName} unfreeze\`, nothing is asked for, approved or run.`;
}

/** On top of lists and Home. */
export function frozenLine(freeze: Freeze): string {
  return `*All changes are frozen* by ${inBlocks.person(freeze.by)} since ${since(freeze)}${whyText(freeze)}`;
}

export function freezeUsage(): string {
  return `The reason may have at most ${longestFreezeReason} characters. Nothing was frozen: \`${commandName} freeze [reason]\`.`;
}

/** For the admin alone: others were not told in these channels. */
export function notAnnouncedText(channelIds: readonly string[]): string {
  return `It could not be said in ${channelIds.map((id) => `<#${id}>`).join(" and ")}. Is the bot in there?`;
}

function since({ at }: Freeze): string {
  return slackDate(at, "date-time");
}

function whyText({ reason }: Freeze): string {
  return reason.trim() === "" ? "." : `: ${quotedSentence(reason)}`;
}
