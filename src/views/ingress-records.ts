import type { KnownBlock } from "@slack/types";
import type { AgentIngress } from "../ngrok/agent-ingresses.ts";
import type { Message } from "./message.ts";
import { preformattedLines } from "./preformatted.ts";
import { escapeText, mention, mrkdwn } from "./text.ts";

// Slack takes about 12,000 characters a message, and two lists of these stand in one beside 4 KiB of metadata.
const LONGEST_LIST = 1500;

function rooted(name: string): string {
  return name.endsWith(".") ? name : `${name}.`;
}

/** As a zone file has them: `edge.example.com. NS kate.ngrok-dns.com.` */
export function recordLines(ingress: AgentIngress): string[] {
  return ingress.nsTargets.map((target) => `${rooted(ingress.domain)} NS ${rooted(target)}`);
}

function lineBlocks(title: string, lines: string[], none: string): KnownBlock[] {
  if (lines.length === 0) return [{ type: "section", text: mrkdwn(`${title} ${none}`) }];
  const { blocks, left } = preformattedLines(lines, 1, LONGEST_LIST);
  const rest: KnownBlock[] = left > 0 ? [{ type: "context", elements: [mrkdwn(`and ${left} more`)] }] : [];
  return [{ type: "section", text: mrkdwn(title) }, ...blocks, ...rest];
}

export function recordBlocks(ingress: AgentIngress): KnownBlock[] {
  const lines = recordLines(ingress);
  const which = lines.length === 1 ? "*NS record* that delegates" : "*NS records* that delegate";
  return lineBlocks(`${which} the domain to ngrok:`, lines, "ngrok names none yet.");
}

export function regionBlocks(ingress: AgentIngress): KnownBlock[] {
  return lineBlocks("*Region domains* for agents to connect to:", ingress.regionDomains, "none yet.");
}

/** For the colleague who owns the DNS, who need not know ngrok. */
export function recordsMessage(ingress: AgentIngress, sharedBy: string): Message {
  const domain = escapeText(ingress.domain);
  const { title, please, notice } = requestFor(ingress.nsTargets.length);
  return {
    text: `${mention(sharedBy)} ${notice} ${domain}.`,
    blocks: [
      {
        type: "section",
        text: mrkdwn(`*${title} for ${domain}*\n${please}`),
      },
      ...recordBlocks(ingress),
      {
        type: "context",
        elements: [mrkdwn(`Shared by ${mention(sharedBy)} · agent ingress \`${escapeText(ingress.id)}\``)],
      },
    ],
  };
}

const WHERE = "where the DNS of its parent zone is managed";

function requestFor(records: number): { title: string; please: string; notice: string } {
  if (records === 0) {
    return {
      title: "NS records",
      please: `Once ngrok has named them, they belong ${WHERE}.`,
      notice: "says that ngrok names no NS records yet for",
    };
  }
  return records === 1
    ? {
        title: "NS record",
        please: `Please create it ${WHERE}, exactly as written; it hands this name, and nothing else, to ngrok.`,
        notice: "shares the NS record to create for",
      }
    : {
        title: "NS records",
        please: `Please create them ${WHERE}, exactly as written; they hand this name, and nothing else, to ngrok.`,
        notice: "shares the NS records to create for",
      };
}
