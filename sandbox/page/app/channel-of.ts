import type { ChannelEntry } from "../../demo/entries.ts";

const FIRST_CHANNEL = "fleet";

/**
 * The channel that an address names in the eyes of its reader: without one, where one begins; and who comes from
 * another's DM with the bot gets his own. Undefined where he is not in it.
 */
export function channelOf(id: string | null, channels: readonly ChannelEntry[]): ChannelEntry | undefined {
  if (id === null) return channels.find(({ name }) => name === FIRST_CHANNEL) ?? channels[0];
  return (
    channels.find((channel) => channel.id === id) ??
    (id.startsWith("D") ? channels.find(({ kind }) => kind === "im") : undefined)
  );
}
