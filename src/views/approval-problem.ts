export type ApproverProblem = "own-request" | "roles-unknown" | "roles-unreadable" | "no-approver";

/** At the field of those who should approve. */
export function approverProblem(problem: ApproverProblem): string {
  switch (problem) {
    case "own-request":
      return "Nobody approves his own request: take yourself out.";
    case "roles-unknown":
      return "Slack did not say in time who is an approver. Try again in a minute, or leave this empty.";
    case "roles-unreadable":
      return "Slack does not tell the bot who is an approver, until an admin of the bot sets that right. Leave this empty.";
    case "no-approver":
      return "Pick approvers only. Left empty, all approvers are asked.";
  }
}

/** At the field of a reason that was left empty. */
export function reasonMissing(readBy: "approvers" | "all"): string {
  return readBy === "approvers" ? "Say why: whoever approves reads it." : "Say why: it stands on the card.";
}
