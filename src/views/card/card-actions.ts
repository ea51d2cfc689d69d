import type { ActionsBlock, Button, Overflow } from "@slack/types";
import { actions } from "../../ids.ts";
import { type Operation, stoppedBy } from "../../operations/operation.ts";
import { limits } from "../limits.ts";
import { callOf, capitalised, domainOf, isSession, verbs } from "../operation-words.ts";
import { clean, cut, plain } from "../text.ts";
import { type Offer, offers } from "./offers.ts";
import { approvalWarning } from "./plan-words.ts";

/** The card's buttons; *Details* is always among them, in the menu where there is one. */
export function cardActions(operation: Operation): ActionsBlock {
  const offered = offers(operation);
  const inMenu = offered.includes("ask-someone-else");
  const shown = offered.filter((offer) => !(inMenu && (offer === "ask-someone-else" || offer === "cancel")));
  const buttons = shown.map((offer) => button(offer, operation));
  const last = inMenu ? menu(operation.id) : plainButton(actions.card.details, "Details", operation.id);
  return { type: "actions", elements: [...buttons, last] };
}

const buttonOf: Record<Offer, { action: string; label: (operation: Operation) => string }> = {
  approve: { action: actions.card.approve, label: () => "Approve" },
  deny: { action: actions.card.deny, label: () => "Deny" },
  "ask-someone-else": { action: actions.card.menu, label: () => "Ask someone else" },
  cancel: { action: actions.card.cancel, label: cancelLabel },
  postpone: { action: actions.card.postpone, label: () => "Postpone…" },
  "ask-again": { action: actions.card.askAgain, label: () => "Ask again" },
  "restart-again": { action: actions.card.restartAgain, label: () => "Restart…" },
  "restart-now": { action: actions.card.restartNow, label: nowLabel },
  "choose-time": { action: actions.card.chooseTime, label: () => "Choose time…" },
  leave: { action: actions.card.leaveIt, label: () => "Leave it" },
  "restart-anyway": { action: actions.card.restartAnyway, label: () => "Restart anyway" },
  close: { action: actions.card.close, label: () => "Close" },
  choose: { action: actions.card.choose, label: () => "Choose…" },
  "look-again": { action: actions.card.lookAgain, label: () => "Look again" },
  own: { action: actions.card.own, label: () => "I'm on it" },
  resolve: { action: actions.card.resolve, label: () => "Mark resolved…" },
  "show-ingress": { action: actions.card.showIngress, label: showLabel },
};

export function offerLabel(offer: Offer, operation: Operation): string {
  return buttonOf[offer].label(operation);
}

function button(offer: Offer, operation: Operation): Button {
  const { action, label } = buttonOf[offer];
  const made = plainButton(action, label(operation), operation.id);
  if (offer === "approve") return { ...made, style: "primary", confirm: approveConfirm(operation) };
  return offer === "restart-now" ? { ...made, confirm: restartConfirm(operation) } : made;
}

function plainButton(action: string, label: string, operationId: string): Button {
  return { type: "button", action_id: action, text: plain(label), value: operationId };
}

function menu(operationId: string): Overflow {
  const option = (verb: string, label: string) => ({ text: plain(label), value: `${verb}:${operationId}` });
  return {
    type: "overflow",
    action_id: actions.card.menu,
    options: [option("details", "Details"), option("ask", "Ask someone else"), option("cancel", "Cancel")],
  };
}

function cancelLabel(operation: Operation): string {
  return operation.state === "waiting" ? "Cancel restart" : "Cancel";
}

function nowLabel(operation: Operation): string {
  return `${capitalised(dueVerb(operation))} now`;
}

function showLabel(operation: Operation): string {
  return operation.kind === "ingress-create" ? "Show NS records" : "Show";
}

function dueVerb(operation: Operation): string {
  return verbs(stoppedBy(operation)?.call ?? callOf(operation.kind)).base;
}

function approveConfirm(operation: Operation) {
  const verb = capitalised(verbs(callOf(operation.kind)).base);
  return confirm(`${verb} ${plainName(operation)}?`, approvalWarning(operation), "Approve");
}

function restartConfirm(operation: Operation) {
  const verb = capitalised(dueVerb(operation));
  return confirm(`${verb} ${plainName(operation)} now?`, approvalWarning(operation), `${verb} now`);
}

function confirm(title: string, text: string, yes: string) {
  return {
    title: plain(cut(title, limits.confirmTitle)),
    text: plain(text),
    confirm: plain(yes),
    deny: plain("Back"),
  };
}

function plainName({ target }: Operation): string {
  if (isSession(target)) return cut(clean(target.name), 60) || "this agent";
  return cut(clean(domainOf(target)), 80);
}
