import { type Clock, sleep } from "../clock.ts";
import { type Check, type CheckResult, type Finding, failed, unchecked } from "./check.ts";

/**
 * Runs all checks at once, each as soon as those that it needs have ended well, and within `limitMs` of its own.
 * Tells of each in the order of the list. Once `signal` is aborted all end at once, unchecked. Never rejects.
 */
export async function runChecks(deps: {
  checks: readonly Check[];
  clock: Clock;
  limitMs: number;
  signal?: AbortSignal;
  told?: (result: CheckResult) => void;
}): Promise<CheckResult[]> {
  const running = new Map<string, Promise<CheckResult>>();
  for (const check of deps.checks) {
    const needed = (check.needs ?? []).flatMap((name) => running.get(name) ?? []);
    running.set(check.name, runOne(deps, check, needed));
  }
  const results: CheckResult[] = [];
  for (const one of running.values()) {
    const result = await one;
    deps.told?.(result);
    results.push(result);
  }
  return results;
}

interface Limits {
  clock: Clock;
  limitMs: number;
  signal?: AbortSignal;
}

async function runOne(limits: Limits, check: Check, needed: Promise<CheckResult>[]): Promise<CheckResult> {
  const { name } = check;
  const lacking = (await Promise.all(needed)).find(
    ({ verdict }) => verdict === "failed" || verdict === "unchecked",
  );
  if (lacking) {
    const how = lacking.verdict === "failed" ? "failed" : "was not checked";
    return { name, ...unchecked(`as ${lacking.name} ${how}`) };
  }
  return { name, ...(await withinLimit(limits, check)) };
}

async function withinLimit({ clock, limitMs, signal }: Limits, check: Check): Promise<Finding> {
  const settled = new AbortController();
  const over = signal ? AbortSignal.any([settled.signal, signal]) : settled.signal;
  const late = sleep(clock, limitMs, over).then(() =>
    signal?.aborted
      ? unchecked("it was ended before")
      : failed(
          `no answer within ${limitMs / 1000} s`,
          "Look at the network between this machine and there; then run this again.",
        ),
  );
  try {
    return await (over.aborted ? late : Promise.race([check.run(over), late]));
  } catch (error) {
    const what = error instanceof Error ? error.message : String(error);
    return failed(
      `it could not be checked: ${what}`,
      "This is a fault of the check itself: please report it.",
    );
  } finally {
    settled.abort();
  }
}
