import { approvalsLeft, approversOf } from "../../operations/lifecycle-approval.ts";
import type { Operation } from "../../operations/operation.ts";
import { count, type Writing } from "../operation-words.ts";
import { mention } from "../text.ts";

/** Who approved it before it went on; whoever let it run later is named as that. */
export function approvedPeople(operation: Operation): string[] {
  const { approval, approvals } = operation;
  if (!approval) return [];
  const inTime = approvals.filter(({ at }) => at <= approval.at);
  return approversOf({ approval, approvals: inTime });
}

/** `Approved by @ada and @ben. `, or nothing. */
export function approvedBy(operation: Operation, writing: Writing): string {
  const people = approvedPeople(operation).map(writing.person);
  return people.length === 0 ? "" : `Approved by ${people.join(" and ")}. `;
}

/** How far its approval has come, where more than one person has to give it; else empty. */
export function approvalsPart(operation: Operation): string {
  const { approvals, rules } = operation;
  if (rules.approvalsNeeded === 1) return "";
  const by = approvals.length === 0 ? "" : ` by ${approvals.map(({ by: id }) => mention(id)).join(" and ")}`;
  return `${approvals.length} of ${count(rules.approvalsNeeded, "approval")}${by}`;
}

/** `2 more approvals are needed.`; empty where one is all that it takes. */
export function approvalsNeededWords(operation: Operation): string {
  const left = approvalsLeft(operation);
  if (operation.rules.approvalsNeeded === 1 || left === 0) return "";
  const more = operation.approvals.length === 0 ? "approval" : "more approval";
  return `${count(left, more)} ${left === 1 ? "is" : "are"} needed.`;
}
