import type { KnownBlock } from "@slack/types";
import { actions, commandName } from "../../ids.ts";
import type { AgentIngress } from "../../ngrok/agent-ingresses.ts";
import { certificateSummary, certificateTrouble } from "../ingress-certificate.ts";
import { shown } from "../operation-words.ts";
import { mrkdwn, plain, slackDate } from "../text.ts";
import type { Seen } from "./home-data.ts";
import { line, smallLine } from "./home-lines.ts";
import { seenBlocks } from "./home-seen.ts";

const ROWS = 8;
const LONGEST_DOMAIN = 253;

/** Those for which ngrok cannot get the certificate. */
export function homeIngresses(seen: Seen<readonly AgentIngress[]>): KnownBlock[] {
  return seenBlocks("Ingresses with certificate trouble", seen, troubleBlocks);
}

function troubleBlocks(ingresses: readonly AgentIngress[]): KnownBlock[] {
  const title = "*Ingresses with certificate trouble*";
  const troubled = ingresses.filter((ingress) => certificateTrouble(ingress) !== null);
  if (ingresses.length === 0) return [line(`${title}\nThere is no ingress.`)];
  if (troubled.length === 0) {
    return [line(`${title}\nNone, of ${ingresses.length} in all.`)];
  }
  const more = troubled.length - ROWS;
  return [
    line(title),
    ...troubled.slice(0, ROWS).map(row),
    ...(more > 0 ? [smallLine(`and ${more} more: \`${commandName} ingresses\``)] : []),
  ];
}

function row(ingress: AgentIngress): KnownBlock {
  const retriesAt = certificateTrouble(ingress)?.retriesAt;
  const retry = retriesAt ? ` · next try ${slackDate(retriesAt, "date-time")}` : "";
  return {
    type: "section",
    text: mrkdwn(`*${shown(ingress.domain, LONGEST_DOMAIN)}*\n${certificateSummary(ingress)}${retry}`),
    accessory: {
      type: "button",
      text: plain("Show"),
      action_id: actions.home.showIngress,
      value: ingress.id,
    },
  };
}
