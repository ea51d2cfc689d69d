import { newSessionId } from "../../../sandbox/gallery/samples/card-parts.ts";
import { actions, modals } from "../../../src/ids.ts";
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

/** Behind a command's words stands what it takes. */
export const commandRows: Record<string, Need> = {
  help: "nothing",
  sessions: "look",
  "session show edge-07": "look",
  "session update": "ask",
  "session restart edge-07": "ask",
  "session stop edge-07": "ask",
  ingresses: "look",
  "ingress show agents.example.com": "look",
  "ingress create": "ask",
  "ingress edit agents.example.com": "ask",
  "ingress delete agents.example.com": "ask",
  "freeze incident 4711": "freeze",
  unfreeze: "freeze",
  open: "look",
  history: "look",
  "no such command": "look",
};

export interface ActionRow {
  id: string;
  needs: Need;
  at: "channel" | "home" | "modal";
  /** Of a button, or the option of a menu; `SESSION` and `INGRESS` stand for ids that are there. */
  value: string;
  type: "button" | "overflow" | "suggestion" | "choice";
}

const button = (id: string, needs: Need, value = "x"): ActionRow => ({
  id,
  needs,
  at: "channel",
  value,
  type: "button",
});
const onHome = (id: string, needs: Need, value = "x"): ActionRow => ({
  ...button(id, needs, value),
  at: "home",
});
const inModal = (id: string, type: ActionRow["type"], value = "x"): ActionRow => ({
  ...button(id, "look", value),
  at: "modal",
  type,
});
const menu = (id: string, needs: Need, value: string): ActionRow => ({
  ...button(id, needs, value),
  type: "overflow",
});

const { help, home, sessions, ingresses, open, history, card } = actions;

export const actionRows: ActionRow[] = [
  button(help.sessions, "look"),
  button(help.ingresses, "look"),
  button(help.open, "look"),
  button(help.history, "look"),
  button(help.updateSession, "ask"),
  button(help.createIngress, "ask"),

  onHome(home.help, "nothing"),
  onHome(home.refresh, "look"),
  onHome(home.sessions, "look"),
  onHome(home.ingresses, "look"),
  onHome(home.open, "look"),
  onHome(home.history, "look"),
  onHome(home.showIngress, "look", "INGRESS"),
  onHome(home.updateSession, "ask"),
  onHome(home.createIngress, "ask"),

  button(sessions.previous, "look", "0 "),
  button(sessions.next, "look", "1 "),
  button(sessions.share, "look", "0 "),
  button(sessions.show, "look", "SESSION"),
  menu(sessions.menu, "look", "show:SESSION"),
  menu(sessions.menu, "ask", "update:SESSION"),
  menu(sessions.menu, "ask", "restart:SESSION"),
  menu(sessions.menu, "ask", "stop:SESSION"),
  button(sessions.update, "ask", "SESSION"),
  button(sessions.restart, "ask", "SESSION"),
  button(sessions.stop, "ask", "SESSION"),
  inModal(sessions.pick, "suggestion", "edge"),
  inModal(sessions.pick, "choice", "SESSION"),
  inModal(sessions.when, "choice", "now"),

  button(ingresses.previous, "look", "0"),
  button(ingresses.next, "look", "1"),
  button(ingresses.share, "look", "0"),
  button(ingresses.show, "look", "INGRESS"),
  button(ingresses.shareRecords, "look", "INGRESS"),
  inModal(ingresses.shareRecords, "button", "INGRESS"),
  menu(ingresses.menu, "look", "show:INGRESS"),
  menu(ingresses.menu, "ask", "edit:INGRESS"),
  menu(ingresses.menu, "ask", "delete:INGRESS"),
  button(ingresses.edit, "ask", "INGRESS"),
  button(ingresses.delete, "ask", "INGRESS"),
  button(ingresses.create, "ask"),

  button(open.previous, "look", "0"),
  button(open.next, "look", "1"),
  button(open.share, "look", "0"),
  button(history.older, "look", " "),
  button(history.newest, "look", " "),
  button(history.share, "look", " "),
];

/** On the card of an operation to which this may be done; what another's takes, and what one's own. */
export interface CardRow {
  id: string;
  does: Offer | "details";
  another: Need;
  own: OwnNeed;
  /** In the card's ⋯ menu. */
  verb?: "details" | "ask" | "cancel";
}

export const cardRows: CardRow[] = [
  { id: card.details, does: "details", another: "look", own: "look" },
  { id: card.menu, does: "details", another: "look", own: "look", verb: "details" },
  { id: card.showIngress, does: "show-ingress", another: "look", own: "look" },
  { id: card.askAgain, does: "ask-again", another: "ask", own: "ask" },
  { id: card.restartAgain, does: "restart-again", another: "ask", own: "ask" },
  { id: card.approve, does: "approve", another: "approve", own: "never" },
  { id: card.deny, does: "deny", another: "approve", own: "never" },
  { id: card.restartNow, does: "restart-now", another: "approve", own: "never" },
  { id: card.chooseTime, does: "choose-time", another: "approve", own: "never" },
  { id: card.restartAnyway, does: "restart-anyway", another: "approve", own: "never" },
  { id: card.leaveIt, does: "leave", another: "approve", own: "approve" },
  { id: card.postpone, does: "postpone", another: "approve", own: "member" },
  { id: card.cancel, does: "cancel", another: "either", own: "member" },
  { id: card.menu, does: "cancel", another: "either", own: "member", verb: "cancel" },
  { id: card.menu, does: "ask-someone-else", another: "either", own: "member", verb: "ask" },
  { id: card.close, does: "close", another: "either", own: "member" },
  { id: card.own, does: "own", another: "either", own: "member" },
  { id: card.lookAgain, does: "look-again", another: "either", own: "member" },
  { id: card.choose, does: "choose", another: "either", own: "member" },
  { id: card.resolve, does: "resolve", another: "either", own: "member" },
];

type Values = Record<string, Record<string, object>>;

/** Forms on a card, as they are sent. */
export const cardModalRows: (CardRow & { values: Values })[] = [
  {
    id: modals.deny,
    does: "deny",
    another: "approve",
    own: "never",
    values: { [denyBlock]: { [denyBlock]: { value: "No" } } },
  },
  {
    id: modals.chooseTime,
    does: "choose-time",
    another: "approve",
    own: "never",
    values: { [timeBlock]: { [timeBlock]: { selected_date_time: 1_772_420_400 } } },
  },
  {
    id: modals.postpone,
    does: "postpone",
    another: "approve",
    own: "member",
    values: { [timeBlock]: { [timeBlock]: { selected_date_time: 1_772_420_400 } } },
  },
  {
    id: modals.askSomeoneElse,
    does: "ask-someone-else",
    another: "either",
    own: "member",
    values: { [askBlock]: { [askBlock]: { selected_user: "U0ADA00001" } } },
  },
  {
    id: modals.choose,
    does: "choose",
    another: "either",
    own: "member",
    values: { [chooseBlock]: { [chooseBlock]: { selected_option: { value: newSessionId } } } },
  },
  {
    id: modals.resolve,
    does: "resolve",
    another: "either",
    own: "member",
    values: { [resolveBlock]: { [resolveBlock]: { value: "Seen to" } } },
  },
];

export interface FormRow {
  id: string;
  /** With `SESSION` and `INGRESS` for ids that are there, `FLEET` for the card's channel. */
  metadata: string;
  values: Values;
}

const reason = { [approvalBlocks.reason]: { [inputAction]: { value: "for the matrix" } } };
const picked = { text: { type: "plain_text", text: "edge-07" }, value: "SESSION" };
const kept = { reason: "", askedApprovers: [], when: "now", at: null, cardChannelId: null };
const ingressState = (edited: object | null) =>
  JSON.stringify({ channelId: "FLEET", cardChannelId: "FLEET", round: 1, edited });
const seen = { description: "Kiosks and tills", metadata: "", certificate: "ecdsa" };
const field = (name: keyof IngressFields, value: string) => ({
  [fieldBlockId(name, 1)]: { [inputAction]: { value } },
});

/** Forms that ask for a change, as they are sent, each with its card's channel in it. */
export const formRows: FormRow[] = [
  {
    id: modals.sessionUpdate,
    metadata: JSON.stringify({ channelId: "FLEET", kept }),
    values: { ...reason, [sessionBlock]: { [sessions.pick]: { selected_option: picked } } },
  },
  { id: modals.sessionRestart, metadata: "FLEET SESSION  edge-07", values: reason },
  { id: modals.sessionStop, metadata: "FLEET SESSION  edge-07", values: reason },
  {
    id: modals.ingressCreate,
    metadata: ingressState(null),
    values: { ...reason, ...field("domain", "new.acme.example.com") },
  },
  {
    id: modals.ingressEdit,
    metadata: ingressState({ ingressId: "INGRESS", domain: "agents.example.com", seen }),
    values: { ...reason, ...field("description", "Kiosks") },
  },
  {
    id: modals.ingressDelete,
    metadata: JSON.stringify({
      cardChannelId: "FLEET",
      ingressId: "INGRESS",
      domain: "agents.example.com",
      seen,
    }),
    values: { ...reason, [typedDomainBlock]: { [inputAction]: { value: "agents.example.com" } } },
  },
];
