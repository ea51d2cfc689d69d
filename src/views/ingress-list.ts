import type { ActionsBlock, Button, KnownBlock, SectionBlock } from "@slack/types";
import { actions, commandName } from "../ids.ts";
import type { AgentIngress } from "../ngrok/agent-ingresses.ts";
import { certificateSummary } from "./ingress-certificate.ts";
import { pageText, restText } from "./list-place.ts";
import type { Message } from "./message.ts";
import { cut, escapeText, mention, mrkdwn, plain } from "./text.ts";

const ROWS = 8;
const LONGEST_DESCRIPTION = 255;

export interface IngressListView {
  ingresses: readonly AgentIngress[];
  /** From 0; one past the end shows the last page. */
  page: number;
  /** Who shared it with the channel; a shared list has menus, but no pages to turn. */
  sharedBy: string | null;
}

/** The value of a row's menu entry. */
function option(label: string, verb: string, ingressId: string) {
  return { text: plain(label), value: `${verb}:${ingressId}` };
}

function row(ingress: AgentIngress): SectionBlock {
  const description = ingress.description
    ? `${escapeText(cut(ingress.description.replace(/\s+/g, " "), LONGEST_DESCRIPTION))} · `
    : "";
  return {
    type: "section",
    text: mrkdwn(
      `*${escapeText(ingress.domain)}*\n${description}${certificateSummary(ingress)}\n\`${escapeText(ingress.id)}\``,
    ),
    accessory: {
      type: "overflow",
      action_id: actions.ingresses.menu,
      options: [
        option("Show", "show", ingress.id),
        option("Edit…", "edit", ingress.id),
        option("Delete…", "delete", ingress.id),
      ],
    },
  };
}

function button(label: string, actionId: string, value: string): Button {
  return { type: "button", text: plain(label), action_id: actionId, value };
}

function turning(page: number, pages: number): ActionsBlock {
  const elements: Button[] = [];
  if (page > 0) elements.push(button("Previous", actions.ingresses.previous, String(page - 1)));
  if (page < pages - 1) elements.push(button("Next", actions.ingresses.next, String(page + 1)));
  elements.push(button("Share here", actions.ingresses.share, String(page)));
  elements.push(button("Create…", actions.ingresses.create, "create"));
  return { type: "actions", elements };
}

function emptyList(): Message {
  return {
    text: "There is no agent ingress yet.",
    blocks: [
      {
        type: "section",
        text: mrkdwn(
          `*There is no agent ingress yet.*\nCreate one with \`${commandName} ingress create\`; it takes a domain that you own.`,
        ),
      },
      { type: "actions", elements: [button("Create…", actions.ingresses.create, "create")] },
    ],
  };
}

export function ingressList({ ingresses, page, sharedBy }: IngressListView): Message {
  if (ingresses.length === 0) return emptyList();
  const pages = Math.ceil(ingresses.length / ROWS);
  const at = Math.min(Math.max(page, 0), pages - 1);
  const rows = ingresses.slice(at * ROWS, (at + 1) * ROWS);
  const count = ingresses.length === 1 ? "1 agent ingress" : `${ingresses.length} agent ingresses`;
  const place = { page: at, perPage: ROWS, shown: rows.length, total: ingresses.length };
  const heading = `*${count}*${pageText(place)}`;
  const rest = restText(place);
  const foot: KnownBlock = sharedBy
    ? { type: "context", elements: [mrkdwn(`Shared by ${mention(sharedBy)}`)] }
    : turning(at, pages);
  const blocks: KnownBlock[] = [{ type: "section", text: mrkdwn(heading) }, ...rows.map(row)];
  if (rest) blocks.push({ type: "context", elements: [mrkdwn(rest)] });
  return { text: `${count}${pageText(place)}.`, blocks: [...blocks, foot] };
}
