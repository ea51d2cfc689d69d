import type { App, ViewOutput, ViewSubmitAction } from "@slack/bolt";
import { z } from "zod";
import { modals } from "../ids.ts";
import type { Obstacle } from "../operations/obstacle.ts";
import type { OperationDraft } from "../operations/operations.ts";
import { changedSince, seenFields } from "../operations/seen-fields.ts";
import { ingressSnapshot } from "../operations/snapshots.ts";
import type { IngressChanges, IngressFields, IngressSnapshot } from "../operations/target.ts";
import { UserRefusal } from "../user-error.ts";
import { type ApprovalValues, noApprovalValues } from "../views/approval-inputs.ts";
import { cardRefusedText } from "../views/card-refused.ts";
import { changedJustBeforeText } from "../views/ingress-changed.ts";
import {
  fieldBlockId,
  type IngressForm,
  type IngressFormState,
  ingressForm,
  nothingEditedText,
} from "../views/ingress-form.ts";
import { ingressBusy, takenLine } from "../views/ingress-outcome.ts";
import { type FormNotes, noNotes, notesOfError } from "../views/ingress-problem.ts";
import type { Modal } from "../views/message.ts";
import { noticeModal } from "../views/notice-modal.ts";
import { ingressUsage } from "../views/usage.ts";
import { approvalErrors, approvalValues, type FieldErrors, needsApproval } from "./approval-values.ts";
import type { CommandHandler, HandlerDeps, OpenRequest } from "./deps.ts";
import { channelIdSchema, formState, seenSchema } from "./form-state.ts";
import { findIngress } from "./ingress-find.ts";
import { byteErrors, ingressFields } from "./ingress-form-values.ts";
import { type Merged, mergeEdit, withChanges } from "./ingress-merge.ts";
import { formErrorNotes } from "./ingress-notes.ts";
import { obstacleText } from "./ingress-obstacle.ts";
import { settledModal } from "./ingress-settle.ts";
import { openModal } from "./open-modal.ts";
import { permitAsking } from "./permit.ts";
import { permittedCard } from "./permitted-card.ts";
import { submitKey } from "./session-submitted.ts";
import { submitRequest } from "./submit-request.ts";

const TITLE = "Edit agent ingress";
const WHAT = "edit an agent ingress";
const KIND = "ingress-edit";

export function ingressEditCommand(deps: HandlerDeps): CommandHandler {
  return async ({ ack, args, client, triggerId, userId, channelId }) => {
    await ack();
    const [ingressId] = args;
    if (!ingressId) throw new UserRefusal(ingressUsage("edit ID"));
    await openIngressEdit(deps, { client, triggerId, userId, channelId }, { ingressId });
  };
}

interface EditPrefill extends Partial<ApprovalValues> {
  ingressId: string;
  changes?: IngressChanges;
}

/** `ingressId` may be a beginning or end of an id, or a domain. `changes` are filled in over the present values. */
export async function openIngressEdit(
  deps: HandlerDeps,
  open: OpenRequest,
  { ingressId, changes = {}, ...approval }: EditPrefill,
): Promise<void> {
  await openModal(open.client, open.triggerId, TITLE, async () => {
    const card = await permittedCard(deps, open, KIND, WHAT);
    if (!card.ok) return noticeModal(TITLE, cardRefusedText(card));
    const ingress = ingressSnapshot(await findIngress(deps, ingressId));
    return ingressForm({
      state: {
        channelId: open.channelId,
        cardChannelId: card.channelId,
        round: 1,
        edited: { ingressId: ingress.ingressId, domain: ingress.domain, seen: seenFields(ingress) },
      },
      fields: withChanges(ingress, changes),
      approval: needsApproval(deps, KIND) ? { ...noApprovalValues, ...approval } : null,
      selfApproval: deps.settings.allowSelfApproval,
      notes: noNotes,
    });
  });
}

type EditedState = IngressFormState & {
  cardChannelId: string;
  edited: NonNullable<IngressFormState["edited"]>;
};
type EditForm = IngressForm & { state: EditedState };

const State: z.ZodType<EditedState> = z.object({
  channelId: channelIdSchema,
  cardChannelId: channelIdSchema,
  round: z.number().int(),
  edited: z.object({ ingressId: z.string().min(1), domain: z.string().min(1), seen: seenSchema }),
});

async function readForm(
  deps: HandlerDeps,
  view: ViewOutput,
  userId: string,
): Promise<{ form: EditForm; errors: FieldErrors }> {
  const state = formState(State, view.private_metadata);
  const fields: IngressFields = { ...ingressFields(view, state.round), domain: state.edited.domain };
  const approval = needsApproval(deps, KIND) ? approvalValues(view) : null;
  const unchanged =
    changedSince(state.edited.seen, fields).length > 0
      ? {}
      : { [fieldBlockId("description", state.round)]: nothingEditedText() };
  const errors = {
    ...unchanged,
    ...byteErrors(fields, state.round),
    ...(approval ? await approvalErrors(deps, userId, approval, state.cardChannelId) : {}),
  };
  return {
    form: { state, fields, approval, selfApproval: deps.settings.allowSelfApproval, notes: noNotes },
    errors,
  };
}

function again(form: EditForm, notes: FormNotes) {
  return ingressForm({ ...form, state: { ...form.state, round: form.state.round + 1 }, notes });
}

/** The form with what others changed meanwhile; what the person typed stays, and counts against the new values. */
function compared(form: EditForm, now: IngressSnapshot, merged: Merged) {
  const state = { ...form.state, edited: { ...form.state.edited, seen: seenFields(now) } };
  return again({ ...form, fields: merged.fields, state }, merged.notes);
}

function inTheWay(form: EditForm, obstacle: Obstacle): Modal {
  if (obstacle.code === "changed" && obstacle.found.type === "ingress") {
    return changedMeanwhile(form, obstacle.found.ingress);
  }
  return again(form, { top: [obstacleText(obstacle, KIND, form.state.edited.ingressId)], fields: {} });
}

function changedMeanwhile(form: EditForm, found: IngressSnapshot): Modal {
  const merged = mergeEdit(form.fields, form.state.edited.seen, found);
  const notes = merged.notes.top.length > 0 ? merged.notes : { top: [changedJustBeforeText()], fields: {} };
  return compared(form, found, { ...merged, notes });
}

function draftOf(form: EditForm, view: ViewOutput, by: string): OperationDraft {
  const { ingressId, domain, seen } = form.state.edited;
  const { description, metadata, certificate } = form.fields;
  const typed = { description, metadata, certificate };
  return {
    kind: KIND,
    target: { type: "unread-ingress", ingressId, domain, seen, typed },
    by,
    reason: form.approval?.reason ?? "",
    channelId: form.state.cardChannelId,
    askedApprovers: form.approval?.askedApprovers ?? [],
    schedule: { when: "now", chosenAt: null },
    key: submitKey(view),
  };
}

export function registerIngressEdit(app: App, deps: HandlerDeps): void {
  app.view<ViewSubmitAction>(modals.ingressEdit, async ({ ack, body, view, client }) => {
    const { cardChannelId } = formState(State, view.private_metadata);
    await permitAsking(deps, body.user.id, WHAT, cardChannelId);
    const { form, errors } = await readForm(deps, view, body.user.id);
    if (Object.keys(errors).length > 0) return ack({ response_action: "errors", errors });
    await submitRequest(deps, {
      ack,
      client,
      view,
      draft: draftOf(form, view, body.user.id),
      loading: ingressBusy(KIND, form.fields.domain, form.fields),
      taken: (by, link) => again(form, { top: [takenLine(by, link)], fields: {} }),
      inTheWay: (obstacle) => inTheWay(form, obstacle),
      outcome: (operation) =>
        settledModal(deps, operation, {
          refused: (error) => again(form, notesOfError(error)),
          superseded: (found) => changedMeanwhile(form, found),
        }),
      form: (error) => again(form, formErrorNotes(error)),
    });
  });
}
