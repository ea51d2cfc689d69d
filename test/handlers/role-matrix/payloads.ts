import type { ActionRow } from "./rows.ts";

export interface Sender {
  id: string;
  teamId: string;
}

const CHANNEL = { id: "C0FLEET001", name: "fleet" };
const RESPONSE_URL = "https://hooks.slack.test/response";

function head({ id, teamId }: Sender) {
  return {
    team: { id: "T0SANDBOX", domain: "sandbox" },
    user: { id, username: id, name: id, team_id: teamId },
    enterprise: null,
    is_enterprise_install: false,
    trigger_id: "1.2.trigger",
  };
}

export function commandPayload(sender: Sender, text: string, channelId: string = CHANNEL.id) {
  return {
    team_id: sender.teamId,
    user_id: sender.id,
    channel_id: channelId,
    command: "/ngrok",
    text,
    trigger_id: "1.2.trigger",
    response_url: RESPONSE_URL,
    is_enterprise_install: "false",
  };
}

export interface View {
  callbackId: string;
  metadata: string;
  values: Record<string, Record<string, object>>;
}

function viewJson({ callbackId, metadata, values }: View, type: "modal" | "home" = "modal") {
  const blocks = Object.keys(values).map((id) => ({
    type: "input",
    block_id: id,
    label: { type: "plain_text", text: id },
    element: { type: "plain_text_input", action_id: "value" },
  }));
  return {
    id: `V${crypto.randomUUID()}`,
    hash: "1.a",
    type,
    callback_id: callbackId,
    private_metadata: metadata,
    title: { type: "plain_text", text: "Form" },
    blocks,
    state: { values },
  };
}

function actionOf({ id, type, value }: ActionRow) {
  const base = { action_id: id, block_id: "b", action_ts: "1.0" };
  if (type === "button") return { ...base, type: "button", value };
  const option = { text: { type: "plain_text", text: value }, value };
  return { ...base, type: type === "overflow" ? "overflow" : "static_select", selected_option: option };
}

export function actionPayload(sender: Sender, row: ActionRow, view: View) {
  const shown = {
    container: { type: "view", view_id: "V1" },
    view: viewJson(view, row.at === "home" ? "home" : "modal"),
  };
  const inChannel = {
    container: { type: "message", message_ts: "1.0", channel_id: CHANNEL.id },
    channel: CHANNEL,
    response_url: RESPONSE_URL,
  };
  const where = row.at === "channel" ? inChannel : shown;
  if (row.type === "suggestion") {
    const asked = { action_id: row.id, block_id: "b", value: row.value };
    return { type: "block_suggestion", ...head(sender), ...where, ...asked };
  }
  return { type: "block_actions", ...head(sender), ...where, actions: [actionOf(row)] };
}

export function submission(sender: Sender, view: View) {
  return { type: "view_submission", ...head(sender), view: viewJson(view), response_urls: [] };
}

export function homeOpened({ id, teamId }: Sender) {
  return {
    type: "event_callback",
    team_id: teamId,
    event_id: "Ev1",
    event: { type: "app_home_opened", user: id, channel: "D1", tab: "home", event_ts: "1.0" },
  };
}
