import { errorCodes } from "../../../src/ngrok/error-codes.ts";
import { seenFields } from "../../../src/operations/seen-fields.ts";
import { errorNote, formAgain } from "../../../src/views/form-again.ts";
import { ingressDeleteForm, typedDomainBlock } from "../../../src/views/ingress-delete-form.ts";
import { fieldBlockId, type IngressForm, ingressForm } from "../../../src/views/ingress-form.ts";
import { takenLine } from "../../../src/views/ingress-outcome.ts";
import { noNotes, notesOfError } from "../../../src/views/ingress-problem.ts";
import type { Modal } from "../../../src/views/message.ts";
import { drawer, type GalleryItem, withErrors } from "../gallery-item.ts";
import { hostileText } from "../samples/an-agent-ingress.ts";
import { anOperation } from "../samples/an-operation.ts";
import { aCallError } from "../samples/card-parts.ts";
import { cardLink } from "../samples/devices.ts";
import { filled } from "../samples/filled.ts";

const group = "Forms about ingresses";
const draw = drawer(group, "views/ingress-form.ts", ingressForm);
const drawDelete = drawer(group, "views/ingress-delete-form.ts", ingressDeleteForm);
const drawAgain = drawer(group, "views/form-again.ts", formAgain);

const ingressId = "agin_2aBcDeFgHiJkLmNoPqRsTuVw55";
const approval = { reason: "", askedApprovers: [] };
const fields = {
  domain: "edge.example.com",
  description: "ACME devices",
  metadata: '{"sku":"824JS4"}',
  certificate: "rsa",
} as const;
const seen = seenFields(fields);
const state = { channelId: "C0OPS", cardChannelId: "C0OPS", round: 1, edited: null };
const empty = { domain: "", description: "", metadata: "", certificate: "ecdsa" } as const;
const create: IngressForm = { state, fields: empty, approval: null, notes: noNotes };
const edit: IngressForm = {
  state: { ...state, edited: { ingressId, domain: fields.domain, seen } },
  fields,
  approval: null,
  notes: noNotes,
};

/** Forms on ingresses: fresh, filled, refused at their fields, and come back. */
export function ingressFormItems(): GalleryItem[] {
  return [...creations(), ...edits(), ...refusedByNgrok(), ...deletions()];
}

function creations(): GalleryItem[] {
  const form = draw("create, filled", { ...create, fields });
  return [
    draw("create, fresh", create),
    form,
    draw("create, with approval", { ...create, approval }),
    draw("create, with approval, filled", {
      ...create,
      fields,
      approval: { reason: "new site in the north", askedApprovers: ["U0APPROVER"] },
    }),
    draw("create, with self-approval", { ...create, approval, selfApproval: true }),
    draw("create, asked for on Home", { ...create, state: { ...state, cardChannelId: null }, approval }),
    withErrors(form, "create, too long a description", {
      [fieldBlockId("description", 1)]:
        "The description takes 300 bytes; ngrok allows 255. Shorten it by 45 bytes.",
    }),
    draw("create, asked for by another", {
      ...create,
      fields,
      notes: { top: [takenLine(anOperation({ kind: "ingress-create" }), cardLink)], fields: {} },
    }),
  ];
}

function edits(): GalleryItem[] {
  const long = "&<>`é".repeat(700);
  return [
    draw("edit", edit),
    draw("edit, with approval", { ...edit, approval }),
    draw("edit, long metadata in two inputs", { ...edit, fields: { ...fields, metadata: long } }),
    draw("edit, several lines", { ...edit, fields: { ...fields, description: "North\nSouth" } }),
    draw("edit, hostile", { ...edit, fields: { ...fields, description: hostileText.slice(0, 250) } }),
    draw("edit, others changed it meanwhile", {
      ...edit,
      notes: {
        top: ["*This agent ingress changed meanwhile. Nothing is edited yet.*"],
        fields: {
          description: {
            text: "*Somebody changed the description since you opened this form.* Above is yours, which replaces theirs when you submit again. Theirs:",
            quoted: "ACME devices, *south*",
          },
          certificate: {
            text: "*Somebody changed the certificate since you opened this form.* You had not touched it, so theirs is kept and shown above.",
            quoted: "",
          },
        },
      },
    }),
  ];
}

function refusedByNgrok(): GalleryItem[] {
  return Object.values(errorCodes)
    .filter((code) => code.startsWith("ERR_NGROK_67") || code === errorCodes.keyOwnerMayNotWrite)
    .map((code) => {
      const error = aCallError({ code, message: "The domain edge.example.com is not what it should be." });
      return draw(`create, refused by ngrok with ${code}`, { ...create, fields, notes: notesOfError(error) });
    });
}

function deletions(): GalleryItem[] {
  const reviewed = { ingressId, ...fields };
  const form = {
    state: { cardChannelId: "C0OPS", ingressId, domain: fields.domain, seen },
    reviewed,
    approval,
    approvalRequired: true,
    note: null,
  };
  const drawn = drawDelete("delete", form);
  return [
    drawn,
    drawDelete("delete without approval", { ...form, approvalRequired: false }),
    drawDelete("delete, self-approval, filled", {
      ...form,
      selfApproval: true,
      approval: { reason: "site closed", askedApprovers: ["U0APPROVER"] },
    }),
    drawDelete("delete, nothing filled in", {
      ...form,
      reviewed: { ...reviewed, description: "", metadata: "", certificate: "none" },
    }),
    drawDelete("delete, hostile", {
      ...form,
      reviewed: { ...reviewed, description: hostileText, metadata: hostileText },
    }),
    drawDelete("delete, changed meanwhile", {
      ...form,
      note: "*It changed since you opened this form.* Look again.",
    }),
    withErrors(drawn, "delete, another domain typed", {
      [typedDomainBlock]: "This is not the domain. Type edge.example.com.",
    }),
    drawAgain(
      "delete, back: asked for by another",
      filled(drawn.drawn as Modal, { [typedDomainBlock]: { value: { value: fields.domain } } }),
      errorNote({ text: takenLine(anOperation({ kind: "ingress-edit" }), cardLink), blockId: null }),
    ),
  ];
}
