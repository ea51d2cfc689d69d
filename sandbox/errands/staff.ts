import type { Clock } from "../../src/clock.ts";
import type { Sandbox } from "../sandbox.ts";
import type { PersonName } from "../slack/directory.ts";
import { createBoard } from "./board.ts";
import { createDesk } from "./desk.ts";
import { createLedger } from "./ledger.ts";
import { createPatience } from "./patience.ts";
import type { ErrandDeps } from "./request-form.ts";
import { admin, approvers, askers } from "./roster.ts";
import { TWICE_APPROVED } from "./script.ts";

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
    APPROVALS_NEEDED: `${TWICE_APPROVED}:2`,
    RESTART_WAIT_SECONDS: "10",
    RECONNECT_TIMEOUT_SECONDS: "60",
    NGROK_REQUESTS_PER_MINUTE: "6000",
    LOG_LEVEL: "info",
  };
}

/** The same roles and an admin; whoever is in a user group has them by it alone, so that Slack is asked about him. */
export function groupedRoles(sandbox: Sandbox): Record<string, string> {
  const granted = (names: readonly PersonName[]) => {
    const ids = names.map((name) => sandbox.slack.person(name).id);
    const groups = sandbox.slack.userGroups.filter(({ members }) => members.every((id) => ids.includes(id)));
    const inGroups = new Set(groups.flatMap(({ members }) => members));
    return [...groups.map(({ id }) => id), ...ids.filter((id) => !inGroups.has(id))].join(",");
  };
  return {
    OPERATORS: granted([...askers, ...approvers]),
    APPROVERS: granted(approvers),
    ADMINS: idsOf(sandbox, [admin]),
  };
}

function idsOf({ slack }: Sandbox, names: readonly PersonName[]): string {
  return names.map((name) => slack.person(name).id).join(",");
}
