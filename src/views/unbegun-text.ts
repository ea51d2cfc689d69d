import type { Obstacle } from "../operations/obstacle.ts";
import type { CallError, OperationKind } from "../operations/operation.ts";
import { callErrorText } from "./call-error-words.ts";
import { limitText } from "./session-limits.ts";
import { escapeText } from "./text.ts";

export type Unbegun = Extract<Obstacle, { code: "not-able" | "nothing-left" | "unread" }>;

/** Why a change that was asked for was never begun, in mrkdwn. */
export function unbegunText(unbegun: Unbegun, kind: OperationKind): string {
  switch (unbegun.code) {
    case "not-able":
      return escapeText(
        limitText(unbegun.limit, kind === "session-update" ? "session-update" : "session-restart"),
      );
    case "nothing-left":
      return "Nothing is left to edit: somebody has set the same values meanwhile.";
    case "unread":
      return `The bot could not check it at ngrok first. ${unbegun.error ? lookErrorText(unbegun.error) : "The bot has a fault of its own."}`;
  }
}

/** Of a look, after which nothing is unknown. */
const LOOK_ERRORS: Partial<Record<CallError["kind"], string>> = {
  timeout: "ngrok did not answer in time.",
  reply: "ngrok's answer could not be read. Check ngrok's status page.",
};

function lookErrorText(error: CallError): string {
  return LOOK_ERRORS[error.kind] ?? callErrorText(error);
}
