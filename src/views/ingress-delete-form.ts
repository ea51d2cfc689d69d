import type { KnownBlock } from "@slack/types";
import { modals } from "../ids.ts";
import type { CallError } from "../operations/operation.ts";
import type { IngressSnapshot, SeenFields } from "../operations/target.ts";
import { type ApprovalValues, approversInput, inputAction, reasonInput } from "./approval-inputs.ts";
import { callErrorText } from "./call-error-words.ts";
import { warned } from "./form-again.ts";
import { certificateNames } from "./ingress-certificate.ts";
import type { Modal } from "./message.ts";
import { code } from "./operation-words.ts";
import { preformatted } from "./preformatted.ts";
import { clean, escapeText, mrkdwn, plain } from "./text.ts";

export const typedDomainBlock = "typed-domain";

/** What the form carries along, out of sight; `seen` tells whether the ingress is still the one that was shown. */
export interface IngressDeleteState {
  cardChannelId: string;
  ingressId: string;
  domain: string;
  seen: SeenFields;
}

export interface IngressDeleteForm {
  state: IngressDeleteState;
  /** The fields that are reviewed: an approval is bound to them. */
  reviewed: IngressSnapshot;
  approval: ApprovalValues;
  approvalRequired: boolean;
  /** Whether the asker may approve what he asks for. */
  selfApproval?: boolean;
  /** A line on top, mrkdwn, already escaped. */
  note: string | null;
}

function section(text: string): KnownBlock {
  return { type: "section", text: mrkdwn(text) };
}

function reviewedBlocks(reviewed: IngressSnapshot): KnownBlock[] {
  const text = (name: string, value: string) =>
    value ? [section(`*${name}:*`), ...preformatted(value)] : [section(`*${name}:* none`)];
  return [
    section(`*Delete ${escapeText(reviewed.domain)}?*\n${code(reviewed.ingressId)}`),
    ...text("Description", reviewed.description),
    ...text("Metadata", reviewed.metadata),
    section(`*Certificate:* ${certificateNames[reviewed.certificate]}`),
  ];
}

function consequences(domain: string): KnownBlock[] {
  return [
    section("*It cannot be undone.*"),
    section(
      `*Known:* the agent ingress goes, with its region domains, its certificate and ngrok's answers to the NS records. The delegation of ${domain} stays in its owner's DNS until somebody removes it there.`,
    ),
    section(
      "*Not known:* what becomes of agents that are connected through it is documented nowhere, and sessions do not say which ingress they use. Check what connects to the region domains first.",
    ),
  ];
}

export function ingressDeleteForm(form: IngressDeleteForm): Modal {
  const { state, reviewed, approval, approvalRequired, note } = form;
  return {
    type: "modal",
    callback_id: modals.ingressDelete,
    title: plain("Delete agent ingress"),
    submit: plain(approvalRequired ? "Ask for approval" : "Delete"),
    close: plain("Cancel"),
    private_metadata: JSON.stringify(state),
    blocks: [
      ...(note ? [section(warned(note))] : []),
      ...reviewedBlocks(reviewed),
      ...consequences(escapeText(reviewed.domain)),
      {
        type: "input",
        block_id: typedDomainBlock,
        label: plain("Type the domain to confirm"),
        element: { type: "plain_text_input", action_id: inputAction },
      },
      reasonInput(approval, approvalRequired),
      ...(approvalRequired ? [approversInput(approval, form.selfApproval ?? false)] : []),
    ],
  };
}

/** At the field where the domain is typed: plain text. */
export function anotherDomainText(domain: string): string {
  return `This is not its domain. To delete it, type ${clean(domain)}`;
}

/** Why the form comes back after ngrok refused the deletion. */
export function notDeletedText(error: CallError): string {
  return `*It is not deleted.* ${callErrorText(error)}`;
}
