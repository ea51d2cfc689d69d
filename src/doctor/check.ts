export type Verdict = "ok" | "warning" | "failed" | "unchecked";

export interface Finding {
  verdict: Verdict;
  /** What was found, in a line. */
  found: string;
  /** What to do about it, a line each. */
  todo?: readonly string[];
}

export interface Check {
  /** Of a variable what is looked at is called by its name. */
  name: string;
  /** Checks without whose success this one says nothing. */
  needs?: readonly string[];
  /** Past its time limit nobody waits for it any longer, and `signal` is aborted. */
  run(signal: AbortSignal): Promise<Finding>;
}

export interface CheckResult extends Finding {
  name: string;
}

export const ok = (found: string): Finding => ({ verdict: "ok", found });
export const warning = (found: string, ...todo: string[]): Finding => ({ verdict: "warning", found, todo });
export const failed = (found: string, ...todo: string[]): Finding => ({ verdict: "failed", found, todo });
export const unchecked = (found: string): Finding => ({ verdict: "unchecked", found });
