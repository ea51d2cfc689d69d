import type { Outsider, Roles } from "../../../src/access.ts";
import { denial, type NeededRole, unconfigured } from "../../../src/views/denial.ts";
import { type CardPlace, type Help, help } from "../../../src/views/help.ts";
import { otherVersion } from "../../../src/views/other-version.ts";
import { moreOption, problemOption, slowOption } from "../../../src/views/problem-option.ts";
import { said } from "../../../src/views/said.ts";
import { sessionOption } from "../../../src/views/session-option.ts";
import {
  type CommandEntry,
  elsewhere,
  historyUsage,
  ingressUsage,
  openUsage,
  searchTooLong,
  sessionUsage,
  unknownCommand,
} from "../../../src/views/usage.ts";
import { drawer, type GalleryItem, oneMenu } from "../gallery-item.ts";
import { hostileText } from "../samples/an-agent-ingress.ts";
import { devices, oddSessions } from "../samples/devices.ts";
import { rolesWith } from "../samples/roles-with.ts";

const everywhere = (overrides: Partial<Roles> = {}): Pick<Help, "roles" | "places"> => {
  const roles = rolesWith(overrides);
  const place = (has: boolean) => (has ? "everywhere" : []);
  return {
    roles,
    places: {
      viewer: place(roles.viewer),
      operator: place(roles.operator),
      approver: place(roles.approver),
      admin: place(roles.admin),
    },
  };
};

const commands: CommandEntry[] = [
  { usage: "/ngrok sessions [words]", does: "Online sessions, narrowed by words" },
  { usage: "/ngrok session show ID", does: "One session, and what it serves" },
  { usage: "/ngrok session update [ID [reason]]", does: "Update an agent and restart it" },
  { usage: "/ngrok session restart ID [reason]", does: "Restart an agent" },
  { usage: "/ngrok session stop ID [reason]", does: "Stop an agent" },
  { usage: "/ngrok ingresses", does: "Every agent ingress" },
  { usage: "/ngrok ingress show ID", does: "One agent ingress, and its NS records" },
  { usage: "/ngrok ingress create [DOMAIN]", does: "Create an agent ingress" },
  { usage: "/ngrok ingress edit ID", does: "Edit an agent ingress" },
  { usage: "/ngrok ingress delete ID [reason]", does: "Delete an agent ingress" },
  { usage: "/ngrok open", does: "Everything unfinished or unresolved" },
  { usage: "/ngrok history [ID]", does: "What was asked, approved, run, and how it ended" },
  { usage: "/ngrok freeze [reason]", does: "Stop all changes, for admins" },
  { usage: "/ngrok unfreeze", does: "End a freeze, for admins" },
];

const missing = { missing: ["OPERATORS", "APPROVERS"], userId: "U0REQUESTER", roles: rolesWith() } as const;

/** Help, and what is said to those who typed something else or may not. */
export function helpItems(): GalleryItem[] {
  return [...helps(), ...denials(), ...usages(), ...options()];
}

function helps(): GalleryItem[] {
  const draw = drawer("Help", "views/help.ts", help);
  const base: Help = {
    userId: "U0REQUESTER",
    ...everywhere({ operator: true }),
    viewersNamed: false,
    channelId: "C0OPS",
    cards: "ok",
    approvalsChannel: null,
    missing: [],
    commands,
  };
  const places: CardPlace[] = ["ok", "absent", "no-approver", "unseen", "archived", "unknown"];
  return [
    ...places.map((cards) => draw(`for an operator, cards: ${cards}`, { ...base, cards })),
    draw("in the DM with the bot", { ...base, channelId: "U0REQUESTER", cards: "no-approver" }),
    draw("cards in another channel", { ...base, approvalsChannel: "C0APPROVALS" }),
    draw("for an approver", { ...base, ...everywhere({ approver: true }) }),
    draw("for an operator who approves", { ...base, ...everywhere({ operator: true, approver: true }) }),
    draw("for an admin", { ...base, ...everywhere({ admin: true }) }),
    draw("for who may look alone", { ...base, ...everywhere() }),
    draw("for roles in some channels", {
      ...base,
      ...everywhere({ operator: true, approver: true }),
      viewersNamed: true,
      places: { viewer: CHANNELS.slice(0, 1), operator: CHANNELS.slice(0, 2), approver: CHANNELS, admin: [] },
    }),
    draw("while roles are unknown", { ...base, ...everywhere({ unknown: true }) }),
    draw("while roles cannot be known", { ...base, ...everywhere({ unknown: true, untilMended: true }) }),
    draw("while nothing is known", { ...base, ...everywhere({ viewer: false, unknown: true }) }),
    draw("for nobody who is named", { ...base, ...everywhere({ viewer: false }), viewersNamed: true }),
    draw("for a guest", { ...base, ...everywhere({ viewer: false, outsider: "guest" }) }),
    draw("not configured", { ...base, ...everywhere(), missing: missing.missing }),
    draw("without approvers", { ...base, missing: ["APPROVERS"] }),
  ];
}

const CHANNELS = Array.from({ length: 12 }, (_, index) => `C0SITE${index}`);
const outsiders: Outsider[] = ["guest", "bot", "stranger", "gone"];
const needed: [NeededRole, string][] = [
  ["viewer", "look at anything here"],
  ["operator", "update a session"],
  ["approver", "approve a change"],
  ["admin", "freeze changes"],
  ["operator-or-approver", "take on a change"],
];

function denials(): GalleryItem[] {
  const denied = {
    what: "update a session",
    needed: "operator",
    userId: "U0OUTSIDER",
    roles: rolesWith(),
    elsewhere: false,
    viewersNamed: false,
  } as const;
  const group = "Denials";
  const draw = drawer(group, "views/denial.ts", denial);
  const drawUnset = drawer(group, "views/denial.ts", unconfigured);
  return [
    ...needed.map(([role, what]) => draw(`${role} needed`, { ...denied, what, needed: role })),
    draw("a role for other channels", { ...denied, elsewhere: true }),
    draw("roles unknown", { ...denied, roles: rolesWith({ viewer: false, unknown: true }) }),
    draw("roles unknown until an admin does something", {
      ...denied,
      roles: rolesWith({ viewer: false, unknown: true, untilMended: true }),
    }),
    ...outsiders.map((outsider) => {
      const roles = rolesWith({ viewer: false, outsider });
      return draw(`a ${outsider}`, { ...denied, roles });
    }),
    draw("a guest who would look, viewers not named", {
      ...denied,
      what: "look at anything here",
      needed: "viewer",
      roles: rolesWith({ viewer: false, outsider: "guest" }),
    }),
    drawUnset("no roles set", "update a session", missing),
    drawUnset("no approvers set", "update a session", { ...missing, missing: ["APPROVERS"] }),
    drawUnset("no approvers set, asked by an operator", "approve a change", {
      ...missing,
      missing: ["APPROVERS"],
      roles: rolesWith({ operator: true }),
    }),
    drawUnset("no operators set, asked by an approver", "update a session", {
      ...missing,
      missing: ["OPERATORS"],
      roles: rolesWith({ approver: true }),
    }),
  ];
}

function usages(): GalleryItem[] {
  const group = "Usage";
  const drawUnknown = drawer(group, "views/usage.ts", unknownCommand);
  const drawElsewhere = drawer(group, "views/usage.ts", elsewhere);
  const drawIngress = drawer(group, "views/usage.ts", ingressUsage);
  const drawHistory = drawer(group, "views/usage.ts", historyUsage);
  const drawOpen = drawer(group, "views/usage.ts", openUsage);
  const drawLong = drawer(group, "views/usage.ts", searchTooLong);
  const drawOther = drawer(group, "views/other-version.ts", otherVersion);
  const drawSession = drawer(group, "views/usage.ts", sessionUsage);
  return [
    drawUnknown("no such command", "frobnicate", null),
    drawUnknown("nearly a command", "sesions", commands[0] ?? null),
    drawUnknown("hostile words", hostileText, null),
    drawer(
      group,
      "views/said.ts",
      said,
    )("an address that somebody typed", unknownCommand("https://somewhere.example.com <!here>", null)),
    drawElsewhere("in another channel", ["C0OPS", "C0FLEET001"]),
    drawSession("a session without its id", "restart ID [reason]"),
    drawIngress("an ingress without its id", "delete ID [reason]"),
    drawHistory("history of too many words"),
    drawOpen("open with words"),
    drawLong("too long a search", 1000),
    ...(["window", "form", "button"] as const).map((drawn) =>
      drawOther(`a ${drawn} of another version`, drawn),
    ),
  ];
}

function options(): GalleryItem[] {
  const group = "Live search";
  const draw = drawer(group, "views/session-option.ts", sessionOption);
  const drawProblem = drawer(group, "views/problem-option.ts", problemOption);
  const words =
    "ngrok does not let the bot's API key do this. An admin must look at the key and the account.";
  return [
    ...oneMenu(
      "sessions",
      [...devices(6), ...Object.values(oddSessions)].map((target) => draw("session", target)),
    ),
    drawer(group, "views/problem-option.ts", moreOption)("more than fit", 27),
    drawer(group, "views/problem-option.ts", slowOption)("slow"),
    drawProblem("a long problem", words),
  ];
}
