import { checkAll } from "../../evidence/checks/all-checks.ts";
import type { Violation } from "../../evidence/evidence.ts";
import type { SoakCheck, SoakEvidence } from "../soak-evidence.ts";
import { checkAcks, checkAnswers, checkHomes, checkMachine } from "./answers.ts";
import { checkCoverage, checkMet } from "./coverage.ts";
import { checkDelays, checkFlatness, checkResources } from "./flatness.ts";
import { checkLetRun } from "./held.ts";
import { checkForm, checkLogs } from "./logs.ts";
import { checkRefusals } from "./refusals.ts";
import { checkDelivery, checkSockets } from "./sockets.ts";

const checks: readonly SoakCheck[] = [
  checkAcks,
  checkAnswers,
  checkHomes,
  checkSockets,
  checkDelivery,
  checkLogs,
  checkForm,
  checkMachine,
  checkFlatness,
  checkResources,
  checkDelays,
  checkRefusals,
  checkLetRun,
  checkCoverage,
  checkMet,
];

/** Those of any run, and those of a long one. */
export function checkSoak(evidence: SoakEvidence): Violation[] {
  return [...checkAll(evidence.run), ...checks.flatMap((check) => check(evidence))];
}
