import type { CallError, CallName, Operation, Problem, Report } from "../../operations/operation.ts";
import { callErrorText } from "../call-error-words.ts";
import {
  callOf,
  capitalised,
  code,
  count,
  isSession,
  listThatFits,
  quotedSentence,
  subjectFirst,
  subjectName,
  verbs,
  type Writing,
} from "../operation-words.ts";
import { duration, escapeText, shortId } from "../text.ts";
import { unbegunText } from "../unbegun-text.ts";
import { canRestart } from "./can-restart.ts";
import { heldWords, triedWords } from "./held-words.ts";
import { backWords, returnWords, urlLine, version } from "./report-words.ts";
import { STOP_IT } from "./success-words.ts";
import type { Words } from "./words.ts";

// A card is read on a phone; the follow-up and Details have more.
const LONGEST_URLS = 160;

type Of<Code extends Problem["code"]> = Extract<Problem, { code: Code }>;

/** An operation that failed or needs a person: what is the matter, and what to do. */
export function problemWords(operation: Operation, writing: Writing): Words {
  const { problem } = operation;
  switch (problem?.code) {
    case "call-refused":
      return refusedWords(operation, problem);
    case "call-unknown":
      return unknownWords(operation, problem);
    case "not-back":
      return notBackWords(operation);
    case "ambiguous":
      return ambiguousWords(operation, problem);
    case "same-version":
      return sameVersionWords(operation);
    case "endpoints-missing":
      return missingWords(operation);
    case "still-online":
      return stillOnlineWords(operation);
    case "too-late":
      return tooLateWords(operation, problem);
    case "held":
      return heldWords(operation, problem, writing);
    case "not-able":
    case "nothing-left":
    case "unread":
      return {
        title: `${subjectFirst(operation.target)} was not ${verbs(callOf(operation.kind)).done}.`,
        body: `${unbegunText(problem, operation.kind)} Nothing changed.`,
      };
    default:
      return {
        title: `${subjectFirst(operation.target)} needs a look.`,
        body: "What became of it is not known. Check it yourself.",
      };
  }
}

function refusedWords(operation: Operation, problem: Of<"call-refused">): Words {
  const { error } = problem;
  const title = `${subjectFirst(operation.target)} was not ${verbs(problem.call).done}.`;
  if (!operation.updateAcceptedAt) return { title, body: `${callErrorText(error)} Nothing changed.` };
  const byAgent = error.code === "ERR_NGROK_804" || error.code === "ERR_NGROK_808";
  const said = byAgent
    ? `The update has started; the agent refused the restart: ${quotedSentence(error.message)}`
    : `The update has started; the restart was refused. ${callErrorText(error)}`;
  if (!canRestart(operation)) return { title, body: `${said} ${capitalised(STOP_IT)}.` };
  return { title, body: error.code === "ERR_NGROK_804" ? `${said} Restart it on its device.` : said };
}

function unknownWords(operation: Operation, { call, error }: Of<"call-unknown">): Words {
  const { done, noun } = verbs(call);
  if (operation.departure?.deadlineAt) return unseenWords(operation, call, error);
  const title = `Was ${subjectName(operation.target)} ${done}?`;
  if (call === "update") {
    return {
      title,
      body: `The first call got no clear answer; ${secondAnswer(error)} A restart runs the new version, if there is one.`,
    };
  }
  const check = isSession(operation.target) ? "/ngrok sessions" : "/ngrok ingresses";
  return {
    title,
    body: `${callErrorText(error)} Check with \`${check}\` before you ask for the ${noun} again.`,
  };
}

/** Of these the agent itself is the author; what else ngrok refuses is not its word. */
const AGENT_CODES = ["ERR_NGROK_806", "ERR_NGROK_809"];

function secondAnswer(error: CallError): string {
  return AGENT_CODES.includes(error.code ?? "")
    ? `to the second the agent said: ${quotedSentence(error.message)}`
    : `then: ${callErrorText(error)}`;
}

/** It was told to go, or had gone; what became of it then could not be looked up. */
function unseenWords(operation: Operation, call: CallName, error: CallError): Words {
  const name = subjectName(operation.target);
  return {
    title: call === "stop" ? `Is ${name} stopped?` : `Is ${name} back?`,
    body: `It was told to ${verbs(call).base}, and ngrok could not be asked since. ${callErrorText(error)} Check the device; the bot keeps looking.`,
  };
}

function notBackWords(operation: Operation): Words {
  const urls = operation.departure?.urls.length ?? 0;
  const down = urls === 0 ? "" : `; ${count(urls, "URL")} ${urls === 1 ? "is" : "are"} down`;
  return {
    title: `${subjectFirst(operation.target)} is not back.`,
    body: `No new session after ${duration(operation.rules.reconnectTimeoutMs)}${down}. Check the device; the bot keeps looking.`,
  };
}

const NUMBERS = ["No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine"];

function ambiguousWords(operation: Operation, { candidates }: Of<"ambiguous">): Words {
  const name = subjectName(operation.target);
  const ids = candidates.map((candidate) => escapeText(shortId(candidate.sessionId)));
  if (ids.length === 1) {
    const doubt =
      operation.departure?.isWitnessed === false ? "nobody saw the old one leave" : "not for certain";
    return { title: `Is this ${name}?`, body: `One new session fits, but ${doubt}: ${ids[0]}.` };
  }
  const number = NUMBERS[ids.length] ?? String(ids.length);
  return {
    title: `Which one is ${name}?`,
    body:
      ids.length === 0
        ? "No new session fits for certain."
        : `${number} new sessions fit: ${listThatFits(ids, 200)}.`,
  };
}

function sameVersionWords(operation: Operation): Words {
  const { report } = operation;
  const now = report ? `, still on ${version(report.agentVersion)}` : ", on its old version";
  const rest = report ? ` New session ${code(report.newSessionId)}. ${backWords(report)}`.trimEnd() : "";
  return {
    title: `${subjectFirst(operation.target)} is back${now}.`,
    body: `The update did not take effect.${rest}`,
  };
}

function missingWords(operation: Operation): Words {
  const { report } = operation;
  const missing = report?.missingUrls.length ?? 0;
  const all = missing + (report?.backUrls.length ?? 0);
  return {
    title: `${subjectFirst(operation.target)} is back without ${missingUrls(missing, all)}.`,
    body: report
      ? `${returnWords(operation, report)} ${missingText(report)} Check its configuration.`
      : "Check its configuration.",
  };
}

function missingText({ missingUrls: urls }: Report): string {
  return `${urlLine("Missing", urls, LONGEST_URLS)}.`;
}

function missingUrls(missing: number, all: number): string {
  if (missing === 0) return "some of its URLs";
  if (missing < all) return `${missing} of ${count(all, "URL")}`;
  return all === 1 ? "its URL" : `its ${all} URLs`;
}

function stillOnlineWords(operation: Operation): Words {
  const { base } = verbs(operation.kind === "session-stop" ? "stop" : "restart");
  return {
    title: `${subjectFirst(operation.target)} is still online.`,
    body: `ngrok accepted the ${base}, but session ${escapeText(shortId(operation.subjectId))} has not gone after ${duration(operation.rules.reconnectTimeoutMs)}. ${capitalised(base)} the agent on its device.`,
  };
}

function tooLateWords(operation: Operation, problem: Of<"too-late">): Words {
  const reasons = {
    "bot-down": "The bot was down",
    "ngrok-unreachable": "ngrok was not available",
    "slack-unreachable": "Slack could not be reached",
  };
  const late = duration(problem.foundAt.getTime() - problem.dueAt.getTime());
  const verb = problem.call === "restart" ? "restart" : verbs(problem.call).noun;
  return {
    title: `The ${verb} of ${subjectName(operation.target)} was due ${late} ago.`,
    body: `${triedWords(operation)}${reasons[problem.because]}, so it was not run${operation.departure ? " again" : ""}.`,
  };
}
