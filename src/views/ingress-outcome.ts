import type { KnownBlock } from "@slack/types";
import { actions, commandName } from "../ids.ts";
import type { AgentIngress } from "../ngrok/agent-ingresses.ts";
import type { CallError, Operation } from "../operations/operation.ts";
import type { IngressChanges } from "../operations/target.ts";
import { callErrorText } from "./call-error-words.ts";
import { cardWords } from "./card/card-words.ts";
import { recordBlocks, regionBlocks } from "./ingress-records.ts";
import type { Modal } from "./message.ts";
import { code, domainOf, inBlocks, operationName, shown } from "./operation-words.ts";
import { preformatted } from "./preformatted.ts";
import { channelName, escapeText, mention, mrkdwn, plain, slackDate } from "./text.ts";

const titles = {
  "ingress-create": "Create agent ingress",
  "ingress-edit": "Edit agent ingress",
  "ingress-delete": "Delete agent ingress",
} as const;
export type IngressOperationKind = keyof typeof titles;

const done = { "ingress-create": "created", "ingress-edit": "edited", "ingress-delete": "deleted" } as const;

function section(text: string): KnownBlock {
  return { type: "section", text: mrkdwn(text) };
}

function closing(kind: IngressOperationKind, blocks: KnownBlock[], privateMetadata = ""): Modal {
  return {
    type: "modal",
    title: plain(titles[kind]),
    close: plain("Close"),
    blocks,
    ...(privateMetadata ? { private_metadata: privateMetadata } : {}),
  };
}

/** While ngrok works. What was typed stands in it, so that a view that never goes on has lost nothing. */
export function ingressBusy(kind: IngressOperationKind, domain: string, typed: IngressChanges): Modal {
  const doing = { "ingress-create": "Creating", "ingress-edit": "Editing", "ingress-delete": "Deleting" }[
    kind
  ];
  const texts = [typed.description, typed.metadata].filter((text) => text !== undefined && text !== "");
  const compared = kind === "ingress-create" ? "" : " First its present state is compared with what you saw.";
  const next = `It is recorded and goes on without this window; \`${commandName} open\` shows it.${compared}`;
  return closing(kind, [
    section(`*${doing} ${shown(domain, 253)}…*\n${next}`),
    ...(texts.length > 0 ? [section("As typed:")] : []),
    ...texts.flatMap((text) => preformatted(text ?? "")),
  ]);
}

/** The new ingress, and what comes next. Null where it could not be read back. */
export function ingressCreated(
  created: { ingressId: string | null; domain: string; ingress: AgentIngress | null },
  shown: { channelId: string; notes: string[] },
): Modal {
  const { ingress, ingressId } = created;
  const id = ingressId ? `\n\`${escapeText(ingressId)}\`` : "";
  const head = section(`*${escapeText(created.domain)} is created.*${id}`);
  if (!ingress) {
    return closing("ingress-create", [
      head,
      section(
        `It could not be read back just now. \`${commandName} ingress show ${escapeText(ingressId ?? created.domain)}\` shows the NS records to create.`,
      ),
    ]);
  }
  return closing(
    "ingress-create",
    [
      head,
      ...recordBlocks(ingress),
      {
        type: "actions",
        elements: [
          {
            type: "button",
            text: plain("Share here"),
            action_id: actions.ingresses.shareRecords,
            value: ingress.id,
          },
        ],
      },
      ...shown.notes.map(section),
      ...regionBlocks(ingress),
      section(
        `*Next:* the owner of the domain's DNS creates these NS records. ${ingress.certificatePolicy ? "ngrok then gets the certificate by itself; " : ""}\`${commandName} ingress show ${escapeText(ingress.id)}\` tells how it stands. Agents then connect to the region domains.`,
      ),
    ],
    JSON.stringify({ channelId: shown.channelId }),
  );
}

/** What its card says, in the same words. */
function onCard(operation: Operation): string {
  const { title, body } = cardWords(operation, inBlocks);
  return `*${title}* ${body}`.trim();
}

function unknownOutcome(error: CallError, kind: IngressOperationKind, domain: string): string {
  return `*Whether ${domain} was ${done[kind]} is not known.* Somebody has to look; the card offers what to do.\n${callErrorText(error)}`;
}

function problemText(operation: Operation, kind: IngressOperationKind, domain: string): string {
  const { problem } = operation;
  if (problem?.code === "call-refused")
    return `*${domain} was not ${done[kind]}.*\n${callErrorText(problem.error)}`;
  if (operation.state === "failed") return `*${domain} was not ${done[kind]}.* The card says why.`;
  if (problem?.code === "call-unknown") return unknownOutcome(problem.error, kind, domain);
  return `*${domain} was not ${done[kind]} yet.* It needs a person; the card says why and offers what to do.`;
}

function stateText(operation: Operation, kind: IngressOperationKind, domain: string): string {
  const notDone = `*${domain} was not ${done[kind]}.*`;
  switch (operation.state) {
    case "requested":
      return `*It is recorded.* The bot could not check ${domain} at ngrok yet; it goes on by itself.`;
    case "awaiting-approval":
      return `*It waits for approval.* Nothing changes until an approver agrees. The card is in ${channelName(operation.request.channelId)}.`;
    case "succeeded":
    case "superseded":
    case "resolved":
      return onCard(operation);
    case "failed":
    case "needs-attention":
      return problemText(operation, kind, domain);
    case "denied":
      return `${notDone} ${operation.denial ? mention(operation.denial.by) : "An approver"} denied it.`;
    case "cancelled":
      return `${notDone} ${operation.cancellation ? mention(operation.cancellation.by) : "Somebody"} cancelled it.`;
    case "expired":
      return `${notDone} Nobody approved in time.`;
    default:
      return `*Still under way.* ngrok has not answered yet; the card tells how it ends.`;
  }
}

/** How an operation stands, for the person who asked for it. `cardLink` is null while the card is not posted. */
export function ingressOutcome(operation: Operation, cardLink: string | null): Modal {
  const kind = operation.kind as IngressOperationKind;
  const domain = domainOf(operation.target);
  const link = cardLink
    ? `<${cardLink}|Open the card>`
    : `The card appears in ${channelName(operation.request.channelId)}; \`${commandName} open\` links to it.`;
  return closing(kind, [section(stateText(operation, kind, escapeText(domain))), section(link)]);
}

export function ingressGoneText(ingressId: string): string {
  return `The agent ingress ${code(ingressId)} is gone: somebody deleted it.`;
}

/** Somebody was first: one unfinished change per ingress or domain. */
export function takenLine(by: Operation, cardLink: string | null): string {
  const asked = `${operationName(by)}, asked ${slackDate(by.request.at, "date-time")}, is not finished yet.`;
  const next = cardLink
    ? `Wait for its end, or cancel it on <${cardLink}|its card>.`
    : "Wait for its end; `/ngrok open` lists it.";
  return `*${mention(by.request.by)} was first.* ${asked} ${next}`;
}
