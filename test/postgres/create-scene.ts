import { setTimeout as realDelay } from "node:timers/promises";
import type { Scene } from "../support/e2e-steps.ts";

const MOST_REAL_MS = 30_000;

/** What people see of a sandbox that bots on PostgreSQL stand in front of; looked at in real time. */
export function createScene({ slack, ngrok }: Pick<Scene, "slack" | "ngrok">): Scene {
  const words = () => {
    const olga = slack.person("olga");
    const modal = olga.modal();
    return [...olga.messages("#fleet"), ...(modal ? [modal] : [])]
      .map((one) => slack.renderText(one))
      .join("\n---\n");
  };

  async function until<T>(look: () => T | null | undefined | false, what: string): Promise<T> {
    for (let passedMs = 0; passedMs < MOST_REAL_MS; passedMs += 10) {
      const seen = look();
      if (seen) return seen;
      await realDelay(10);
    }
    throw new Error(`Not seen: ${what}\n${words()}`);
  }

  return {
    slack,
    ngrok,
    until,
    modal: (text, name = "olga") =>
      until(() => {
        const view = slack.person(name).modal();
        return view && slack.renderText(view).includes(text) ? view : null;
      }, `a modal with ${text} for ${name}`),
    sessionOf: (agent) => ngrok.agents.find(agent).session?.id ?? "",
  };
}
