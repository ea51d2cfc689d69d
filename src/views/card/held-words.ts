import type { HeldBecause, Operation, Problem } from "../../operations/operation.ts";
import { count, quotedSentence, subjectName, verbs, type Writing } from "../operation-words.ts";
import type { Words } from "./words.ts";

/** A change whose next call was not made, as it might not be. */
export function heldWords(
  operation: Operation,
  problem: Extract<Problem, { code: "held" }>,
  writing: Writing,
): Words {
  const done = operation.updateAcceptedAt ? "The update has started. " : "";
  return {
    title: `The ${verbs(problem.call).noun} of ${subjectName(operation.target)} was not run.`,
    body: `${done}${triedWords(operation)}${becauseWords(operation, problem.because, writing)}`,
  };
}

/** Of a change that stopped after a try which no look showed to have taken effect. Empty where there was none. */
export function triedWords({ departure, dueAt }: Operation): string {
  if (!departure) return "";
  const looks = dueAt ? "; the bot looks whether it takes effect after all" : "";
  return `An earlier try got no answer${looks}. `;
}

function becauseWords(operation: Operation, because: HeldBecause, writing: Writing): string {
  switch (because.code) {
    case "frozen": {
      const by = `All changes were frozen by ${writing.person(because.by)}`;
      const why = because.reason.trim() === "" ? "." : `: ${quotedSentence(because.reason)}`;
      return `${by}${why} After the freeze an approver can let it run.`;
    }
    case "approval-lost": {
      const lost = because.lost.map(writing.person).join(" and ");
      const missing = because.needed - because.left;
      const left =
        because.left === 0 ? "" : `, so that ${because.left} of ${count(because.needed, "approval")} counts`;
      const who = missing === 1 ? "Another approver has" : `${missing} other approvers have`;
      return `${lost} may not approve any more${left}. ${who} to let it run.`;
    }
    case "asker-lost": {
      const did = because.who === operation.request.by ? "asked for it" : "let it run";
      return `${writing.person(because.who)}, who ${did}, may not do that any more. An approver can let it run.`;
    }
  }
}
