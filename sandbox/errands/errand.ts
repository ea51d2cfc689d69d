import type { MarkedMessage } from "./board.ts";
import { decide } from "./decide.ts";
import { placeFault, placeThings } from "./errand-things.ts";
import { type ErrandDeps, requestForm } from "./request-form.ts";
import type { Errand } from "./script.ts";

const CARD_LIMIT_MS = 8_000;
const MOST_ASKINGS = 3;

/** One errand from its beginning to the last thing that anybody does about it. */
export async function runErrand(deps: ErrandDeps, errand: Errand): Promise<void> {
  placeThings(deps.sandbox.ngrok, errand);
  await deps.patience.wait(errand.pauseMs);
  placeFault(deps.sandbox.ngrok, errand);
  if (errand.slackFault) deps.sandbox.slack.faults.add(errand.slackFault.method, errand.slackFault.fault);
  const card = await askUntilCard(deps, errand);
  if (!card) return;
  await decide(deps, errand, card);
}

/** People whose request shows no card ask again, a few times. */
async function askUntilCard(deps: ErrandDeps, errand: Errand): Promise<MarkedMessage | null> {
  const form = requestForm(deps, errand);
  for (let tries = 1; tries <= MOST_ASKINGS && !deps.patience.isOver(); tries += 1) {
    const filled = await deps.desk.fillIn(errand.by, form);
    const card = await cardOf(deps, errand.token, filled === "accepted" ? CARD_LIMIT_MS : 1_000);
    if (card) return card;
    if (filled === "given-up") break;
  }
  deps.ledger.abandoned.push({ token: errand.token, why: "no card came" });
  return null;
}

async function cardOf(
  { sandbox, board }: ErrandDeps,
  token: string,
  limitMs: number,
): Promise<MarkedMessage | null> {
  return sandbox.slack.waitFor(() => board.cardOf(token), `a card of ${token}`, limitMs).catch(() => null);
}
