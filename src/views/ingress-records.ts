import type { KnownBlock } from "@slack/types";
import type { AgentIngress } from "../ngrok/agent-ingresses.ts";
import type { Message } from "./message.ts";
import { preformattedLines } from "./preformatted.ts";
import { escapeText, mention, mrkdwn } from "./text.ts";

const LINE_BLOCKS = 10;

function rooted(name: string): string {
  return name.endsWith(".") ? name : `${name}.`;
}

/** As a zone file has them: `edge.example.com. NS kate.ngrok-dns.com.` */
export function recordLines(ingress: AgentIngress): string[] {
  return ingress.nsTargets.map((target) => `${rooted(ingress.domain)} NS ${rooted(target)}`);
}

function lineBlocks(title: string, lines: string[], none: string): KnownBlock[] {
  if (lines.length === 0) return [{ type: "section", text: mrkdwn(`${title} ${none}`) }];
  const { blocks, left } = preformattedLines(lines, LINE_BLOCKS);
  const rest: KnownBlock[] = left > 0 ? [{ type: "context", elements: [mrkdwn(`and ${left} more`)] }] : [];
  return [{ type: "section", text: mrkdwn(title) }, ...blocks, ...rest];
}

export function recordBlocks(ingress: AgentIngress): KnownBlock[] {
  const lines = recordLines(ingress);
  return lineBlocks(
    `*NS ${lines.length === 1 ? "record" : "records"}* that delegate the domain to ngrok:`,
    lines,
    "ngrok names none yet.",
  );
}

export function regionBlocks(ingress: AgentIngress): KnownBlock[] {
  return lineBlocks("*Region domains* for agents to connect to:", ingress.regionDomains, "none yet.");
}

/** For the colleague who owns the DNS, who need not know ngrok. */
export function recordsMessage(ingress: AgentIngress, sharedBy: string): Message {
  const domain = escapeText(ingress.domain);
  const please =
    ingress.nsTargets.length === 0
      ? "Once ngrok has named them, they belong where the DNS of its parent zone is managed."
      : "Please create them where the DNS of its parent zone is managed, exactly as written; they hand this name, and nothing else, to ngrok.";
  return {
    text: `${mention(sharedBy)} shares the NS records to create for ${domain}.`,
    blocks: [
      {
        type: "section",
        text: mrkdwn(`*NS records for ${domain}*\n${please}`),
      },
      ...recordBlocks(ingress),
      {
        type: "context",
        elements: [mrkdwn(`Shared by ${mention(sharedBy)} · agent ingress \`${escapeText(ingress.id)}\``)],
      },
    ],
  };
}
