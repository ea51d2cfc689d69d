import type { Clock } from "../../src/clock.ts";
import type { Sandbox } from "../sandbox.ts";
import type { PersonName } from "../slack/directory.ts";
import { createBoard } from "./board.ts";
import { createDesk } from "./desk.ts";
import { createLedger } from "./ledger.ts";
import { createPatience } from "./patience.ts";
import type { ErrandDeps } from "./request-form.ts";
import { approvers, askers } from "./roster.ts";

/** What everybody who has an errand shares; they begin nothing new once `isOver`. */
export function createStaff(sandbox: Sandbox, clock: Clock, isOver: () => boolean): ErrandDeps {
  const ledger = createLedger();
  const patience = createPatience(isOver);
  const desk = createDesk({ slack: sandbox.slack, clock, ledger, patience });
  return { sandbox, clock, board: createBoard(sandbox.slack), desk, ledger, patience };
}

/** Who may do what, and which changes need an approval: what the script counts on. */
export function staffEnvironment(sandbox: Sandbox): Record<string, string> {
  return {
    OPERATORS: idsOf(sandbox, [...askers, ...approvers]),
    APPROVERS: idsOf(sandbox, approvers),
    APPROVAL_PING: idsOf(sandbox, ["ada", "ben"]),
    ANNOUNCE_CHANNEL: sandbox.slack.channels.announce?.id ?? "",
    APPROVAL_REQUIRED: "session-update,ingress-edit,ingress-delete",
    RESTART_WAIT_SECONDS: "10",
    RECONNECT_TIMEOUT_SECONDS: "60",
    NGROK_REQUESTS_PER_MINUTE: "6000",
    LOG_LEVEL: "info",
  };
}

function idsOf({ slack }: Sandbox, names: readonly PersonName[]): string {
  return names.map((name) => slack.person(name).id).join(",");
}
