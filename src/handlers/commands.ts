import { commandName } from "../ids.ts";
import type { CommandEntry } from "../views/usage.ts";
import type { CommandShape } from "./command.ts";
import type { CommandHandler, HandlerDeps } from "./deps.ts";
import { freezeCommand, unfreezeCommand } from "./freeze.ts";
import { historyCommand } from "./history.ts";
import { ingressCreateCommand } from "./ingress-create.ts";
import { ingressDeleteCommand } from "./ingress-delete.ts";
import { ingressEditCommand } from "./ingress-edit.ts";
import { ingressShowCommand } from "./ingress-show.ts";
import { ingressesCommand } from "./ingresses.ts";
import { openCommand } from "./open.ts";
import { sessionRestartCommand } from "./session-restart.ts";
import { sessionShowCommand } from "./session-show.ts";
import { sessionStopCommand } from "./session-stop.ts";
import { sessionUpdateCommand } from "./session-update.ts";
import { sessionsCommand } from "./sessions.ts";

export interface Command extends CommandShape, CommandEntry {
  handle: CommandHandler;
  /** Answers whoever asks; every other command takes the role of a viewer at least. */
  isForAll?: true;
}

/** Every command but `help`, in the order in which help shows them. */
export function commandsOf(deps: HandlerDeps): Command[] {
  return [
    command("sessions", "[words]", "Online sessions, narrowed by words", sessionsCommand(deps)),
    command("session show", "ID", "One session, and what it serves", sessionShowCommand(deps)),
    command("session update", "[ID [reason]]", "Update an agent and restart it", sessionUpdateCommand(deps)),
    command("session restart", "ID [reason]", "Restart an agent", sessionRestartCommand(deps)),
    command("session stop", "ID [reason]", "Stop an agent", sessionStopCommand(deps)),
    command("ingresses", "", "Every agent ingress", ingressesCommand(deps)),
    command("ingress show", "ID", "One agent ingress, and its NS records", ingressShowCommand(deps)),
    command("ingress create", "[DOMAIN]", "Create an agent ingress", ingressCreateCommand(deps)),
    command("ingress edit", "ID", "Edit an agent ingress", ingressEditCommand(deps)),
    command("ingress delete", "ID [reason]", "Delete an agent ingress", ingressDeleteCommand(deps)),
    command("freeze", "[reason]", "Stop all changes, for admins", freezeCommand(deps)),
    command("unfreeze", "", "End a freeze, for admins", unfreezeCommand(deps)),
    command("open", "", "Everything unfinished or unresolved", openCommand(deps)),
    command("history", "[ID]", "What was asked, approved, run, and how it ended", historyCommand(deps)),
  ];
}

function command(words: string, takes: string, does: string, handle: CommandHandler): Command {
  return {
    words: words.split(" "),
    takesWords: takes !== "",
    usage: [commandName, words, takes].filter((part) => part !== "").join(" "),
    does,
    handle,
  };
}
