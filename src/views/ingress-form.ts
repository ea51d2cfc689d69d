import type { KnownBlock } from "@slack/types";
import { modals } from "../ids.ts";
import type { Certificate, IngressFields, SeenFields } from "../operations/target.ts";
import { type ApprovalValues, approversInput, inputAction, reasonInput } from "./approval-inputs.ts";
import { cardChannelInput } from "./card-channel-input.ts";
import { warned } from "./form-again.ts";
import { certificateNames } from "./ingress-certificate.ts";
import type { FormNote, FormNotes } from "./ingress-problem.ts";
import { limits, ngrokLimits } from "./limits.ts";
import type { Modal } from "./message.ts";
import { pieces, preformatted } from "./preformatted.ts";
import { escapeText, mrkdwn, plain } from "./text.ts";

/** What the form carries along, out of sight. */
export interface IngressFormState {
  /** Where the person is; the NS records may be shared there. */
  channelId: string;
  /** Where the card goes; found when the form was opened. Null where the form asks for that. */
  cardChannelId: string | null;
  /** Counts the drawings: as long as a block keeps its id, Slack keeps what was typed and ignores a new value. */
  round: number;
  /** Null in a form that creates. */
  edited: { ingressId: string; domain: string; seen: SeenFields } | null;
}

export interface IngressForm {
  state: IngressFormState;
  fields: IngressFields;
  /** The card's channel as it was picked, where the form asks for it. */
  pickedChannelId?: string | null;
  /** Null where no approval is needed. */
  approval: ApprovalValues | null;
  /** Whether the asker may approve what he asks for. */
  selfApproval?: boolean;
  notes: FormNotes;
}

/** `part` counts from 1: what exceeds one of Slack's inputs goes on in the next. */
export function fieldBlockId(field: keyof IngressFields, round: number, part = 1): string {
  return `${field}:${round}:${part}`;
}

function textInput(
  id: string,
  label: string,
  value: string,
  more: { hint: string; multiline: boolean; optional: boolean },
) {
  return {
    type: "input",
    block_id: id,
    label: plain(label),
    optional: more.optional,
    hint: plain(more.hint),
    element: {
      type: "plain_text_input",
      action_id: inputAction,
      // A single line would swallow the line breaks of what is there.
      multiline: more.multiline || value.includes("\n"),
      max_length: limits.plainTextInput,
      // Slack takes no half of a character.
      ...(value ? { initial_value: value.toWellFormed() } : {}),
    },
  } as const satisfies KnownBlock;
}

function metadataInputs(value: string, round: number): KnownBlock[] {
  const bytes = ngrokLimits.ingressMetadataBytes;
  const [first = "", ...others] = pieces(value, limits.plainTextInput);
  const hint =
    others.length > 0
      ? `At most ${bytes} bytes in all. Slack's input holds ${limits.plainTextInput} characters, so the rest is in the next one.`
      : `At most ${bytes} bytes. Slack's input holds ${limits.plainTextInput} characters.`;
  const input = (part: number, label: string, text: string, says: string) =>
    textInput(fieldBlockId("metadata", round, part), label, text, {
      hint: says,
      multiline: true,
      optional: true,
    });
  return [
    input(1, "Metadata", first, hint),
    ...others.map((text, index) =>
      input(index + 2, "Metadata, continued", text, "Joined to what stands above, with nothing in between."),
    ),
  ];
}

function certificateInput(value: Certificate, round: number): KnownBlock {
  const option = (certificate: Certificate) => ({
    text: plain(certificateNames[certificate]),
    value: certificate,
  });
  return {
    type: "input",
    block_id: fieldBlockId("certificate", round),
    label: plain("Certificate"),
    element: {
      type: "static_select",
      action_id: inputAction,
      options: (["none", "rsa", "ecdsa"] as const).map(option),
      initial_option: option(value),
    },
  };
}

function note(noted: FormNote | undefined): KnownBlock[] {
  if (!noted) return [];
  return [{ type: "section", text: mrkdwn(warned(noted.text)) }, ...preformatted(noted.quoted)];
}

function domainBlock({ state, fields }: IngressForm): KnownBlock {
  if (state.edited) {
    return {
      type: "section",
      text: mrkdwn(
        `*${escapeText(fields.domain)}*\n\`${escapeText(state.edited.ingressId)}\`\nThe domain of an agent ingress cannot be changed.`,
      ),
    };
  }
  return textInput(fieldBlockId("domain", state.round), "Domain", fields.domain, {
    hint: "A domain that you own, such as edge.example.com. It cannot be changed later.",
    multiline: false,
    optional: false,
  });
}

export function ingressForm(form: IngressForm): Modal {
  const { state, fields, approval, notes } = form;
  return {
    type: "modal",
    callback_id: state.edited ? modals.ingressEdit : modals.ingressCreate,
    title: plain(state.edited ? "Edit agent ingress" : "Create agent ingress"),
    submit: plain(approval ? "Ask for approval" : state.edited ? "Edit" : "Create"),
    close: plain("Cancel"),
    private_metadata: JSON.stringify(state),
    blocks: [
      ...notes.top.flatMap((text) => note({ text, quoted: "" })),
      domainBlock(form),
      ...note(notes.fields.domain),
      textInput(fieldBlockId("description", state.round), "Description", fields.description, {
        hint: `At most ${ngrokLimits.ingressDescriptionBytes} bytes; a letter beyond ASCII takes 2 to 4.`,
        multiline: false,
        optional: true,
      }),
      ...note(notes.fields.description),
      ...metadataInputs(fields.metadata, state.round),
      ...note(notes.fields.metadata),
      certificateInput(fields.certificate, state.round),
      ...note(notes.fields.certificate),
      ...(approval
        ? [
            reasonInput(approval, true),
            ...(state.cardChannelId === null ? [cardChannelInput(form.pickedChannelId ?? null)] : []),
            approversInput(approval, form.selfApproval ?? false),
          ]
        : []),
    ],
  };
}

/** At the first field of a form that was submitted as it was opened. */
export function nothingEditedText(): string {
  return "Nothing is changed yet: edit a field, or cancel.";
}
