import type { App, BlockAction, ButtonAction, RespondFn } from "@slack/bolt";
import { actions } from "../ids.ts";
import { servedDetails } from "../operations/served-details.ts";
import { UserRefusal } from "../user-error.ts";
import type { Message } from "../views/message.ts";
import { said } from "../views/said.ts";
import { sessionDetails } from "../views/session-details.ts";
import { goneText, sessionCandidates } from "../views/session-not-found.ts";
import { sessionUsage } from "../views/usage.ts";
import type { CommandHandler, HandlerDeps } from "./deps.ts";
import { findSession } from "./session-find.ts";
import { holderOf } from "./session-holder.ts";
import { targetIn } from "./session-look.ts";

/** `/ngrok session show ID` */
export function sessionShowCommand(deps: HandlerDeps): CommandHandler {
  return async ({ args, ack, respond }) => {
    await ack();
    const query = args.join(" ");
    if (query === "") throw new UserRefusal(sessionUsage("show ID"));
    await showSession(deps, respond, query);
  };
}

export function registerSessionShow(app: App, deps: HandlerDeps): void {
  app.action<BlockAction<ButtonAction>>(actions.sessions.show, async ({ ack, action, respond }) => {
    await ack();
    await showSession(deps, respond, action.value ?? "");
  });
}

/** Answers beside the message that was clicked, to the person alone. */
export async function showSession(deps: HandlerDeps, respond: RespondFn, query: string): Promise<void> {
  const message = await drawSession(deps, query);
  await respond({ response_type: "ephemeral", replace_original: false, ...message });
}

async function drawSession(deps: HandlerDeps, query: string): Promise<Message> {
  const finding = await findSession(deps, query);
  switch (finding.outcome) {
    case "found": {
      const { session, look } = finding;
      return sessionDetails({
        ...targetIn(deps, look, session),
        serves: servedDetails(session.id, look.endpoints, look.tunnels),
        holder: await holderOf(deps, session.id),
      });
    }
    case "ambiguous":
      return sessionCandidates(query, finding.candidates);
    case "gone":
      return said(goneText(finding));
  }
}
