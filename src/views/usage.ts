import { commandName } from "../ids.ts";
import { cut, escapeText } from "./text.ts";

/** A command as people type it, and what it does in a few words. */
export interface CommandEntry {
  usage: string;
  does: string;
}

const LONGEST_ECHO = 100;

/** For words that are no command; `typed` is what followed the command's name. */
export function unknownCommand(typed: string, nearest: CommandEntry | null): string {
  const echo = escapeText(cut(typed, LONGEST_ECHO));
  const help = `\`${commandName} help\` lists all commands.`;
  if (!nearest) return `There is no command “${echo}”. ${help}`;
  return `There is no command “${echo}”. Did you mean \`${nearest.usage}\` (${lowered(nearest.does)})? ${help}`;
}

function lowered(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}

/** Where the bot may be used, for those who ask elsewhere. */
export function elsewhere(channels: readonly string[]): string {
  const places = channels.map((channelId) => `<#${channelId}>`).join(", ");
  return `The bot does not answer in this channel, only in ${places} and in its own DM. An admin can change \`CHANNELS\`.`;
}

/** For a command on one session that was typed without it. */
export function sessionUsage(words: string): string {
  return `Usage: \`${commandName} session ${words}\`. ID is an id, its beginning or its end, or the device's whole name. \`${commandName} sessions\` lists them; *Show* has the id.`;
}

/** For a command on one ingress that was typed without it. */
export function ingressUsage(words: string): string {
  return `Usage: \`${commandName} ingress ${words}\`, or the domain instead of the id.`;
}

/** For more words than one after `history`. */
export function historyUsage(): string {
  return `\`${commandName} history\` takes one id, of a session or an ingress: \`${commandName} history ID\`.`;
}

/** For words after `open`. */
export function openUsage(): string {
  return `\`${commandName} open\` lists everything and takes no words after it. For one session or ingress: \`${commandName} history ID\`.`;
}

/** For more than a list's buttons could carry along. */
export function searchTooLong(longest: number): string {
  return `That is too much to search for: at most ${longest} characters.`;
}
