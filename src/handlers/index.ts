import type { App } from "@slack/bolt";
import { commandName } from "../ids.ts";
import { answerErrors } from "./answer-errors.ts";
import { registerCardButtons } from "./card-buttons.ts";
import { type Command, commandsOf } from "./commands.ts";
import type { HandlerDeps } from "./deps.ts";
import { createDispatch } from "./dispatch.ts";
import { helpCommand, helpEntry, registerHelp } from "./help.ts";
import { registerHistory } from "./history.ts";
import { registerHome } from "./home.ts";
import { openIngressCreate, registerIngressCreate } from "./ingress-create.ts";
import { openIngressDelete, registerIngressDelete } from "./ingress-delete.ts";
import { openIngressEdit, registerIngressEdit } from "./ingress-edit.ts";
import { registerIngressMenu } from "./ingress-menu.ts";
import { openIngressShow, registerIngressShow } from "./ingress-show.ts";
import { registerIngresses } from "./ingresses.ts";
import { registerOpen } from "./open.ts";
import { type OwnPlace, refuseForeign } from "./refuse-foreign.ts";
import { refuseOtherPlace } from "./refuse-other-place.ts";
import { refuseUnreadable } from "./refuse-unreadable.ts";
import { requireViewer } from "./require-viewer.ts";
import { registerSessionMenu } from "./session-menu.ts";
import { registerSessionOptions } from "./session-options.ts";
import { openSessionRestart, registerSessionRestart } from "./session-restart.ts";
import { registerSessionShow } from "./session-show.ts";
import { openSessionStop, registerSessionStop } from "./session-stop.ts";
import { openSessionUpdate, registerSessionUpdate } from "./session-update.ts";
import { registerSessions } from "./sessions.ts";
import { splitWords } from "./split-words.ts";

/**
 * The table of contents: everything that Slack may send, and who answers it.
 * `idle` resolves when no handler is at work.
 */
export function registerHandlers(app: App, deps: HandlerDeps, own: OwnPlace): { idle: () => Promise<void> } {
  const tracked = answerErrors(app, deps);
  refuseForeign(app, own, deps);
  refuseUnreadable(app, deps);
  requireViewer(app, deps);
  refuseOtherPlace(app, deps);
  registerCommand(app, deps);
  for (const register of FEATURES) register(app, deps);
  registerCardButtons(app, deps, { openers: OPENERS, showIngress: openIngressShow });
  return tracked;
}

const FEATURES = [
  registerSessions,
  registerSessionMenu,
  registerSessionOptions,
  registerSessionShow,
  registerSessionUpdate,
  registerSessionRestart,
  registerSessionStop,
  registerIngresses,
  registerIngressMenu,
  registerIngressShow,
  registerIngressCreate,
  registerIngressEdit,
  registerIngressDelete,
  registerOpen,
  registerHistory,
];

/** The form in which each kind of change is asked for again. */
const OPENERS = {
  "session-update": openSessionUpdate,
  "session-restart": openSessionRestart,
  "session-stop": openSessionStop,
  "ingress-create": openIngressCreate,
  "ingress-edit": openIngressEdit,
  "ingress-delete": openIngressDelete,
};

function registerCommand(app: App, deps: HandlerDeps): void {
  const others = commandsOf(deps);
  const help: Command = {
    ...helpEntry,
    words: ["help"],
    takesWords: false,
    isForAll: true,
    handle: helpCommand(deps, [...others, helpEntry]),
  };
  const dispatch = createDispatch(deps, [...others, help]);
  registerHelp(app, dispatch);
  registerHome(app, deps, dispatch);
  app.command(commandName, async ({ command, ack, respond, client }) => {
    await dispatch(splitWords(command.text), {
      userId: command.user_id,
      channelId: command.channel_id,
      triggerId: command.trigger_id,
      ack: () => ack(),
      respond,
      client,
    });
  });
}
