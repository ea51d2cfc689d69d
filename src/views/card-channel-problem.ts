/** At the field of the card's channel, where none was picked or Slack was slow. */
export function cardChannelProblem(problem: "none" | "slow"): string {
  return problem === "none"
    ? "Pick the channel in which the card asks the approvers."
    : "Slack did not say in time whether the bot is in this channel. Submit once more.";
}
