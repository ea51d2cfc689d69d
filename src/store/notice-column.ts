import type { ExpressionBuilder } from "kysely";
import type { Operation, OperationState } from "../operations/operation.ts";
import type { Tables } from "./tables.ts";

const AT_ONCE = 0;
/** Of an update: from ngrok's answer until the report. Only then is Slack asked to post a notice. */
const NOTICED: readonly OperationState[] = ["waiting", "restarting", "confirming"];

/** A first version by which a notice may have to be asked for is looked at at once. */
export function noticeColumn({ kind, state }: Operation): { notice_look_at?: number } {
  return kind === "session-update" && NOTICED.includes(state) ? { notice_look_at: AT_ONCE } : {};
}

/** So is a later one, also where a notice may have to be moved or withdrawn, as the version before had it. */
export function nextNoticeColumn(operation: Operation) {
  return ({ eb, ref }: ExpressionBuilder<Tables, "operations">) => {
    if (operation.kind !== "session-update" || NOTICED.includes(operation.state))
      return noticeColumn(operation);
    const lookAt = eb.case().when("state", "in", NOTICED).then(AT_ONCE).else(ref("notice_look_at")).end();
    return { notice_look_at: lookAt };
  };
}
