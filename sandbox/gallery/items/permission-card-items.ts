import type { CallName, HeldBecause, Operation } from "../../../src/operations/operation.ts";
import { cardMessage } from "../../../src/views/card/card-message.ts";
import { detailsModal } from "../../../src/views/card/details-modal.ts";
import { noticeMessage } from "../../../src/views/card/notice-message.ts";
import { drawer, type GalleryItem } from "../gallery-item.ts";
import { hostileText } from "../samples/an-agent-ingress.ts";
import { anOperation } from "../samples/an-operation.ts";
import { approved, at, attention, departure } from "../samples/card-parts.ts";

const group = "Cards: who may let it run";
const card = drawer(group, "views/card/card-message.ts", cardMessage);
const details = drawer(group, "views/card/details-modal.ts", detailsModal);
const notice = drawer(group, "views/card/notice-message.ts", noticeMessage);

const rules = { ...anOperation().rules, approvalsNeeded: 2 };
const ada = { by: "U0APPROVER", at: at(60) };
const ben = { by: "U0APPROVERTWO", at: at(120) };
const both = { rules, approval: ben, approvals: [ada, ben] };
const approverPing = ["S0APPROVERS"];

/** Approvals of several people, and changes that were held before their call. */
export function permissionCardItems(): GalleryItem[] {
  return [...severalApprovals(), ...held()];
}

function severalApprovals(): GalleryItem[] {
  const draw = (name: string, overrides: Partial<Operation>) =>
    card(name, anOperation(overrides), { approverPing });
  const three = { ...rules, approvalsNeeded: 3 };
  return [
    draw("none of two approvals", { rules }),
    draw("one of two approvals", { rules, approvals: [ada] }),
    draw("one of three approvals", { rules: three, approvals: [ada] }),
    draw("two of three approvals", { rules: three, approvals: [ada, ben] }),
    draw("approved by two", { ...both, state: "waiting", runAt: at(165), updateAcceptedAt: at(135) }),
    details("details: two of three approvals", anOperation({ rules: three, approvals: [ada, ben] })),
  ];
}

const frozen: HeldBecause = { code: "frozen", by: "U0ADMIN", reason: "incident 4711" };

const leftByApprover: Pick<Operation, "state" | "endedAt" | "resolution"> = {
  state: "resolved",
  endedAt: at(900),
  resolution: { by: "U0APPROVER", at: at(900), how: "left", note: "" },
};

function held(): GalleryItem[] {
  const reasons: Record<string, HeldBecause> = {
    frozen,
    "frozen without a reason": { code: "frozen", by: "U0ADMIN", reason: "" },
    "frozen for a hostile reason": { code: "frozen", by: "U0ADMIN", reason: hostileText },
    "approval lost": { code: "approval-lost", lost: ["U0APPROVER"], left: 0, needed: 1 },
    "one of two approvals lost": { code: "approval-lost", lost: ["U0APPROVER"], left: 1, needed: 2 },
    "one of three approvals left": { code: "approval-lost", lost: ["U0APPROVER"], left: 1, needed: 3 },
    "asker lost": { code: "asker-lost", who: "U0REQUESTER" },
    "who let it run lost": { code: "asker-lost", who: "U0APPROVERTWO" },
  };
  const operations = Object.entries(reasons).flatMap(([name, because]) => [
    [name, heldOperation(because, "update")] as const,
    [`${name}, updated already`, heldOperation(because, "restart", { updateAcceptedAt: at(135) })] as const,
  ]);
  return [
    ...operations.map(([name, operation]) => card(`held: ${name}`, operation, { approverPing })),
    ...operations.map(([name, operation]) =>
      notice(
        `held, told: ${name}`,
        operation,
        { kind: "needs-attention", at: at(165), mentions: [] },
        { approverPing },
      ),
    ),
    card(
      "held before the second try of a restart",
      heldOperation(frozen, "restart", { kind: "session-restart", departure, dueAt: at(225) }),
      { approverPing },
    ),
    card(
      "held before the second try of a restart, a day ago",
      heldOperation(frozen, "restart", { kind: "session-restart", departure, dueAt: null }),
      { approverPing },
    ),
    card(
      "held before the second try of a restart, and left",
      { ...heldOperation(frozen, "restart", { kind: "session-restart", departure }), ...leftByApprover },
      { approverPing },
    ),
    card(
      "held before the second try of a restart, and gone by another change",
      anOperation({
        kind: "session-restart",
        state: "superseded",
        ...approved,
        departure,
        supersession: { at: at(900), found: null },
      }),
      { approverPing },
    ),
    card(
      "held, and left",
      {
        ...heldOperation(frozen, "update"),
        ...leftByApprover,
      },
      { approverPing },
    ),
  ];
}

function heldOperation(because: HeldBecause, call: CallName, overrides: Partial<Operation> = {}): Operation {
  return anOperation({
    ...overrides,
    state: "needs-attention",
    ...approved,
    attention,
    problem: { code: "held", call, dueAt: at(165), foundAt: at(165), because },
  });
}
