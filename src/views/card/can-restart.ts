import type { Operation } from "../../operations/operation.ts";
import { sessionLimits } from "../session-limits.ts";

/** Not on Windows, and not over SSH: a button would only lead to a refusal. */
export function canRestart({ target }: Operation): boolean {
  return target.type === "session" && sessionLimits(target.session).restart === null;
}
