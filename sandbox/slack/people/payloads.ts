import type { Block, Element } from "../block.ts";
import type { Core } from "../core.ts";
import { app, type Channel, type PersonRecord, team, teamOf } from "../directory.ts";
import type { ElementState, StateValues } from "../element-state.ts";
import type { Message } from "../message-store.ts";
import { messageJson } from "../methods/message-json.ts";
import { viewJson } from "../methods/view-json.ts";
import type { Fields } from "../validation/check.ts";
import type { View } from "../view-store.ts";

/** Where an element stands. */
export type Surface = { message: Message; channel: Channel } | { view: View };

function channelName(channel: Channel): string {
  if (channel.kind === "im") return "directmessage";
  return channel.kind === "private" ? "privategroup" : channel.name;
}

function head(person: PersonRecord): Fields {
  return {
    team: { ...team },
    // That of the person, where channels are shared with another workspace.
    user: { id: person.id, username: person.name, name: person.name, team_id: teamOf(person).id },
    api_app_id: app.id,
    token: app.verificationToken,
    enterprise: null,
    is_enterprise_install: false,
  };
}

export function commandPayload(
  core: Core,
  person: PersonRecord,
  channel: Channel,
  command: string,
  text: string,
): Fields {
  const target = { channelId: channel.id, userId: person.id, messageTs: null, threadTs: null };
  return {
    token: app.verificationToken,
    team_id: teamOf(person).id,
    team_domain: teamOf(person).domain,
    channel_id: channel.id,
    channel_name: channelName(channel),
    user_id: person.id,
    user_name: person.name,
    command,
    text,
    api_app_id: app.id,
    is_enterprise_install: "false",
    response_url: core.origin() + core.responseUrls.issue(target),
    trigger_id: core.triggers.issue(person.id),
  };
}

function containerOf(surface: Surface): Fields {
  if ("view" in surface) return { type: "view", view_id: surface.view.id };
  const { message } = surface;
  return {
    type: "message",
    message_ts: message.ts,
    channel_id: message.channel,
    is_ephemeral: message.onlyFor !== null,
    ...(message.threadTs ? { thread_ts: message.threadTs } : {}),
  };
}

function actionJson(block: Block, element: Element, state: ElementState | Fields, ts: string): Fields {
  const { text, value, style, placeholder, confirm } = element;
  const drawn = element.type === "button" ? { text, value, style } : { placeholder };
  return JSON.parse(
    JSON.stringify({
      action_id: element.action_id,
      block_id: block.block_id,
      ...drawn,
      confirm,
      ...state,
      type: element.type,
      action_ts: ts,
    }),
  );
}

/** `state` is that of the whole surface, `chosen` what this action changed. */
export function actionPayload(
  core: Core,
  person: PersonRecord,
  surface: Surface,
  used: { block: Block; element: Element; chosen: ElementState | Fields; state: StateValues },
): Fields {
  const payload: Fields = {
    type: "block_actions",
    ...head(person),
    container: containerOf(surface),
    trigger_id: core.triggers.issue(person.id),
    actions: [actionJson(used.block, used.element, used.chosen, core.messages.nextTs())],
  };
  if ("view" in surface) return { ...payload, view: viewJson(surface.view) };
  const { message, channel } = surface;
  const target = {
    channelId: channel.id,
    userId: person.id,
    messageTs: message.ts,
    threadTs: message.threadTs,
  };
  return {
    ...payload,
    channel: { id: channel.id, name: channelName(channel) },
    // Slack keeps the content of ephemeral messages to itself.
    ...(message.onlyFor ? {} : { message: messageJson(message) }),
    state: { values: structuredClone(used.state) },
    response_url: core.origin() + core.responseUrls.issue(target),
  };
}

export function suggestionPayload(
  person: PersonRecord,
  surface: Surface,
  block: Block,
  element: Element,
  query: string,
): Fields {
  const where =
    "view" in surface
      ? { view: viewJson(surface.view) }
      : {
          channel: { id: surface.channel.id, name: channelName(surface.channel) },
          message: messageJson(surface.message),
        };
  return {
    type: "block_suggestion",
    ...head(person),
    container: containerOf(surface),
    action_id: element.action_id,
    block_id: block.block_id,
    value: query,
    ...where,
  };
}

export function submissionPayload(core: Core, person: PersonRecord, view: View): Fields {
  return {
    type: "view_submission",
    ...head(person),
    trigger_id: core.triggers.issue(person.id),
    view: viewJson(view),
    response_urls: [],
  };
}

export function closedPayload(person: PersonRecord, view: View, cleared: boolean): Fields {
  return { type: "view_closed", ...head(person), view: viewJson(view), is_cleared: cleared };
}

/** An event of the Events API in its wrapper; `event_id` stays the same over all deliveries. */
export function eventPayload(core: Core, event: Fields): Fields {
  return {
    token: app.verificationToken,
    team_id: team.id,
    api_app_id: app.id,
    event: { ...event, event_ts: core.messages.nextTs() },
    type: "event_callback",
    event_id: `Ev${crypto.randomUUID().slice(0, 8).toUpperCase()}`,
    event_time: Math.floor(core.clock.now().getTime() / 1000),
    authorizations: [{ team_id: team.id, user_id: app.botUserId, is_bot: true, enterprise_id: null }],
    is_ext_shared_channel: false,
  };
}
