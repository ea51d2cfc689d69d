import type { Check, Evidence, Violation } from "../evidence.ts";
import { checkApproval, checkRestartedOnce, checkTrail, checkWait } from "./calls.ts";
import { checkActs, checkRequests } from "./clicks.ts";
import { checkAbsence, checkEnds, checkProcesses, checkScheduled } from "./ends.ts";
import { checkFreezes, checkFrozen, checkHeld } from "./freezes.ts";
import { checkMessages, checkWords } from "./screen.ts";

const checks: readonly Check[] = [
  checkRequests,
  checkActs,
  checkApproval,
  checkFrozen,
  checkFreezes,
  checkHeld,
  checkRestartedOnce,
  checkWait,
  checkTrail,
  checkMessages,
  checkWords,
  checkEnds,
  checkScheduled,
  checkAbsence,
  checkProcesses,
];

export function checkAll(evidence: Evidence): Violation[] {
  return checks.flatMap((check) => check(evidence));
}
