import { errorCodes } from "../../../src/ngrok/error-codes.ts";
import { seenFields } from "../../../src/operations/seen-fields.ts";
import { errorNote, formAgain } from "../../../src/views/form-again.ts";
import {
  changedBeforeDeletionText,
  changedFieldNote,
  changedJustBeforeText,
  changedMeanwhileText,
} from "../../../src/views/ingress-changed.ts";
import {
  anotherDomainText,
  ingressDeleteForm,
  notDeletedText,
  typedDomainBlock,
} from "../../../src/views/ingress-delete-form.ts";
import { fieldBlockId, type IngressForm, ingressForm } from "../../../src/views/ingress-form.ts";
import { takenLine } from "../../../src/views/ingress-outcome.ts";
import { noNotes, notesOfError } from "../../../src/views/ingress-problem.ts";
import type { Modal } from "../../../src/views/message.ts";
import { tooManyBytes } from "../../../src/views/too-many-bytes.ts";
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
      [fieldBlockId("description", 1)]: tooManyBytes("description", 300, 255),
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
    ...changedByOthers(),
  ];
}

function changedByOthers(): GalleryItem[] {
  const drawTop = drawer(group, "views/ingress-changed.ts", changedMeanwhileText);
  const drawJust = drawer(group, "views/ingress-changed.ts", changedJustBeforeText);
  const drawDeletion = drawer(group, "views/ingress-changed.ts", changedBeforeDeletionText);
  const now = { ...fields, description: "ACME devices, *south*", metadata: "" };
  return [
    drawTop("others changed it meanwhile"),
    drawJust("others changed it just before"),
    drawDeletion("others changed it before its deletion"),
    draw("edit, others changed it meanwhile", {
      ...edit,
      notes: {
        top: [changedMeanwhileText()],
        fields: {
          description: changedFieldNote("description", now, true),
          metadata: changedFieldNote("metadata", now, true),
          certificate: changedFieldNote("certificate", now, false),
        },
      },
    }),
    draw("edit, certificate changed by both", {
      ...edit,
      notes: {
        top: [changedMeanwhileText()],
        fields: { certificate: changedFieldNote("certificate", now, true) },
      },
    }),
    draw("edit, others changed it just before", {
      ...edit,
      notes: { top: [changedJustBeforeText()], fields: {} },
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
  const drawNotDeleted = drawer(group, "views/ingress-delete-form.ts", notDeletedText);
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
      note: changedBeforeDeletionText(),
    }),
    withErrors(drawn, "delete, another domain typed", {
      [typedDomainBlock]: anotherDomainText(fields.domain),
    }),
    drawNotDeleted("delete, refused by ngrok", aCallError({ code: null, status: 403 })),
    drawAgain(
      "delete, back: asked for by another",
      filled(drawn.drawn as Modal, { [typedDomainBlock]: { value: { value: fields.domain } } }),
      errorNote({ text: takenLine(anOperation({ kind: "ingress-edit" }), cardLink), blockId: null }),
    ),
  ];
}
