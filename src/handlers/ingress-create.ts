import type { App, ViewOutput, ViewSubmitAction } from "@slack/bolt";
import { z } from "zod";
import { modals } from "../ids.ts";
import type { Operation } from "../operations/operation.ts";
import type { IngressFields } from "../operations/target.ts";
import { type ApprovalValues, noApprovalValues } from "../views/approval-inputs.ts";
import { cardRefusedText } from "../views/card-refused.ts";
import { fieldBlockId, type IngressForm, type IngressFormState, ingressForm } from "../views/ingress-form.ts";
import { ingressBusy, ingressCreated, takenLine } from "../views/ingress-outcome.ts";
import { type FormNotes, noNotes, notesOfError } from "../views/ingress-problem.ts";
import { noticeModal } from "../views/notice-modal.ts";
import { approvalErrors, approvalValues, type FieldErrors, needsApproval } from "./approval-values.ts";
import { cardChannelErrors, pickedChannel } from "./card-channel.ts";
import type { CommandHandler, HandlerDeps, OpenRequest } from "./deps.ts";
import { channelIdSchema, formState } from "./form-state.ts";
import { checkDomain } from "./ingress-domain.ts";
import { readIngress } from "./ingress-find.ts";
import { byteErrors, ingressFields } from "./ingress-form-values.ts";
import { formErrorNotes } from "./ingress-notes.ts";
import { settledModal } from "./ingress-settle.ts";
import { openModal } from "./open-modal.ts";
import { permitAsking } from "./permit.ts";
import { permittedCard } from "./permitted-card.ts";
import { submitModal } from "./submit-modal.ts";

const TITLE = "Create agent ingress";
const WHAT = "create an agent ingress";
const KIND = "ingress-create";
const EMPTY: IngressFields = { domain: "", description: "", metadata: "", certificate: "none" };

const State: z.ZodType<IngressFormState> = z.object({
  channelId: channelIdSchema,
  cardChannelId: channelIdSchema.nullable(),
  round: z.number().int(),
  edited: z.null(),
});

/** `/ngrok ingress create [DOMAIN]` */
export function ingressCreateCommand(deps: HandlerDeps): CommandHandler {
  return async ({ ack, args, client, triggerId, userId, channelId }) => {
    await ack();
    const fields = { ...EMPTY, domain: args[0] ?? "" };
    await openIngressCreate(deps, { client, triggerId, userId, channelId }, { fields });
  };
}

/** Opens the form, or what keeps this person from filling it in. */
export async function openIngressCreate(
  deps: HandlerDeps,
  open: OpenRequest,
  { fields = EMPTY, ...approval }: { fields?: IngressFields } & Partial<ApprovalValues>,
): Promise<void> {
  await openModal(open.client, open.triggerId, TITLE, async () => {
    const card = await permittedCard(deps, open, KIND, WHAT);
    if (!card.ok && card.reason !== "no-approver") return noticeModal(TITLE, cardRefusedText(card));
    const cardChannelId = card.ok ? card.channelId : null;
    return ingressForm({
      state: { channelId: open.channelId, cardChannelId, round: 1, edited: null },
      fields,
      approval: needsApproval(deps, KIND) ? { ...noApprovalValues, ...approval } : null,
      selfApproval: deps.settings.allowSelfApproval,
      notes: noNotes,
    });
  });
}

/** What was submitted: the form as it can be drawn again, and what is wrong with it. */
async function readForm(
  deps: HandlerDeps,
  view: ViewOutput,
  userId: string,
): Promise<{ form: IngressForm; channelId: string; errors: FieldErrors }> {
  const state = formState(State, view.private_metadata);
  const typed = ingressFields(view, state.round);
  const domain = checkDomain(typed.domain);
  const approval = needsApproval(deps, KIND) ? approvalValues(view) : null;
  const pickedChannelId = pickedChannel(view);
  const channelId = state.cardChannelId ?? pickedChannelId;
  // At the same time: Slack hears of it within 3 s.
  const [approvalProblems, channelProblems] = await Promise.all([
    approval ? approvalErrors(deps, userId, approval, channelId) : {},
    state.cardChannelId === null
      ? cardChannelErrors(deps, { userId, picked: pickedChannelId, kind: KIND, what: WHAT })
      : {},
  ]);
  const errors = {
    ...(domain.ok ? {} : { [fieldBlockId("domain", state.round)]: domain.problem }),
    ...byteErrors(typed, state.round),
    ...channelProblems,
    ...approvalProblems,
  };
  const fields = domain.ok ? { ...typed, domain: domain.domain } : typed;
  const { allowSelfApproval: selfApproval } = deps.settings;
  return {
    form: { state, fields, pickedChannelId, approval, selfApproval, notes: noNotes },
    channelId: channelId ?? "",
    errors,
  };
}

export function registerIngressCreate(app: App, deps: HandlerDeps): void {
  app.view<ViewSubmitAction>(modals.ingressCreate, async ({ ack, body, view, client }) => {
    const { cardChannelId } = formState(State, view.private_metadata);
    await permitAsking(deps, body.user.id, WHAT, cardChannelId);
    const { form, channelId, errors } = await readForm(deps, view, body.user.id);
    if (Object.keys(errors).length > 0) return ack({ response_action: "errors", errors });
    const again = (notes: FormNotes) =>
      ingressForm({ ...form, state: { ...form.state, round: form.state.round + 1 }, notes });

    const result = await deps.operations.request({
      kind: KIND,
      target: { type: "new-ingress", fields: form.fields },
      by: body.user.id,
      reason: form.approval?.reason ?? "",
      channelId,
      askedApprovers: form.approval?.askedApprovers ?? [],
      schedule: { when: "now", chosenAt: null },
      key: `${view.id}:${view.hash}`,
    });
    if (result.outcome === "taken") {
      const line = takenLine(result.by, await deps.operations.cardLink(result.by.id));
      return ack({ response_action: "update", view: again({ top: [line], fields: {} }) });
    }
    await submitModal({
      ack,
      client,
      view,
      loading: ingressBusy(KIND, form.fields.domain, form.fields),
      run: () =>
        settledModal(deps, result.operation, {
          refused: (error) => again(notesOfError(error)),
          succeeded: (operation) => createdModal(deps, operation, form.state.channelId),
        }),
      form: (error) => again(formErrorNotes(error)),
    });
  });
}

async function createdModal(deps: HandlerDeps, operation: Operation, channelId: string) {
  const ingressId = operation.createdIngressId;
  // It exists: a read that fails must not look like a create that failed.
  const ingress = ingressId
    ? await readIngress(deps, ingressId).catch((error: unknown) => {
        deps.logger.warn({ err: error, ingressId }, "created ingress could not be read back");
        return null;
      })
    : null;
  const domain = operation.target.type === "new-ingress" ? operation.target.fields.domain : "";
  return ingressCreated({ ingressId, domain, ingress }, { channelId, notes: [] });
}
