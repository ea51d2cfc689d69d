import type { CheckResult, Verdict } from "./check.ts";

const WORDS: Record<Verdict, string> = {
  ok: "ok",
  warning: "warning",
  failed: "FAILED",
  unchecked: "not checked",
};
const WORD_WIDTH = 13;
const NAME_WIDTH = 20;

/** One line, and below it one for each thing to do. */
export function reportLine({ verdict, name, found, todo = [] }: CheckResult): string {
  const line = `${WORDS[verdict].padEnd(WORD_WIDTH)}${name.padEnd(NAME_WIDTH)}${found}`;
  return [line, ...todo.map((what) => `${" ".repeat(WORD_WIDTH)}-> ${what}`)].join("\n");
}

export function reportSummary(results: readonly CheckResult[]): string {
  const count = (verdict: Verdict) => results.filter((one) => one.verdict === verdict).length;
  const others = [
    ...(count("warning") > 0 ? [`${count("warning")} with a warning`] : []),
    ...(count("unchecked") > 0 ? [`${count("unchecked")} not checked`] : []),
  ];
  const rest = others.length > 0 ? ` (${others.join(", ")})` : "";
  if (count("failed") === 0) return `Nothing failed in ${results.length} checks${rest}.`;
  const names = results.filter(({ verdict }) => verdict === "failed").map(({ name }) => name);
  return `${names.length} of ${results.length} checks failed${rest}: ${names.join(", ")}.`;
}
