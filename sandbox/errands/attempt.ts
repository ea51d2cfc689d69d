import { runErrand } from "./errand.ts";
import type { ErrandDeps } from "./request-form.ts";
import type { Errand } from "./script.ts";

/** Runs the errand unless it is over; what it breaks off with is on the ledger. */
export async function attempt(
  deps: ErrandDeps,
  errand: Errand,
  print: (line: string) => void,
): Promise<void> {
  if (deps.patience.isOver()) {
    deps.ledger.abandoned.push({ token: errand.token, why: "the time was over" });
    return;
  }
  try {
    await runErrand(deps, errand);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    deps.ledger.abandoned.push({ token: errand.token, why });
    print(`errand ${errand.token} broke off: ${why}`);
  }
}
