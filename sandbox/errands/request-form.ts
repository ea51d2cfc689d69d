import type { Clock } from "../../src/clock.ts";
import type { Sandbox } from "../sandbox.ts";
import type { View } from "../slack/view-store.ts";
import type { Board } from "./board.ts";
import type { Desk, Form } from "./desk.ts";
import { changeByHand, domainOf, subjectOf } from "./errand-things.ts";
import type { Ledger } from "./ledger.ts";
import type { Patience } from "./patience.ts";
import type { Errand } from "./script.ts";

export interface ErrandDeps {
  sandbox: Sandbox;
  clock: Clock;
  board: Board;
  desk: Desk;
  ledger: Ledger;
  patience: Patience;
}

/** The form by which the errand, or another change of the same thing, is asked for. */
export function requestForm(
  { sandbox, clock }: ErrandDeps,
  errand: Errand,
  kind: Errand["kind"] = errand.kind,
): Form {
  const { token } = errand;
  let changed = false;
  return {
    token,
    what: kind,
    operationId: null,
    isImpatient: errand.isImpatient,
    open: async (person) => {
      const command = `${kind.replace("-", " ")} ${subjectOf(sandbox.ngrok, errand)}`;
      await person.command(errand.channel, command);
      return true;
    },
    entries: (view) => {
      if (errand.changesMeanwhile && !changed) changeByHand(sandbox.ngrok, errand);
      changed = true;
      return {
        ...(kind === "session-update" ? whenEntries(errand, clock.now()) : {}),
        ...(kind === "ingress-edit" ? { Description: `Edited for ${token}` } : {}),
        ...(kind === "ingress-delete" ? { "Type the domain to confirm": domainOf(errand) } : {}),
        ...(hasReason(view) ? { reason: `Errand ${token}` } : {}),
      };
    },
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
