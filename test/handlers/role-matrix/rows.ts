import { newSessionId } from "../../../sandbox/gallery/samples/card-parts.ts";
import { actions, modals } from "../../../src/ids.ts";
import { seenFields } from "../../../src/operations/seen-fields.ts";
import type { IngressFields } from "../../../src/operations/target.ts";
import { approvalBlocks, inputAction } from "../../../src/views/approval-inputs.ts";
import { askBlock } from "../../../src/views/card/ask-someone-else-modal.ts";
import { chooseBlock } from "../../../src/views/card/choose-modal.ts";
import { denyBlock } from "../../../src/views/card/deny-modal.ts";
import type { Offer } from "../../../src/views/card/offers.ts";
import { resolveBlock } from "../../../src/views/card/resolve-modal.ts";
import { timeBlock } from "../../../src/views/card/time-modal.ts";
import { typedDomainBlock } from "../../../src/views/ingress-delete-form.ts";
import { fieldBlockId } from "../../../src/views/ingress-form.ts";
import { sessionBlock } from "../../../src/views/session-update-modal.ts";

/** What a row takes: nothing, to look, to ask for a change, to approve, either of these two, or to freeze all. */
export type Need = "nothing" | "look" | "ask" | "approve" | "either" | "freeze";

/** What it takes of the one who asked: `member`, no role but to be a member; `never`, another has to do it. */
export type OwnNeed = Need | "member" | "never";

/** What comes where it is allowed: so many records, or these words and no record. */
export type Comes = number | string;

const form = (modal: string): Comes => `"callback_id":"${modal}"`;
const shown = {
  sessions: "17 sessions online",
  session: "edge-07 is online",
  ingresses: "3 agent ingresses.",
  ingress: "Agent ingress agents.example.com.",
  records: "NS records for agents.example.com",
  open: "Nothing is open",
  history: "Nothing was asked of this bot yet.",
  help: "ngrok in Slack: what the bot can do",
  home: "Nothing waits, nothing runs",
};

/** Behind a command's words stand what it takes, and what comes. */
export const commandRows: Record<string, [Need, Comes]> = {
  help: ["nothing", shown.help],
  sessions: ["look", shown.sessions],
  "session show edge-07": ["look", shown.session],
  "session update": ["ask", form(modals.sessionUpdate)],
  "session restart edge-07": ["ask", form(modals.sessionRestart)],
  "session stop edge-07": ["ask", form(modals.sessionStop)],
  ingresses: ["look", shown.ingresses],
  "ingress show agents.example.com": ["look", shown.ingress],
  "ingress create": ["ask", form(modals.ingressCreate)],
  "ingress edit agents.example.com": ["ask", form(modals.ingressEdit)],
  "ingress delete agents.example.com": ["ask", form(modals.ingressDelete)],
  "freeze incident 4711": ["freeze", 1],
  unfreeze: ["freeze", 1],
  open: ["look", shown.open],
  history: ["look", shown.history],
  "no such command": ["look", "There is no command"],
};

export interface ActionRow {
  id: string;
  needs: Need;
  comes: Comes;
  at: "channel" | "home" | "modal";
  /** Of a button, or the option of a menu; `SESSION` and `INGRESS` stand for ids that are there. */
  value: string;
  type: "button" | "overflow" | "suggestion" | "choice";
}

const button = (id: string, needs: Need, comes: Comes, value = "x"): ActionRow => ({
  id,
  needs,
  comes,
  at: "channel",
  value,
  type: "button",
});
const onHome = (id: string, needs: Need, comes: Comes, value = "x"): ActionRow => ({
  ...button(id, needs, comes, value),
  at: "home",
});
const inModal = (id: string, type: ActionRow["type"], comes: Comes, value = "x"): ActionRow => ({
  ...button(id, "look", comes, value),
  at: "modal",
  type,
});
const menu = (id: string, needs: Need, comes: Comes, value: string): ActionRow => ({
  ...button(id, needs, comes, value),
  type: "overflow",
});

const { help, home, sessions, ingresses, open, history, card } = actions;

export const actionRows: ActionRow[] = [
  button(help.sessions, "look", shown.sessions),
  button(help.ingresses, "look", shown.ingresses),
  button(help.open, "look", shown.open),
  button(help.history, "look", shown.history),
  button(help.updateSession, "ask", form(modals.sessionUpdate)),
  button(help.createIngress, "ask", form(modals.ingressCreate)),

  onHome(home.help, "nothing", shown.help),
  onHome(home.refresh, "look", shown.home),
  onHome(home.sessions, "look", shown.sessions),
  onHome(home.ingresses, "look", shown.ingresses),
  onHome(home.open, "look", shown.open),
  onHome(home.history, "look", shown.history),
  onHome(home.showIngress, "look", shown.ingress, "INGRESS"),
  onHome(home.updateSession, "ask", form(modals.sessionUpdate)),
  onHome(home.createIngress, "ask", form(modals.ingressCreate)),

  button(sessions.previous, "look", shown.sessions, "0 "),
  button(sessions.next, "look", `${shown.sessions}, page 2`, "1 "),
  button(sessions.share, "look", shown.sessions, "0 "),
  button(sessions.show, "look", shown.session, "SESSION"),
  menu(sessions.menu, "look", shown.session, "show:SESSION"),
  menu(sessions.menu, "ask", form(modals.sessionUpdate), "update:SESSION"),
  menu(sessions.menu, "ask", form(modals.sessionRestart), "restart:SESSION"),
  menu(sessions.menu, "ask", form(modals.sessionStop), "stop:SESSION"),
  button(sessions.update, "ask", form(modals.sessionUpdate), "SESSION"),
  button(sessions.restart, "ask", form(modals.sessionRestart), "SESSION"),
  button(sessions.stop, "ask", form(modals.sessionStop), "SESSION"),
  inModal(sessions.pick, "suggestion", "edge-01", "edge"),
  inModal(sessions.pick, "choice", form(modals.sessionUpdate), "SESSION"),
  inModal(sessions.when, "choice", form(modals.sessionUpdate), "now"),

  button(ingresses.previous, "look", shown.ingresses, "0"),
  button(ingresses.next, "look", shown.ingresses, "1"),
  button(ingresses.share, "look", shown.ingresses, "0"),
  button(ingresses.show, "look", shown.ingress, "INGRESS"),
  button(ingresses.shareRecords, "look", shown.records, "INGRESS"),
  inModal(ingresses.shareRecords, "button", shown.records, "INGRESS"),
  menu(ingresses.menu, "look", shown.ingress, "show:INGRESS"),
  menu(ingresses.menu, "ask", form(modals.ingressEdit), "edit:INGRESS"),
  menu(ingresses.menu, "ask", form(modals.ingressDelete), "delete:INGRESS"),
  button(ingresses.edit, "ask", form(modals.ingressEdit), "INGRESS"),
  button(ingresses.delete, "ask", form(modals.ingressDelete), "INGRESS"),
  button(ingresses.create, "ask", form(modals.ingressCreate)),

  button(open.previous, "look", shown.open, "0"),
  button(open.next, "look", shown.open, "1"),
  button(open.share, "look", shown.open, "0"),
  button(history.older, "look", shown.history, " "),
  button(history.newest, "look", shown.history, " "),
  button(history.share, "look", shown.history, " "),
];

/** On the card of an operation to which this may be done; what another's takes, and what one's own. */
export interface CardRow {
  id: string;
  does: Offer | "details";
  another: Need;
  own: OwnNeed;
  comes: Comes;
  /** In the card's ⋯ menu. */
  verb?: "details" | "ask" | "cancel";
}

const details = '"title":{"type":"plain_text","text":"Details"';

export const cardRows: CardRow[] = [
  { id: card.details, does: "details", another: "look", own: "look", comes: details },
  { id: card.menu, does: "details", another: "look", own: "look", comes: details, verb: "details" },
  {
    id: card.showIngress,
    does: "show-ingress",
    another: "look",
    own: "look",
    comes: "No agent ingress fits",
  },
  { id: card.askAgain, does: "ask-again", another: "ask", own: "ask", comes: form(modals.sessionUpdate) },
  {
    id: card.restartAgain,
    does: "restart-again",
    another: "ask",
    own: "ask",
    comes: "No session online has the id",
  },
  { id: card.approve, does: "approve", another: "approve", own: "never", comes: 1 },
  { id: card.deny, does: "deny", another: "approve", own: "never", comes: form(modals.deny) },
  { id: card.restartNow, does: "restart-now", another: "approve", own: "never", comes: 1 },
  {
    id: card.chooseTime,
    does: "choose-time",
    another: "approve",
    own: "never",
    comes: form(modals.chooseTime),
  },
  { id: card.restartAnyway, does: "restart-anyway", another: "approve", own: "never", comes: 1 },
  { id: card.leaveIt, does: "leave", another: "approve", own: "approve", comes: 1 },
  { id: card.postpone, does: "postpone", another: "approve", own: "member", comes: form(modals.postpone) },
  { id: card.cancel, does: "cancel", another: "either", own: "member", comes: 1 },
  { id: card.menu, does: "cancel", another: "either", own: "member", comes: 1, verb: "cancel" },
  {
    id: card.menu,
    does: "ask-someone-else",
    another: "either",
    own: "member",
    comes: form(modals.askSomeoneElse),
    verb: "ask",
  },
  { id: card.close, does: "close", another: "either", own: "member", comes: 1 },
  { id: card.own, does: "own", another: "either", own: "member", comes: 1 },
  { id: card.lookAgain, does: "look-again", another: "either", own: "member", comes: 1 },
  { id: card.choose, does: "choose", another: "either", own: "member", comes: form(modals.choose) },
  { id: card.resolve, does: "resolve", another: "either", own: "member", comes: form(modals.resolve) },
];

type Values = Record<string, Record<string, object>>;

/** Forms on a card, as they are sent. */
export const cardModalRows: (CardRow & { values: Values })[] = [
  {
    id: modals.deny,
    does: "deny",
    another: "approve",
    own: "never",
    comes: 1,
    values: { [denyBlock]: { [denyBlock]: { value: "No" } } },
  },
  {
    id: modals.chooseTime,
    does: "choose-time",
    another: "approve",
    own: "never",
    comes: 1,
    values: { [timeBlock]: { [timeBlock]: { selected_date_time: 1_772_420_400 } } },
  },
  {
    id: modals.postpone,
    does: "postpone",
    another: "approve",
    own: "member",
    comes: 1,
    values: { [timeBlock]: { [timeBlock]: { selected_date_time: 1_772_420_400 } } },
  },
  {
    id: modals.askSomeoneElse,
    does: "ask-someone-else",
    another: "either",
    own: "member",
    comes: 1,
    values: { [askBlock]: { [askBlock]: { selected_user: "U0ADA00001" } } },
  },
  {
    id: modals.choose,
    does: "choose",
    another: "either",
    own: "member",
    comes: 1,
    values: { [chooseBlock]: { [chooseBlock]: { selected_option: { value: newSessionId } } } },
  },
  {
    id: modals.resolve,
    does: "resolve",
    another: "either",
    own: "member",
    comes: 1,
    values: { [resolveBlock]: { [resolveBlock]: { value: "Seen to" } } },
  },
];

export interface FormRow {
  id: string;
  /** Records of it: that it was asked for, and of a look at ngrok what that has found. */
  comes: number;
  /** With `SESSION` and `INGRESS` for ids that are there, `FLEET` for the card's channel. */
  metadata: string;
  values: Values;
}

const reason = { [approvalBlocks.reason]: { [inputAction]: { value: "for the matrix" } } };
const picked = { text: { type: "plain_text", text: "edge-07" }, value: "SESSION" };
const kept = { reason: "", askedApprovers: [], when: "now", at: null, cardChannelId: null };
const ingressState = (edited: object | null) =>
  JSON.stringify({ channelId: "FLEET", cardChannelId: "FLEET", round: 1, edited });
const seen = seenFields({ description: "Kiosks and tills", metadata: "", certificate: "ecdsa" });
const field = (name: keyof IngressFields, value: string) => ({
  [fieldBlockId(name, 1)]: { [inputAction]: { value } },
});

/** Forms that ask for a change, as they are sent, each with its card's channel in it. */
export const formRows: FormRow[] = [
  {
    id: modals.sessionUpdate,
    comes: 2,
    metadata: JSON.stringify({ channelId: "FLEET", kept }),
    values: { ...reason, [sessionBlock]: { [sessions.pick]: { selected_option: picked } } },
  },
  { id: modals.sessionRestart, comes: 2, metadata: "FLEET SESSION  edge-07", values: reason },
  { id: modals.sessionStop, comes: 2, metadata: "FLEET SESSION  edge-07", values: reason },
  {
    id: modals.ingressCreate,
    comes: 1,
    metadata: ingressState(null),
    values: { ...reason, ...field("domain", "new.acme.example.com") },
  },
  {
    id: modals.ingressEdit,
    comes: 2,
    metadata: ingressState({ ingressId: "INGRESS", domain: "agents.example.com", seen }),
    values: { ...reason, ...field("description", "Kiosks") },
  },
  {
    id: modals.ingressDelete,
    comes: 2,
    metadata: JSON.stringify({
      cardChannelId: "FLEET",
      ingressId: "INGRESS",
      domain: "agents.example.com",
      seen,
    }),
    values: { ...reason, [typedDomainBlock]: { [inputAction]: { value: "agents.example.com" } } },
  },
];
