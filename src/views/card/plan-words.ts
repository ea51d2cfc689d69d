import type { Operation } from "../../operations/operation.ts";
import { type IngressFields, isUnread } from "../../operations/target.ts";
import { capitalised, type Writing, when } from "../operation-words.ts";
import { sessionLimits } from "../session-limits.ts";
import { duration } from "../text.ts";
import { certificateWords, changesWords, isShownWhole, valueWords } from "./changes-words.ts";
import { newestVersion, oldVersion } from "./report-words.ts";
import { goesDown, namesGoingDown } from "./served-words.ts";

const OFFLINE_RISK = "a bad configuration can keep it offline";
const DELETE_RISK = "Agents that connect through it may lose ngrok; ngrok does not say more";
// Slack cuts no text of a confirmation: what is longer is refused.
const LONGEST_LIST = 180;

/** What is going to happen, and what goes down with it. */
export function planWords(operation: Operation, writing: Writing): string {
  const { target } = operation;
  if (isUnread(target)) return "";
  if (target.type === "new-ingress") return newIngressWords(target.fields);
  if (target.type === "ingress") {
    return operation.kind === "ingress-delete"
      ? `${DELETE_RISK}.`
      : changesWords(target.ingress, target.changes);
  }
  const down = goesDown(target.serves);
  if (operation.kind === "session-stop") return `${down}; only its device can start it again.`;
  if (operation.kind === "session-restart") return `Runs ${oldVersion(operation)}. ${down}; ${OFFLINE_RISK}.`;
  const risk = operation.schedule.when === "update-only" ? "Nothing goes down." : `${down}; ${OFFLINE_RISK}.`;
  return `${versionPlan(operation, writing)} ${risk}`;
}

function newIngressWords({ certificate, metadata }: IngressFields): string {
  const words = `Certificate: ${certificateWords(certificate)}.`;
  if (metadata === "") return words;
  const more = isShownWhole(metadata) ? "" : " *Details* shows all of it.";
  return `${words} Metadata ${valueWords(metadata)}.${more}`;
}

/** The plan of an update whose time stands in the title already. */
export function laterPlan(operation: Operation, writing: Writing): string {
  const { schedule } = operation;
  const isAllLater = schedule.when === "all-later";
  return versionPlan(
    isAllLater ? { ...operation, schedule: { ...schedule, when: "now" } } : operation,
    writing,
  );
}

function versionPlan(operation: Operation, writing: Writing): string {
  const { when: choice, chosenAt } = operation.schedule;
  const wait = `restart ${duration(operation.rules.waitMs)} later`;
  const at = chosenAt ? when(writing, chosenAt, operation.request.at) : "";
  const plans = {
    now: wait,
    "restart-later": `restart at ${at}`,
    "all-later": `update at ${at}, ${wait}`,
    "update-only": "no restart",
  };
  // ngrok has a newest version of its agent alone.
  return maySdk(operation)
    ? `It may be an SDK application (${oldVersion(operation)}); ngrok may refuse. ${capitalised(plans[choice])}.`
    : `${oldVersion(operation)} → ${newestVersion(operation)}, ${plans[choice]}.`;
}

function maySdk({ target }: Operation): boolean {
  return target.type === "session" && sessionLimits(target.session).hint !== null;
}

/** For the confirmation of *Approve*: plain text, which names what goes down. */
export function approvalWarning(operation: Operation): string {
  const { target } = operation;
  if (target.type === "session") {
    if (operation.schedule.when === "update-only") return "Nothing goes down until it is restarted.";
    const down = namesGoingDown(target.serves, LONGEST_LIST);
    return operation.kind === "session-stop"
      ? `${down} Only its device can start it again.`
      : `${down} A bad configuration can keep it offline.`;
  }
  if (operation.kind === "ingress-delete") return `${DELETE_RISK}.`;
  return operation.kind === "ingress-create"
    ? "Nothing goes down."
    : "ngrok does not say what connected agents notice of it.";
}
