/** For what another version of the bot has drawn, and this one does not know. */
export function otherVersion(drawn: "window" | "form" | "button"): string {
  switch (drawn) {
    case "window":
      return "This window is from another version of the bot. Close it and open it again.";
    case "form":
      return "This form is from another version of the bot, so nothing was done. Copy what you typed, close it, and open it again.";
    case "button":
      return "This button is from another version of the bot, so nothing was done. `/ngrok help` shows what it can do now.";
  }
}
