import type { ActionsBlock, Button, KnownBlock } from "@slack/types";
import { actions } from "../../ids.ts";
import { plain, slackDate } from "../text.ts";
import { smallLine } from "./home-lines.ts";

const WHERE = "Lists appear under *Messages*, beside this tab.";

/** Said as soon as a list is asked for, as nothing else on Home tells. */
export function homeNote(name: string, at: Date): string {
  return `*${name}*, asked for at ${slackDate(at)}: the answer comes under *Messages*, beside this tab.`;
}

/** Forms open over Home; it has no place for lists, so that these go to the person's DM with the bot. */
export function homeButtons(note: string | null): KnownBlock[] {
  return [
    row([
      button("Update a session…", actions.home.updateSession),
      button("Create ingress…", actions.home.createIngress),
      button("Refresh", actions.home.refresh),
    ]),
    row([
      button("Sessions", actions.home.sessions),
      button("Ingresses", actions.home.ingresses),
      button("Open", actions.home.open),
      button("History", actions.home.history),
      button("Help", actions.home.help),
    ]),
    smallLine(note ?? WHERE),
  ];
}

function row(elements: Button[]): ActionsBlock {
  return { type: "actions", elements };
}

function button(text: string, actionId: string): Button {
  return { type: "button", text: plain(text), action_id: actionId, value: "home" };
}
