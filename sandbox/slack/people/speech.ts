import type { Core } from "../core.ts";
import { app, type PersonRecord } from "../directory.ts";
import type { Message } from "../message-store.ts";
import { viewJson } from "../methods/view-json.ts";
import type { Fields } from "../validation/check.ts";
import { channelFor } from "./own-channel.ts";
import { eventPayload } from "./payloads.ts";

/** What a person does that reaches the bot as an event, where it has subscribed to it. */
export interface Speech {
  say(channel: string, text: string, options?: { threadTs?: string }): Message;
  invite(channel: string): void;
  /** Turns to the bot; Slack tells it of either of its tabs. */
  openHome(tab?: "home" | "messages"): void;
}

export function createSpeech(core: Core, person: PersonRecord, events: readonly string[]): Speech {
  const emit = (subscription: string, event: Fields) => {
    if (events.includes(subscription)) core.envelopes.tell(eventPayload(core, event));
  };
  return {
    say: (reference, text, options = {}) => {
      const channel = channelFor(core, person, reference);
      const threadTs = options.threadTs ?? null;
      const draft = { channel: channel.id, user: person.id, text, threadTs };
      const message = core.messages.post({ ...draft, from: "person" });
      const event = { channel: channel.id, user: person.id, text, ts: message.ts };
      if (channel.kind === "im") emit("message.im", { type: "message", ...event, channel_type: "im" });
      else if (text.includes(`<@${app.botUserId}>`)) emit("app_mention", { type: "app_mention", ...event });
      return structuredClone(message);
    },
    invite: (reference) => {
      const channel = channelFor(core, person, reference);
      channel.members.add(app.botUserId);
      const event = { type: "member_joined_channel", user: app.botUserId, channel: channel.id };
      emit("member_joined_channel", { ...event, inviter: person.id });
    },
    openHome: (tab = "home") => {
      const view = tab === "home" ? core.views.home(person.id) : null;
      emit("app_home_opened", {
        type: "app_home_opened",
        user: person.id,
        channel: core.directory.channel(person.id)?.id,
        tab,
        ...(view ? { view: viewJson(view) } : {}),
      });
    },
  };
}
