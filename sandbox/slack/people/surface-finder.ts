import type { Core } from "../core.ts";
import type { PersonRecord } from "../directory.ts";
import type { Message } from "../message-store.ts";
import { visibleMessages } from "../screen/visible-messages.ts";
import type { View } from "../view-store.ts";
import { channelFor } from "./own-channel.ts";
import type { Surface } from "./payloads.ts";

export interface SurfaceReference {
  message?: Message | undefined;
  view?: View | undefined;
  stale?: boolean | undefined;
}

/** What is meant must be on the person's screen at this moment, unless a stale click is asked for. */
export function createSurfaceFinder(core: Core, person: PersonRecord) {
  const ofMessage = (message: Message, stale: boolean): Surface => {
    const channel = channelFor(core, person, message.channel);
    if (stale) return { message, channel };
    const live = visibleMessages(core, person.id, channel.id).find((one) => one.ts === message.ts);
    if (!live) throw new Error(`The message ${message.ts} is not on ${person.name}'s screen.`);
    return { message: live, channel };
  };
  const ofView = (view: View): Surface => {
    const shown = [core.views.stack(person.id).at(-1), core.views.home(person.id)];
    const live = shown.find((one) => one?.id === view.id);
    if (!live) throw new Error(`The view ${view.id} is not on ${person.name}'s screen.`);
    return { view: live };
  };
  return ({ message, view, stale = false }: SurfaceReference): Surface => {
    if (message) return ofMessage(message, stale);
    if (view) return stale ? { view } : ofView(view);
    const top = core.views.stack(person.id).at(-1);
    if (!top) throw new Error(`${person.name} sees no modal.`);
    return { view: top };
  };
}
