export type SessionUpdateProblem = "no-session" | "no-time" | "time-passed" | { furthestDays: number };

/** At a field of the form that updates a session: plain text. */
export function sessionUpdateProblem(problem: SessionUpdateProblem): string {
  if (typeof problem === "object") return `At most ${problem.furthestDays} days ahead.`;
  switch (problem) {
    case "no-session":
      return "Pick a session.";
    case "no-time":
      return "Choose the day and the time.";
    case "time-passed":
      return "This time has passed. Choose a later one.";
  }
}

/** Of an agent that cannot restart by itself; `obstacle` says so, in mrkdwn. */
export function updateOnlyAdvice(obstacle: string): string {
  return `${obstacle} Choose "Update only".`;
}
