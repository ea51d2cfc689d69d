import pino from "pino";
import type { NgrokAccount } from "../../sandbox/ngrok/ngrok-account.ts";
import type { Roles } from "../../src/access.ts";
import { sleep } from "../../src/clock.ts";
import { createNgrokClient } from "../../src/ngrok/client.ts";
import { createRequestBudget } from "../../src/ngrok/request-budget.ts";
import { createCallPermission } from "../../src/operations/call-permission.ts";
import { createOperations, type OperationRules } from "../../src/operations/create-operations.ts";
import { createFleet } from "../../src/operations/fleet.ts";
import { LEASE_MS } from "../../src/operations/lease.ts";
import { lookAtRequested } from "../../src/operations/look-at-requested.ts";
import type { Operation } from "../../src/operations/operation.ts";
import { createRecordDecision } from "../../src/operations/record-decision.ts";
import { createRecordEvent } from "../../src/operations/record-event.ts";
import { createWorker } from "../../src/operations/worker.ts";
import type { Store } from "../../src/store/store.ts";
import type { ManualClock } from "./manual-clock.ts";

/** What stands in for Slack; `held` keeps follow-ups waiting until it resolves. */
export interface FakeSlack {
  isDown: boolean;
  takesMs: number;
  held?: Promise<void> | null;
  /** People who have lost all their roles; others have all. */
  lost?: readonly string[];
  /** Slack does not tell who has which role. */
  keepsRoles?: boolean;
}

function rolesIn(slack: FakeSlack, userId: string): Roles {
  const has = !slack.keepsRoles && !slack.lost?.includes(userId);
  const roles = { viewer: has, operator: has, approver: has, admin: has };
  return { ...roles, unknown: slack.keepsRoles === true, untilMended: false, outsider: null };
}

/** One bot process over a store that others may share: it has a face of its own of it, so that it dies alone. */
export function startOperationsProcess(parts: {
  clock: ManualClock;
  ngrok: NgrokAccount;
  store: Store;
  owner: string;
  slack: FakeSlack;
  onFollowUp: (operation: Operation) => void;
  approvalsNeeded?: OperationRules["approvalsNeeded"];
}) {
  const { clock, ngrok, slack, owner } = parts;
  const store: Store = { ...parts.store, operations: { ...parts.store.operations } };
  const budget = createRequestBudget({ clock, perMinute: 100 });
  const client = createNgrokClient({
    baseUrl: ngrok.url,
    apiKey: ngrok.apiKey,
    clock,
    budget,
    mayChange: async () => (await store.freezes.current()) === null,
  });
  const fleet = createFleet({ ngrok: client, clock, isShort: budget.isShort });
  const changed = () => worker.wake();
  const record = createRecordEvent(store, changed);
  const worker = createWorker({
    ngrok: client,
    fleet,
    clock,
    store,
    record,
    decide: createRecordDecision(store, changed),
    sessionLabel: "name",
    owner,
    logger: pino({ level: "silent" }),
    mayCall: createCallPermission({
      access: { configured: true, rolesOf: async (userId) => rolesIn(slack, userId) },
      freezes: store.freezes,
    }),
    ensureFollowUp: async (operation) => {
      if (slack.isDown) throw new Error("Slack is down");
      parts.onFollowUp(operation);
      await slack.held;
      if (slack.takesMs > 0) await sleep(clock, slack.takesMs);
      return true;
    },
  });
  const operations = createOperations({
    store,
    clock,
    record,
    look: (operation) => lookAtRequested({ ngrok: client, fleet, sessionLabel: "name" }, operation),
    changed,
    rules: {
      waitMs: 30_000,
      latestMs: 5 * 60_000,
      reconnectTimeoutMs: 60_000,
      callTimeoutMs: LEASE_MS,
      approvalExpiresMs: 60 * 60_000,
      approvalRequired: ["session-update", "ingress-delete"],
      selfApproval: false,
      ...(parts.approvalsNeeded ? { approvalsNeeded: parts.approvalsNeeded } : {}),
    },
  });
  worker.start();
  return {
    store,
    client,
    fleet,
    worker,
    operations,
    owner,
    slack,
    /** Ends the process as SIGKILL would for what is recorded: nothing is handed back. */
    die: () => {
      store.operations.save = () => new Promise(() => {});
      store.operations.claimDue = () => new Promise(() => {});
      store.operations.release = async () => {};
      store.operations.renew = async () => {};
      void worker.stop(0);
    },
  };
}
