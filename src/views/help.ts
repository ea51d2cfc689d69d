import type { Button, KnownBlock } from "@slack/types";
import type { Roles } from "../access.ts";
import { actions, commandName } from "../ids.ts";
import type { CardRefusal } from "./card-refused.ts";
import { denial, lookPhrase, type RoleVariable, settingText, untilMendedText } from "./denial.ts";
import type { Message } from "./message.ts";
import { mayText, type RolePlaces } from "./role-words.ts";
import { mention, mrkdwn, plain } from "./text.ts";
import type { CommandEntry } from "./usage.ts";

export type CardPlace = "ok" | CardRefusal["reason"] | "unknown";

export interface Help {
  userId: string;
  /** In whichever channel. */
  roles: Roles;
  places: RolePlaces;
  /** Whether the bot limits who may look. */
  viewersNamed: boolean;
  channelId: string;
  /** Whether a change asked for here could be shown for approval; `unknown` while Slack did not say. */
  cards: CardPlace;
  approvalsChannel: string | null;
  /** Variables without which nobody may change anything. */
  missing: readonly RoleVariable[];
  commands: readonly CommandEntry[];
}

/** What the bot can do, and what this person may do in this channel. */
export function help(data: Help): Message {
  return {
    text: "ngrok in Slack: what the bot can do, and what you may do here.",
    blocks: [
      section(
        "*ngrok agents and agent ingresses, from Slack.* Changes are recorded, and carried out by the bot.",
      ),
      ...(data.missing.length > 0 ? [section(missingText(data))] : []),
      section(personText(data)),
      { type: "actions", elements: buttons(data.roles.operator && configured(data)) },
      ...commandBlocks(data.commands),
      {
        type: "context",
        elements: [
          mrkdwn(
            "An ID may be given by its beginning or its end, or as the whole name of a device or domain. Nobody but you sees this.",
          ),
        ],
      },
    ],
  };
}

function section(text: string): KnownBlock {
  return { type: "section", text: mrkdwn(text) };
}

/** By what they are about; what a command does stands below it, where a phone would break the line anyway. */
function commandBlocks(commands: readonly CommandEntry[]): KnownBlock[] {
  const groups: Record<CommandGroup, CommandEntry[]> = {
    Sessions: [],
    Ingresses: [],
    Record: [],
    Admins: [],
  };
  for (const command of commands) groups[groupOf(command)].push(command);
  return Object.entries(groups)
    .filter(([, entries]) => entries.length > 0)
    .map(([name, entries]) =>
      section([`*${name}*`, ...entries.map(({ usage, does }) => `\`${usage}\`\n${does}`)].join("\n")),
    );
}

type CommandGroup = "Sessions" | "Ingresses" | "Record" | "Admins";

function groupOf({ usage }: CommandEntry): CommandGroup {
  if (usage.startsWith(`${commandName} session`)) return "Sessions";
  if (usage.startsWith(`${commandName} ingress`)) return "Ingresses";
  return /freeze/.test(usage.split(" ")[1] ?? "") ? "Admins" : "Record";
}

function configured({ missing }: Help): boolean {
  return missing.length === 0;
}

function missingText(data: Help): string {
  return `*The bot is not configured yet:* nobody may change anything. ${settingText(data)}`;
}

function personText(data: Help): string {
  return [
    `*You* are ${mention(data.userId)}, Slack id \`${data.userId}\`: ${roleText(data)}`,
    `${placeText(data.channelId)} ${data.roles.viewer ? cardText(data) : ""}`.trimEnd(),
  ].join("\n");
}

/** What is asked for on Home is answered in the DM, which goes by the person's id there. */
function placeText(channelId: string): string {
  return /^[UW]/.test(channelId)
    ? "*Here* is your DM with the bot."
    : `*Here* is channel id \`${channelId}\`.`;
}

function roleText(data: Help): string {
  const { places, roles } = data;
  if (!roles.viewer) return denial({ ...data, ...NO_ROLE });
  const may = mayText(
    places,
    configured(data) ? ["viewer", "operator", "approver", "admin"] : ["viewer", "admin"],
  );
  const isChanger = roles.operator || roles.approver || roles.admin;
  const known = `you may ${may}${isChanger || roles.unknown || !configured(data) ? "" : " and change nothing"}.`;
  return known + unknownText(roles);
}

function unknownText({ unknown, untilMended }: Roles): string {
  if (!unknown) return "";
  return untilMended
    ? ` Whether you may do more is not known: Slack does not tell who is in the user groups. ${untilMendedText}`
    : " Whether you may do more is not known: Slack did not tell in time who is in the user groups. Ask again in a minute.";
}

const NO_ROLE = { what: lookPhrase, needed: "viewer", elsewhere: false } as const;

function cardText({ cards, channelId, approvalsChannel }: Help): string {
  const elsewhere = approvalsChannel !== null && approvalsChannel !== channelId;
  const where = elsewhere ? `<#${approvalsChannel}>` : "this channel";
  switch (cards) {
    case "ok":
      return `Cards of changes asked for here go to ${where}.`;
    case "absent":
      return `The bot is not in ${where}, so it cannot post cards of changes there: invite it with \`/invite\` and its name.`;
    case "no-approver":
      return "Nobody else would see a card here: of the changes that need approval, the forms to update a session and to create an ingress let you pick the channel, the others have to be asked for in one that the bot is in.";
    case "unseen":
      return "The bot cannot post cards in a group DM: ask for changes in a channel that the bot is in.";
    case "archived":
      return `Cards of changes asked for here would go to ${where}, which is archived: have it unarchived, or another one set as \`APPROVALS_CHANNEL\`.`;
    case "unknown":
      return "Slack did not tell whether the bot can post cards here.";
  }
}

function buttons(operator: boolean): Button[] {
  const looks = [
    button("Sessions", actions.help.sessions),
    button("Ingresses", actions.help.ingresses),
    button("Open", actions.help.open),
    button("History", actions.help.history),
  ];
  if (!operator) return looks;
  return [
    button("Update a session…", actions.help.updateSession),
    button("Create an ingress…", actions.help.createIngress),
    ...looks,
  ];
}

function button(text: string, actionId: string): Button {
  return { type: "button", text: plain(text), action_id: actionId, value: "help" };
}
