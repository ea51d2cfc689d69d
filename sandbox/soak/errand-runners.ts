import { attempt } from "../errands/attempt.ts";
import { offersButton, press } from "../errands/press.ts";
import type { Random } from "../errands/random.ts";
import type { ErrandDeps } from "../errands/request-form.ts";
import type { Errand } from "../errands/script.ts";
import { letRun } from "./let-run.ts";

/** An agent leaves the fleet, and an ingress the account, so long after people have done with it. */
const RETIRE_AFTER_MS = 3 * 60_000;
const LONGEST_PAUSE_MS = 2_000;

/** People who need help are not left alone, so that what is unresolved does not pile up. */
export function forALongRun(errand: Errand, random: Random): Errand {
  return {
    ...errand,
    help: errand.help === "nothing" ? "settle" : errand.help,
    pauseMs: random.between(0, LONGEST_PAUSE_MS),
  };
}

/** One errand after the other until people go home, so many at once. */
export async function runErrands(
  deps: ErrandDeps,
  errands: readonly Errand[],
  { atOnce, isOver, print }: { atOnce: number; isOver(): boolean; print(line: string): void },
): Promise<void> {
  const left = [...errands].reverse();
  const worker = async () => {
    for (let errand = left.pop(); errand && !isOver(); errand = left.pop()) {
      const done = errand;
      await attempt(deps, done, print);
      retireLater(deps, done);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
}

function retireLater(deps: ErrandDeps, errand: Errand): void {
  deps.clock.setTimer(() => {
    retire(deps, errand).catch((error: unknown) => {
      deps.ledger.abandoned.push({ token: errand.token, why: `not retired: ${error}` });
    });
  }, RETIRE_AFTER_MS);
}

/** The fleet stays as large as it is, as it would in an hour. What is let run needs its agent for a while. */
async function retire(deps: ErrandDeps, errand: Errand): Promise<void> {
  const { token, by } = errand;
  const { ngrok, slack } = deps.sandbox;
  const card = deps.board.cardOf(token);
  if (card && !deps.patience.isOver() && (await letRun(deps, card, by))) return retireLater(deps, errand);
  if (card && offersButton(card.message, "Mark resolved…")) {
    await deps.desk.fillIn(by, {
      token,
      what: "resolve",
      operationId: card.operationId,
      isImpatient: false,
      open: () => press({ ...deps, slack }, by, card, "Mark resolved…"),
      entries: () => ({ "What was done?": `Seen to ${token}` }),
    });
  }
  for (const { name } of ngrok.agents.all().filter((agent) => agent.name.startsWith(token))) {
    ngrok.agents.remove(name);
  }
  for (const { id, domain } of ngrok.ingresses.all()) {
    if (domain.startsWith(token)) ngrok.ingresses.remove(id);
  }
}
