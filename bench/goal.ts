export interface Goal {
  /** What is held to it, as the page says it. */
  words: string;
  met: boolean;
}

/** As lines under a table. */
export function goalLines(goals: readonly Goal[]): string[] {
  return goals.map(({ words, met }) => `- ${met ? "met" : "**missed**"}: ${words}`);
}
