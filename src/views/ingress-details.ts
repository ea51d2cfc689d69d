import type { KnownBlock } from "@slack/types";
import { actions } from "../ids.ts";
import type { AgentIngress } from "../ngrok/agent-ingresses.ts";
import { byteLength } from "./byte-length.ts";
import { certificateLines } from "./ingress-certificate.ts";
import { recordBlocks, regionBlocks } from "./ingress-records.ts";
import type { Message } from "./message.ts";
import { pieces, preformatted } from "./preformatted.ts";
import { clean, escapeText, mrkdwn, plain, slackDate } from "./text.ts";

// More than ngrok takes, and no more than a message has room for.
const LONGEST_SHOWN = 4500;

function section(text: string): KnownBlock {
  return { type: "section", text: mrkdwn(text) };
}

function textBlocks(name: string, value: string): KnownBlock[] {
  const text = clean(value);
  if (text === "") return [section(`*${name}:* none`)];
  const [shown = ""] = pieces(text, LONGEST_SHOWN);
  const left = byteLength(text.slice(shown.length));
  const rest = left > 0 ? [section(`and ${left} more bytes; the edit form holds all of it`)] : [];
  return [section(`*${name}:*`), ...preformatted(shown), ...rest];
}

/** Every field, what to put into the DNS, and how its certificate stands. */
export function ingressDetails(ingress: AgentIngress): Message {
  const domain = escapeText(ingress.domain);
  const button = (label: string, actionId: string) =>
    ({ type: "button", text: plain(label), action_id: actionId, value: ingress.id }) as const;
  return {
    text: `Agent ingress ${domain}.`,
    blocks: [
      section(
        `*Agent ingress ${domain}*\n\`${escapeText(ingress.id)}\`\ncreated ${slackDate(ingress.createdAt, "date-time")}`,
      ),
      ...textBlocks("Description", ingress.description),
      ...textBlocks("Metadata", ingress.metadata),
      ...recordBlocks(ingress),
      ...regionBlocks(ingress),
      section(certificateLines(ingress).join("\n")),
      {
        type: "actions",
        elements: [
          button("Edit…", actions.ingresses.edit),
          button("Share records here", actions.ingresses.shareRecords),
          { ...button("Delete…", actions.ingresses.delete), style: "danger" },
        ],
      },
    ],
  };
}
