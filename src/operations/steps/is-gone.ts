import { isNotFound } from "../call-error.ts";
import type { StepDeps } from "./step.ts";

export async function isGone({ ngrok }: Pick<StepDeps, "ngrok">, sessionId: string): Promise<boolean> {
  try {
    await ngrok.sessions.get(sessionId);
    return false;
  } catch (error) {
    if (isNotFound(error)) return true;
    throw error;
  }
}
