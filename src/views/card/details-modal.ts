import type { KnownBlock } from "@slack/types";
import type { Operation } from "../../operations/operation.ts";
import { callErrorText } from "../call-error-words.ts";
import type { Modal } from "../message.ts";
import { code, inBlocks, quoted, verbs } from "../operation-words.ts";
import { duration, escapeText, mention, mrkdwn, plain, slackDate } from "../text.ts";
import { cardWords } from "./card-words.ts";
import { detailsTarget } from "./details-target.ts";
import { version } from "./report-words.ts";
import { resumptionWords } from "./resumption-words.ts";
import { urlList } from "./url-list.ts";

// A section takes 3000; escaped, foreign text can grow fivefold.
const LONGEST_LIST = 2500;
const MOST_URLS = 12;
const LONGEST_TEXT = 550;

/** All that is recorded of an operation: what was reviewed, by which rules it runs, what happened. */
export function detailsModal(operation: Operation): Modal {
  const { title, body } = cardWords(operation, inBlocks);
  return {
    type: "modal",
    title: plain("Details"),
    close: plain("Close"),
    blocks: [
      section(`*${title}*\n${body}`),
      heading("Reviewed"),
      ...detailsTarget(operation.target),
      heading("Asked and decided"),
      ...lines(peopleLines(operation)),
      heading("Rules and calls"),
      ...lines([...ruleLines(operation), ...callLines(operation)]),
      ...afterwards(operation),
      {
        type: "context",
        elements: [mrkdwn(`Operation ${code(operation.id)}, version ${operation.version}`)],
      },
    ],
  };
}

function peopleLines(operation: Operation): string[] {
  const { request, denial, cancellation, postponement, resumption, attention, resolution } = operation;
  const at = (what: string, person: { by: string | null; at: Date }, more = "") =>
    `${slackDate(person.at, "date-time")}: ${what} by ${person.by === null ? "the bot" : mention(person.by)}${more}`;
  const reason = request.reason === "" ? "" : `: ${quoted(request.reason, LONGEST_TEXT)}`;
  const approvers = [...new Set([...request.askedApprovers, ...request.askedLater])];
  const asked = approvers.slice(0, 20).map(mention).join(" ");
  const day = (instant: Date) => slackDate(instant, "date-time");
  return [
    at("asked", request, reason),
    ...(asked === "" ? [] : [`Approval asked of ${asked}`]),
    ...approvalsOf(operation).map((approval) => at("approved", approval)),
    ...(denial ? [at("denied", denial, `: ${quoted(denial.reason, LONGEST_TEXT)}`)] : []),
    ...(postponement
      ? [at("postponed", postponement, ` from ${day(postponement.from)} to ${day(postponement.until)}`)]
      : []),
    ...(resumption
      ? [at(resumptionWords(resumption.how), resumption, `, for ${day(resumption.until)}`)]
      : []),
    ...(cancellation ? [at("cancelled", cancellation, cancellation.forStopBy ? ", for a stop" : "")] : []),
    ...(attention?.ownedBy ? [at("taken on", attention.ownedBy)] : []),
    ...(resolution
      ? [
          at(
            resolutionWords[resolution.how],
            resolution,
            resolution.note === "" ? "" : `: ${quoted(resolution.note, LONGEST_TEXT)}`,
          ),
        ]
      : []),
  ];
}

/** Records made before several could approve name one. */
function approvalsOf({ approval, approvals }: Operation) {
  return approvals.length > 0 || !approval ? approvals : [approval];
}

/** How it was resolved; `by` and a name follow. */
const resolutionWords: Record<NonNullable<Operation["resolution"]>["how"], string> = {
  noted: "marked resolved",
  chosen: "its session chosen",
  left: "left as it is",
  closed: "closed",
  returned: "seen to be back",
};

function ruleLines({ rules, expiresAt, schedule, kind }: Operation): string[] {
  const follows = schedule.when === "now" || schedule.when === "all-later";
  return [
    `${rules.approvalRequired ? neededLine(rules.approvalsNeeded) : "Approval not needed"}${expiresAt ? `, until ${slackDate(expiresAt, "date-time")}` : ""}.`,
    ...(schedule.chosenAt ? [`Chosen time: ${slackDate(schedule.chosenAt, "date-time")}.`] : []),
    ...(kind === "session-update" && follows
      ? [`The restart follows ${duration(rules.waitMs)} after the update.`]
      : []),
    `If it is more than ${duration(rules.latestMs)} late, it is not run unless a person says so.`,
    ...awaitedLines(duration(rules.reconnectTimeoutMs), kind, schedule),
  ];
}

function neededLine(approvals: number): string {
  return approvals === 1 ? "Approval needed" : `Approvals needed of ${approvals} people`;
}

function awaitedLines(long: string, kind: Operation["kind"], { when }: Operation["schedule"]): string[] {
  if (kind === "session-stop")
    return [`After the stop the bot looks for ${long} whether its session is gone.`];
  const restarts = kind === "session-restart" || (kind === "session-update" && when !== "update-only");
  return restarts ? [`After the restart the bot looks for its new session for ${long}.`] : [];
}

function callLines({ kind, call, updateAcceptedAt, runAt, problem, departure }: Operation): string[] {
  // Of a look that failed, the words above say all; no outcome is unknown after it.
  const failed = problem?.code === "call-refused" || problem?.code === "call-unknown";
  const error = failed ? problem.error : call?.error;
  return [
    ...(updateAcceptedAt ? [`ngrok started the update at ${slackDate(updateAcceptedAt, "date-time")}.`] : []),
    ...(departure && kind !== "session-stop"
      ? [
          `Only a session that started after ${slackDate(departure.notBefore, "date-time")} can be its new one.`,
        ]
      : []),
    ...(runAt ? [`The next call is due at ${slackDate(runAt, "date-time")}.`] : []),
    ...(call
      ? [
          `Call under way: ${verbs(call.name).base}, attempt ${call.attempt}, since ${slackDate(call.startedAt)}.`,
        ]
      : []),
    ...(error ? [errorLine(error)] : []),
  ];
}

function errorLine(error: Parameters<typeof callErrorText>[0]): string {
  const text = callErrorText(error);
  const facts = [error.code, error.status === null ? null : `HTTP ${error.status}`, error.ngrokOperationId]
    .filter((fact) => fact !== null)
    .map(escapeText)
    .filter((fact) => !text.includes(fact));
  return `${text}${facts.length === 0 ? "" : ` (${facts.join(", ")})`}`;
}

function afterwards({ report, attention, departure }: Operation): KnownBlock[] {
  const blocks: KnownBlock[] = [];
  // Only what was told to go is looked for.
  if (attention && departure)
    blocks.push(section(`The bot looks for it until ${slackDate(attention.lateUntil, "date-time")}.`));
  if (!report) return blocks;
  const facts = `New session ${code(report.newSessionId)}, ${version(report.agentVersion)}, online since ${slackDate(report.startedAt, "date-time")}`;
  blocks.push(section(facts));
  const urls = (label: string, list: string[]) =>
    list.length === 0
      ? []
      : [section(urlList(label, list.map(escapeText), { max: LONGEST_LIST, most: MOST_URLS }))];
  return [...blocks, ...urls("Back:", report.backUrls), ...urls("Missing:", report.missingUrls)];
}

function heading(text: string): KnownBlock {
  return { type: "header", text: plain(text) };
}

function section(text: string): KnownBlock {
  return { type: "section", text: mrkdwn(text.trim()) };
}

/** One block for each, as together they might not fit one. */
function lines(texts: readonly string[]): KnownBlock[] {
  return texts.map(section);
}
