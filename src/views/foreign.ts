/** For what was sent in the name of another app, or from another workspace. */
export function foreignText(of: "app" | "workspace"): string {
  return of === "app"
    ? "This was sent for another Slack app, so nothing was done. Use the buttons that the bot itself has posted."
    : "This was sent from another Slack workspace, so nothing was done. The bot works in its own alone.";
}

/** For what lacks something that Slack always sends, or has it in another form. */
export function unreadableText(): string {
  return "The bot cannot read what Slack has sent, so nothing was done. Try again; if it happens again, tell an admin.";
}
