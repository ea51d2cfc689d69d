import { expect, test } from "vitest";
import { asksToWait } from "../../sandbox/errands/patience.ts";
import { approverProblem } from "../../src/views/approval-problem.ts";
import { denial } from "../../src/views/denial.ts";
import { frozenText } from "../../src/views/freeze-words.ts";

const denied = (unknown: boolean, untilMended = false) =>
  denial({
    what: "approve a change",
    needed: "approver",
    userId: "U_ADA",
    roles: {
      viewer: false,
      operator: false,
      approver: false,
      admin: false,
      unknown,
      untilMended,
      outsider: null,
    },
    elsewhere: false,
    viewersNamed: false,
  });

test("people try again later what a freeze or an unknown role keeps them from, and nothing else", () => {
  expect(asksToWait(frozenText({ by: "U_ADMIN", at: new Date(0), reason: "" }))).toBe(true);
  expect(asksToWait(denied(true))).toBe(true);
  expect(asksToWait(approverProblem("roles-unknown"))).toBe(true);
  for (const words of [denied(false), denied(true, true), approverProblem("no-approver")]) {
    expect(asksToWait(words)).toBe(false);
  }
});
