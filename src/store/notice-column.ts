import type { Operation, OperationState } from "../operations/operation.ts";

const AT_ONCE = 0;
/** Of an update: from ngrok's answer until the report. Only then is Slack asked to post a notice. */
const NOTICED: readonly OperationState[] = ["waiting", "restarting", "confirming"];

/** A version by which a notice may have to be asked for, moved or withdrawn is looked at at once. */
export function noticeColumn(
  { kind, state }: Operation,
  fromState: OperationState | null,
): { notice_look_at?: number } {
  if (kind !== "session-update") return {};
  const isNoticed = NOTICED.includes(state) || (fromState !== null && NOTICED.includes(fromState));
  return isNoticed ? { notice_look_at: AT_ONCE } : {};
}
