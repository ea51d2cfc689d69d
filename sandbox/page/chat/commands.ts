/** What may be named behind a command's words. */
export type Names = "session" | "ingress" | "anything";

export interface PageCommand {
  /** Behind `/ngrok`. */
  words: string;
  /** As the bot's help has it; brackets mark what may be left out. */
  takes: string;
  does: string;
  /** What its ID names; null where it takes none. */
  names: Names | null;
}

function command(words: string, takes: string, does: string, names: Names | null = null): PageCommand {
  return { words, takes, does, names };
}

/** What the composer offers; a test holds it to the bot's own list. */
export const commands: readonly PageCommand[] = [
  command("help", "", "This, and what you may do"),
  command("sessions", "[words]", "Online sessions, narrowed by words"),
  command("session show", "ID", "One session, and what it serves", "session"),
  command("session update", "[ID [reason]]", "Update an agent and restart it", "session"),
  command("session restart", "ID [reason]", "Restart an agent", "session"),
  command("session stop", "ID [reason]", "Stop an agent", "session"),
  command("ingresses", "", "Every agent ingress"),
  command("ingress show", "ID", "One agent ingress, and its NS records", "ingress"),
  command("ingress create", "[DOMAIN]", "Create an agent ingress"),
  command("ingress edit", "ID", "Edit an agent ingress", "ingress"),
  command("ingress delete", "ID [reason]", "Delete an agent ingress", "ingress"),
  command("freeze", "[reason]", "Stop all changes, for admins"),
  command("unfreeze", "", "End a freeze, for admins"),
  command("open", "", "Everything unfinished or unresolved"),
  command("history", "[ID]", "What was asked, approved, run, and how it ended", "anything"),
];
