import type { PersonName } from "../../../sandbox/slack/directory.ts";

export type Deed = "look" | "ask" | "approve" | "freeze";

export interface Column {
  person: Exclude<PersonName, `guest-${number}`>;
  /** Besides Olga, an operator, and Ada, an approver, who are named for every channel. */
  named?: { VIEWERS?: string; OPERATORS?: string; APPROVERS?: string; ADMINS?: string };
  /** Is in the user group S0OPERATORS. */
  grouped?: true;
  /** Slack does not answer it. */
  unanswered?: "users.info" | "usergroups.users.list";
  may: readonly Deed[];
  /** Why not, where it is not the role alone that is missing. */
  because?: "guest" | "bot" | "stranger" | "gone" | "unknown" | "elsewhere";
  /** May take back, put off and look after what he asked for himself; every full member may. */
  mayOwn: boolean;
}

const everyRole = (id: string) => ({ VIEWERS: id, OPERATORS: id, APPROVERS: id, ADMINS: id });

const group = "S0OPERATORS";
const otto = "U0OTTO0001";
const vera = "U0VERA0001";

export const columns: Record<string, Column> = {
  "a member": { person: "otto", may: ["look"], mayOwn: true },
  "a member, where viewers are named": { person: "otto", named: { VIEWERS: vera }, may: [], mayOwn: true },
  "a viewer": { person: "otto", named: { VIEWERS: otto }, may: ["look"], mayOwn: true },
  "an operator": {
    person: "otto",
    named: { VIEWERS: vera, OPERATORS: otto },
    may: ["look", "ask"],
    mayOwn: true,
  },
  "an operator by a group": {
    person: "otto",
    named: { VIEWERS: vera, OPERATORS: group },
    grouped: true,
    may: ["look", "ask"],
    mayOwn: true,
  },
  "an approver": {
    person: "otto",
    named: { VIEWERS: vera, APPROVERS: otto },
    may: ["look", "approve"],
    mayOwn: true,
  },
  "an admin": {
    person: "otto",
    named: { VIEWERS: vera, ADMINS: otto },
    may: ["look", "freeze"],
    mayOwn: true,
  },
  "an operator who approves": {
    person: "otto",
    named: { OPERATORS: otto, APPROVERS: otto },
    may: ["look", "ask", "approve"],
    mayOwn: true,
  },
  "a member of an Enterprise organization, by a group": {
    person: "greta",
    named: { OPERATORS: group, APPROVERS: group },
    grouped: true,
    may: ["look", "ask", "approve"],
    mayOwn: true,
  },
  "a guest named as operator": {
    person: "gus",
    named: { OPERATORS: "U0GUS00001", APPROVERS: group },
    grouped: true,
    may: ["look", "ask"],
    mayOwn: true,
  },
  "a guest": { person: "gus", may: [], because: "guest", mayOwn: false },
  "a guest of one channel, by a group": {
    person: "una",
    named: everyRole(group),
    grouped: true,
    may: [],
    because: "guest",
    mayOwn: false,
  },
  "a bot, by a group": {
    person: "robo",
    named: everyRole(group),
    grouped: true,
    may: [],
    because: "bot",
    mayOwn: false,
  },
  "somebody of another workspace": { person: "stella", may: [], because: "stranger", mayOwn: false },
  "somebody of a sister workspace, by a group": {
    person: "sven",
    named: everyRole(group),
    grouped: true,
    may: [],
    because: "stranger",
    mayOwn: false,
  },
  "somebody who has left, by a group": {
    person: "dora",
    named: everyRole(group),
    grouped: true,
    may: [],
    because: "gone",
    mayOwn: false,
  },
  "somebody who has left, named for every role": {
    person: "dora",
    named: everyRole("U0DORA0001"),
    may: [],
    because: "gone",
    mayOwn: false,
  },
  "an operator by name of whom Slack tells nothing": {
    person: "otto",
    named: { VIEWERS: vera, OPERATORS: otto },
    unanswered: "users.info",
    may: ["look", "ask"],
    mayOwn: true,
  },
  "somebody of whom Slack tells nothing": {
    person: "otto",
    named: everyRole(group),
    grouped: true,
    unanswered: "users.info",
    may: [],
    because: "unknown",
    mayOwn: false,
  },
  "a member, while Slack tells of no group": {
    person: "otto",
    named: { OPERATORS: group, APPROVERS: group },
    grouped: true,
    unanswered: "usergroups.users.list",
    may: ["look"],
    because: "unknown",
    mayOwn: true,
  },
  "a member who operates and approves in another channel": {
    person: "otto",
    named: { OPERATORS: `${otto}@C0RANDOM01`, APPROVERS: `${otto}@C0RANDOM01` },
    may: ["look"],
    because: "elsewhere",
    mayOwn: true,
  },
  "somebody with every role in another channel": {
    person: "otto",
    named: everyRole(`${otto}@C0RANDOM01`),
    may: [],
    because: "elsewhere",
    mayOwn: true,
  },
};
