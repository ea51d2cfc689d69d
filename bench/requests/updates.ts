import { createBoard, type MarkedMessage } from "../../sandbox/errands/board.ts";
import { createDesk } from "../../sandbox/errands/desk.ts";
import { createLedger } from "../../sandbox/errands/ledger.ts";
import { createPatience } from "../../sandbox/errands/patience.ts";
import { press } from "../../sandbox/errands/press.ts";
import { addAgents } from "../../sandbox/ngrok/seed-fleet.ts";
import { type Counts, countCalls } from "./count-calls.ts";
import type { Scene } from "./scene.ts";

export interface UpdateCounts {
  /** From the first form to the last report. */
  fromForm: Counts;
  /** From the first approval on. */
  fromApproval: Counts;
}

const LIMIT_MS = 150_000;

/** So many sessions updated at once: each is asked for in a form, and approved once all the cards are there. */
export async function countUpdates(scene: Scene, count: number): Promise<UpdateCounts> {
  const { sandbox, clock, askers, approvers } = scene;
  const { slack, ngrok } = sandbox;
  addAgents(ngrok, count);
  const sessionIds = ngrok.agents.all().flatMap(({ name, session }) => {
    return name.startsWith("fleet-") && session ? [session.id] : [];
  });
  const board = createBoard(slack);
  const ledger = createLedger();
  const patience = createPatience(() => false);
  const desk = createDesk({ slack, clock, ledger, patience });
  const shown = (role: string, fits: (one: MarkedMessage) => boolean = () => true) =>
    board.all().filter((one) => one.role === role && fits(one));
  const from = ngrok.calls.length;

  const asked = await Promise.all(
    sessionIds.map((sessionId, at) =>
      desk.fillIn(pick(askers, at), {
        token: sessionId,
        what: "session-update",
        operationId: null,
        isImpatient: false,
        open: async (person) => {
          const { kind } = await person.command("#fleet", `session update ${sessionId}`);
          return kind === "answered";
        },
        entries: () => ({ reason: "CVE-2026-1234" }),
      }),
    ),
  );
  if (asked.some((outcome) => outcome !== "accepted")) throw new Error(`Forms were ${asked.join(", ")}.`);
  await slack.waitFor(() => shown("card").length === count, "all cards", LIMIT_MS);

  const approvedFrom = ngrok.calls.length;
  const approve = (card: MarkedMessage, at: number) =>
    press({ slack, clock, ledger, patience }, pick(approvers, at), card, "Approve");
  await Promise.all(shown("card").map(approve));
  const isBack = ({ message }: MarkedMessage) => message.text.includes("is back");
  await slack.waitFor(() => shown("follow-up", isBack).length === count, "all reports", LIMIT_MS);

  return {
    fromForm: whole(countCalls(ngrok.calls.slice(from)), count),
    fromApproval: whole(countCalls(ngrok.calls.slice(approvedFrom)), count),
  };
}

/** @throws Error unless each session was updated and restarted, once */
function whole(counts: Counts, count: number): Counts {
  if (counts.update !== count || counts.restart !== count)
    throw new Error(`${counts.update} updates and ${counts.restart} restarts of ${count} sessions`);
  return counts;
}

function pick<Value>(all: readonly Value[], at: number): Value {
  return all[at % all.length] as Value;
}
