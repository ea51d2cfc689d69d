import type { Core } from "../core.ts";
import type { Channel, PersonRecord } from "../directory.ts";

/** A channel that the person is in, by name, `#name` or id; `dm` is the one with the bot. */
export function channelFor(core: Core, person: PersonRecord, reference: string): Channel {
  const wanted = reference === "dm" ? person.id : reference;
  const channel = core.directory.channels[wanted.replace(/^#/, "")] ?? core.directory.channel(wanted);
  if (!channel?.members.has(person.id)) throw new Error(`${person.name} is in no channel ${reference}.`);
  return channel;
}
