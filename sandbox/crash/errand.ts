import type { Clock } from "../../src/clock.ts";
import type { Sandbox } from "../sandbox.ts";
import type { View } from "../slack/view-store.ts";
import type { Board, MarkedMessage } from "./board.ts";
import { decide } from "./decide.ts";
import type { Desk, Form } from "./desk.ts";
import { domainOf, placeFault, placeThings, subjectOf } from "./errand-things.ts";
import type { Ledger } from "./ledger.ts";
import type { Patience } from "./patience.ts";
import type { Errand } from "./script.ts";

const CARD_LIMIT_MS = 8_000;
const MOST_ASKINGS = 3;

export interface ErrandDeps {
  sandbox: Sandbox;
  clock: Clock;
  board: Board;
  desk: Desk;
  ledger: Ledger;
  patience: Patience;
}

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
  for (let tries = 1; tries <= MOST_ASKINGS && !deps.patience.isOver(); tries += 1) {
    const filled = await deps.desk.fillIn(errand.by, requestForm(deps, errand));
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

export function requestForm(
  { sandbox, clock }: ErrandDeps,
  errand: Errand,
  kind: Errand["kind"] = errand.kind,
): Form {
  const { token } = errand;
  return {
    token,
    what: kind,
    operationId: null,
    open: async (person) => {
      const command = `${kind.replace("-", " ")} ${subjectOf(sandbox.ngrok, errand)}`;
      await person.command(errand.channel, command);
      return true;
    },
    entries: (view) => ({
      ...(kind === "session-update" ? whenEntries(errand, clock.now()) : {}),
      ...(kind === "ingress-edit" ? { Description: `Edited for ${token}` } : {}),
      ...(kind === "ingress-delete" ? { "Type the domain to confirm": domainOf(errand) } : {}),
      ...(hasReason(view) ? { reason: `Errand ${token}` } : {}),
    }),
  };
}

function whenEntries({ when, inSeconds }: Errand, now: Date) {
  if (when === "now") return {};
  if (when === "update-only") return { when };
  return { when, at: new Date(now.getTime() + inSeconds * 1000) };
}

function hasReason(view: View): boolean {
  return view.blocks.some((block) => block.block_id === "reason");
}
