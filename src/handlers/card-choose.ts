import type { App, ViewSubmitAction } from "@slack/bolt";
import { actions, modals } from "../ids.ts";
import type { Candidate, Operation, Report } from "../operations/operation.ts";
import { UserRefusal } from "../user-error.ts";
import { chooseBlock, chooseModal } from "../views/card/choose-modal.ts";
import { cardFieldProblem } from "../views/card/field-problem.ts";
import { actOnSubmit, offeredOperation, recordedOperation } from "./card-act.ts";
import { onCardButton } from "./card-click.ts";
import type { HandlerDeps } from "./deps.ts";

export function registerCardChoose(app: App, deps: HandlerDeps): void {
  onCardButton(app, actions.card.choose, async (click) => {
    const operation = await offeredOperation(deps, click, "choose", "choose");
    await click.ack();
    await click.client.views.open({ trigger_id: click.body.trigger_id, view: chooseModal(operation) });
  });

  app.view<ViewSubmitAction>(modals.choose, async ({ ack, body, view }) => {
    const operation = await recordedOperation(deps, view.private_metadata);
    const sessionId = view.state.values[chooseBlock]?.[chooseBlock]?.selected_option?.value;
    if (!sessionId) throw new UserRefusal(cardFieldProblem("no-session-chosen"), chooseBlock);
    const submit = { ack, operationId: operation.id, title: "Choose the session", blockId: chooseBlock };
    const report = chosenReport(operation, sessionId);
    await actOnSubmit(deps, submit, { type: "choose", by: body.user.id, at: deps.clock.now(), report });
  });
}

/** As it stood when the candidates were found; one that is no longer among them is refused where it is recorded. */
function chosenReport({ problem, departure }: Operation, sessionId: string): Report {
  const candidates = problem?.code === "ambiguous" ? problem.candidates : [];
  const candidate = candidates.find((one) => one.sessionId === sessionId) ?? unknownCandidate(sessionId);
  const served = departure?.urls ?? [];
  const leftAt = departure?.leftAt ?? null;
  return {
    newSessionId: sessionId,
    agentVersion: candidate.agentVersion,
    startedAt: candidate.startedAt,
    awayMs: leftAt && Math.max(0, candidate.startedAt.getTime() - leftAt.getTime()),
    backUrls: served.filter((url) => candidate.urls.includes(url)),
    missingUrls: served.filter((url) => !candidate.urls.includes(url)),
  };
}

function unknownCandidate(sessionId: string): Candidate {
  return { sessionId, agentVersion: "", startedAt: new Date(0), ip: "", region: "", urls: [] };
}
