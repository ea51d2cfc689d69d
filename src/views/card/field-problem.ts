export type CardFieldProblem =
  | "deny-without-reason"
  | "resolve-without-note"
  | "no-session-chosen"
  | "no-time-chosen"
  | "nobody-asked"
  | "asked-the-requester"
  | "asked-no-approver"
  | "asked-unknown"
  | "asked-unreadable";

/** At the field of a modal that a card has opened. */
export function cardFieldProblem(problem: CardFieldProblem): string {
  switch (problem) {
    case "deny-without-reason":
      return "Say why, so that the requester can do something about it.";
    case "resolve-without-note":
      return "Say what was done, for whoever reads the history.";
    case "no-session-chosen":
      return "Choose one of the sessions.";
    case "no-time-chosen":
      return "Choose a time.";
    case "nobody-asked":
      return "Choose an approver.";
    case "asked-the-requester":
      return "The one who asked for the change can't approve it. Choose somebody else.";
    case "asked-no-approver":
      return "This person is not an approver. Choose one of those named in APPROVERS.";
    case "asked-unknown":
      return "Slack did not say in time whether this person is an approver. Try again in a minute.";
    case "asked-unreadable":
      return "Slack does not tell the bot whether this person is an approver, until an admin of the bot sets that right.";
  }
}
