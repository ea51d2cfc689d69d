import type { App, ViewOutput, ViewSubmitAction } from "@slack/bolt";
import { z } from "zod";
import { modals } from "../ids.ts";
import { seenFields } from "../operations/seen-fields.ts";
import { ingressSnapshot } from "../operations/snapshots.ts";
import type { IngressSnapshot } from "../operations/target.ts";
import { UserRefusal } from "../user-error.ts";
import { type ApprovalValues, noApprovalValues } from "../views/approval-inputs.ts";
import { cardRefusedText } from "../views/card-refused.ts";
import { errorNote, formAgain } from "../views/form-again.ts";
import { changedBeforeDeletionText } from "../views/ingress-changed.ts";
import {
  anotherDomainText,
  type IngressDeleteState,
  ingressDeleteForm,
  notDeletedText,
  typedDomainBlock,
} from "../views/ingress-delete-form.ts";
import { ingressBusy, takenLine } from "../views/ingress-outcome.ts";
import type { Modal } from "../views/message.ts";
import { noticeModal } from "../views/notice-modal.ts";
import { ingressUsage } from "../views/usage.ts";
import { approvalErrors, approvalValues, type FieldErrors, needsApproval } from "./approval-values.ts";
import type { CommandHandler, HandlerDeps, OpenRequest } from "./deps.ts";
import { channelIdSchema, formState, seenSchema } from "./form-state.ts";
import { findIngress } from "./ingress-find.ts";
import { typedText } from "./ingress-form-values.ts";
import { obstacleText } from "./ingress-obstacle.ts";
import { settledModal } from "./ingress-settle.ts";
import { openModal } from "./open-modal.ts";
import { permitAsking } from "./permit.ts";
import { permittedCard } from "./permitted-card.ts";
import { submitKey } from "./session-submitted.ts";
import { submitRequest } from "./submit-request.ts";

const TITLE = "Delete agent ingress";
const WHAT = "delete an agent ingress";
const KIND = "ingress-delete";

const State: z.ZodType<IngressDeleteState> = z.object({
  cardChannelId: channelIdSchema,
  ingressId: z.string().min(1),
  domain: z.string().min(1),
  seen: seenSchema,
});

export function ingressDeleteCommand(deps: HandlerDeps): CommandHandler {
  return async ({ ack, args, client, triggerId, userId, channelId }) => {
    await ack();
    const [ingressId, ...reason] = args;
    if (!ingressId) throw new UserRefusal(ingressUsage("delete ID [reason]"));
    const open = { client, triggerId, userId, channelId };
    await openIngressDelete(deps, open, { ingressId, reason: reason.join(" ") });
  };
}

/** `ingressId` may be a beginning or end of an id, or a domain. */
export async function openIngressDelete(
  deps: HandlerDeps,
  open: OpenRequest,
  { ingressId, ...approval }: { ingressId: string } & Partial<ApprovalValues>,
): Promise<void> {
  await openModal(open.client, open.triggerId, TITLE, async () => {
    const card = await permittedCard(deps, open, KIND, WHAT);
    if (!card.ok) return noticeModal(TITLE, cardRefusedText(card));
    const reviewed = ingressSnapshot(await findIngress(deps, ingressId));
    return draw(deps, {
      reviewed,
      cardChannelId: card.channelId,
      approval: { ...noApprovalValues, ...approval },
      note: null,
    });
  });
}

interface Drawing {
  reviewed: IngressSnapshot;
  cardChannelId: string;
  approval: ApprovalValues;
  note: string | null;
}

function draw(deps: HandlerDeps, { reviewed, cardChannelId, approval, note }: Drawing): Modal {
  const { ingressId, domain } = reviewed;
  const state = { cardChannelId, ingressId, domain, seen: seenFields(reviewed) };
  return ingressDeleteForm({
    state,
    reviewed,
    approval,
    approvalRequired: needsApproval(deps, KIND),
    selfApproval: deps.settings.allowSelfApproval,
    note,
  });
}

async function formErrors(deps: HandlerDeps, view: ViewOutput, userId: string): Promise<FieldErrors> {
  const { domain, cardChannelId } = formState(State, view.private_metadata);
  const typed = typedText(view, typedDomainBlock).trim().toLowerCase();
  const differs = typed !== domain.toLowerCase();
  return {
    ...(differs ? { [typedDomainBlock]: anotherDomainText(domain) } : {}),
    ...(needsApproval(deps, KIND)
      ? await approvalErrors(deps, userId, approvalValues(view), cardChannelId)
      : {}),
  };
}

export function registerIngressDelete(app: App, deps: HandlerDeps): void {
  app.view<ViewSubmitAction>(modals.ingressDelete, async ({ ack, body, view, client }) => {
    const state = formState(State, view.private_metadata);
    await permitAsking(deps, body.user.id, WHAT, state.cardChannelId);
    const errors = await formErrors(deps, view, body.user.id);
    if (Object.keys(errors).length > 0) return ack({ response_action: "errors", errors });
    const { cardChannelId, ingressId, domain, seen } = state;
    const approval = approvalValues(view);
    const again = (text: string) => formAgain(view, errorNote({ text, blockId: null }));
    await submitRequest(deps, {
      ack,
      client,
      view,
      draft: {
        kind: KIND,
        target: { type: "unread-ingress", ingressId, domain, seen, typed: null },
        by: body.user.id,
        channelId: cardChannelId,
        ...approval,
        schedule: { when: "now", chosenAt: null },
        key: submitKey(view),
      },
      loading: ingressBusy(KIND, domain, { description: approval.reason }),
      taken: (by, link) => again(takenLine(by, link)),
      inTheWay: (obstacle) =>
        obstacle.code === "changed" && obstacle.found.type === "ingress"
          ? draw(deps, {
              reviewed: obstacle.found.ingress,
              cardChannelId,
              approval,
              note: changedBeforeDeletionText(),
            })
          : formAgain(view, errorNote({ text: obstacleText(obstacle, KIND, ingressId), blockId: null })),
      outcome: (operation) =>
        settledModal(deps, operation, {
          refused: (error) => again(notDeletedText(error)),
        }),
      form: (error) => formAgain(view, errorNote(error)),
    });
  });
}
