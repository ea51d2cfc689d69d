import type { CallError, Operation } from "../../operations/operation.ts";
import { sessionLimits } from "../session-limits.ts";

/** Not on Windows, and not over SSH: a button would only lead to a refusal. */
export function canRestart({ target }: Operation): boolean {
  return target.type === "session" && sessionLimits(target.session).restart === null;
}

/** ngrok's codes for an agent, a plan and an API key that do not restart at a second try either. */
const FOR_GOOD = ["ERR_NGROK_635", "ERR_NGROK_804", "ERR_NGROK_1122", "ERR_NGROK_1700", "ERR_NGROK_1701"];

/** Whether the same restart would only be refused again. */
export function isRefusedForGood({ code }: CallError): boolean {
  return code !== null && FOR_GOOD.includes(code);
}
