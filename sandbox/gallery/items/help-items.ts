import type { Roles } from "../../../src/access.ts";
import { denial, unconfigured } from "../../../src/views/denial.ts";
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

const roles = (overrides: Partial<Roles> = {}): Roles => ({
  operator: false,
  approver: false,
  unknown: false,
  ...overrides,
});

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
];

const missing = { missing: ["OPERATORS", "APPROVERS"], userId: "U0REQUESTER", roles: roles() } as const;

/** Help, and what is said to those who typed something else or may not. */
export function helpItems(): GalleryItem[] {
  return [...helps(), ...denials(), ...usages(), ...options()];
}

function helps(): GalleryItem[] {
  const draw = drawer("Help", "views/help.ts", help);
  const base: Help = {
    userId: "U0REQUESTER",
    roles: roles({ operator: true }),
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
    draw("for an approver", { ...base, roles: roles({ approver: true }) }),
    draw("for an operator who approves", { ...base, roles: roles({ operator: true, approver: true }) }),
    draw("for an outsider", { ...base, roles: roles() }),
    draw("while roles are unknown", { ...base, roles: roles({ unknown: true }) }),
    draw("not configured", { ...base, roles: roles(), missing: missing.missing }),
    draw("without approvers", { ...base, missing: ["APPROVERS"] }),
  ];
}

function denials(): GalleryItem[] {
  const group = "Denials";
  const draw = drawer(group, "views/denial.ts", denial);
  const drawUnset = drawer(group, "views/denial.ts", unconfigured);
  return [
    draw("operator needed", "update a session", "operator", "U0OUTSIDER", roles()),
    draw("approver needed", "approve a change", "approver", "U0OUTSIDER", roles()),
    draw("either needed", "take on a change", "operator-or-approver", "U0OUTSIDER", roles()),
    draw("roles unknown", "stop a session", "operator", "U0OUTSIDER", roles({ unknown: true })),
    drawUnset("no roles set", "update a session", missing),
    drawUnset("no approvers set", "update a session", { ...missing, missing: ["APPROVERS"] }),
    drawUnset("no approvers set, asked by an operator", "approve a change", {
      ...missing,
      missing: ["APPROVERS"],
      roles: roles({ operator: true }),
    }),
    drawUnset("no operators set, asked by an approver", "update a session", {
      ...missing,
      missing: ["OPERATORS"],
      roles: roles({ approver: true }),
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
