import type { Candidate, Operation } from "../../../src/operations/operation.ts";
import { askBlock, askSomeoneElseModal } from "../../../src/views/card/ask-someone-else-modal.ts";
import { chooseBlock, chooseModal } from "../../../src/views/card/choose-modal.ts";
import { denyBlock, denyModal } from "../../../src/views/card/deny-modal.ts";
import { cardFieldProblem } from "../../../src/views/card/field-problem.ts";
import { lookedText } from "../../../src/views/card/looked-text.ts";
import { refusedModal } from "../../../src/views/card/refused-modal.ts";
import { resolveBlock, resolveModal } from "../../../src/views/card/resolve-modal.ts";
import { chooseTimeModal, postponeModal, timeBlock } from "../../../src/views/card/time-modal.ts";
import { plainFromMrkdwn } from "../../../src/views/plain-from-mrkdwn.ts";
import { refusalText } from "../../../src/views/refusal.ts";
import { drawer, type GalleryItem, withErrors } from "../gallery-item.ts";
import { hostileText } from "../samples/an-agent-ingress.ts";
import { anOperation, aSessionTarget } from "../samples/an-operation.ts";
import { approved, at, attention, candidates, departure, hour } from "../samples/card-parts.ts";
import { cardVariants } from "../samples/card-variants.ts";

const group = "Modals of cards";
const drawDeny = drawer(group, "views/card/deny-modal.ts", denyModal);
const drawAsk = drawer(group, "views/card/ask-someone-else-modal.ts", askSomeoneElseModal);
const drawPostpone = drawer(group, "views/card/time-modal.ts", postponeModal);
const drawChooseTime = drawer(group, "views/card/time-modal.ts", chooseTimeModal);
const drawResolve = drawer(group, "views/card/resolve-modal.ts", resolveModal);
const drawChoose = drawer(group, "views/card/choose-modal.ts", chooseModal);
const drawRefused = drawer(group, "views/card/refused-modal.ts", refusedModal);

const hostile = anOperation({ target: { ...aSessionTarget(), name: hostileText } });
const waiting = anOperation({ state: "waiting", ...approved, updateAcceptedAt: at(135), runAt: at(hour) });
const lost = { state: "needs-attention", ...approved, attention, departure } as const;
const notBack = anOperation({ ...lost, problem: { code: "not-back" } });
const tooLate = anOperation({
  ...lost,
  problem: { code: "too-late", call: "restart", dueAt: at(165), foundAt: at(2700), because: "bot-down" },
});

/** What a card's buttons open, and what they answer. */
export function cardModalItems(): GalleryItem[] {
  return [...decisions(), ...times(), ...choices(), ...refused(), ...looks()];
}

function decisions(): GalleryItem[] {
  return [
    drawDeny("deny", anOperation()),
    withErrors(drawDeny("deny", anOperation()), "deny, without a word", {
      [denyBlock]: cardFieldProblem("deny-without-reason"),
    }),
    drawDeny("deny, hostile name", hostile),
    drawAsk("ask someone else", anOperation()),
    withErrors(drawAsk("ask someone else", anOperation()), "ask someone else, nobody chosen", {
      [askBlock]: cardFieldProblem("nobody-asked"),
    }),
    drawResolve("resolve", notBack),
    withErrors(drawResolve("resolve", notBack), "resolve, without a word", {
      [resolveBlock]: cardFieldProblem("resolve-without-note"),
    }),
  ];
}

function times(): GalleryItem[] {
  const error = (code: "time-in-past" | "earlier-than-planned" | "postponed-too-far") => {
    const refusal = { code, plannedAt: at(hour), latest: at(7 * 24 * hour) };
    return { [timeBlock]: plainFromMrkdwn(refusalText(refusal, waiting)) };
  };
  const postpone = drawPostpone("postpone", waiting, at(140));
  return [
    postpone,
    drawPostpone("postpone what has no time", anOperation({ ...waiting, runAt: null }), at(140)),
    withErrors(postpone, "postpone into the past", error("time-in-past")),
    withErrors(postpone, "postpone to an earlier time", error("earlier-than-planned")),
    withErrors(postpone, "postpone too far", error("postponed-too-far")),
    drawChooseTime("choose a time", tooLate, at(2800)),
  ];
}

function choices(): GalleryItem[] {
  const ambiguous = (found: Candidate[]) =>
    anOperation({ ...lost, problem: { code: "ambiguous", candidates: found } });
  const many = (length: number) =>
    Array.from(
      { length },
      (_, index): Candidate => ({
        sessionId: `ts_2nEwIdOfThEsAmEaGeNtX${String(index).padStart(4, "0")}`,
        agentVersion: "3.22.1",
        startedAt: at(171 + index),
        ip: "203.0.113.7",
        region: "eu",
        urls: Array.from({ length: index }, (__, url) => `https://edge-${index}-${url}.example.com`),
      }),
    );
  const choose = drawChoose("choose one of two", ambiguous(candidates));
  return [
    choose,
    withErrors(choose, "choose, none chosen", { [chooseBlock]: cardFieldProblem("no-session-chosen") }),
    withErrors(choose, "choose one that another change has reported", {
      [chooseBlock]: plainFromMrkdwn(refusalText({ code: "session-reported" }, ambiguous(candidates))),
    }),
    drawChoose("choose one of 12", ambiguous(many(12))),
    drawChoose("choose one of 60", ambiguous(many(60))),
  ];
}

function refused(): GalleryItem[] {
  const denied: Operation = anOperation({
    state: "denied",
    denial: { by: "U0APPROVER", at: at(900), reason: "not during the fair" },
  });
  const words = refusalText({ code: "already-decided" }, denied);
  return [
    drawRefused("somebody was first", "Postpone", words, ""),
    drawRefused(
      "somebody was first, words kept",
      "Deny",
      words,
      "Not while the fair is on.\nAsk me on Monday.",
    ),
    drawRefused("somebody was first, long words kept", "Mark resolved", words, hostileText.repeat(12)),
  ];
}

function looks(): GalleryItem[] {
  const draw = drawer("Answers of Look again", "views/card/looked-text.ts", lookedText);
  const back = cardVariants().filter(({ operation: { resolution } }) => resolution?.how === "returned");
  return [
    draw("nothing new", notBack),
    draw("not looked yet", { ...notBack, attention: { ...attention, lookedAt: null } }),
    draw("candidates", anOperation({ ...lost, problem: { code: "ambiguous", candidates } })),
    ...back.map(({ name, operation }) => draw(name, operation)),
  ];
}
