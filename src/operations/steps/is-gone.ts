import { unlessGone } from "../call-error.ts";
import type { StepDeps } from "./step.ts";

export async function isGone({ ngrok }: Pick<StepDeps, "ngrok">, sessionId: string): Promise<boolean> {
  return (await unlessGone(ngrok.sessions.get(sessionId))) === null;
}
