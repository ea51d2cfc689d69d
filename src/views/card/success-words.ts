import type { Operation } from "../../operations/operation.ts";
import { code, subjectFirst, subjectName } from "../operation-words.ts";
import { escapeText, shortId } from "../text.ts";
import { canRestart } from "./can-restart.ts";
import { changesWords } from "./changes-words.ts";
import { reportWords } from "./report-words.ts";
import { goesDown } from "./served-words.ts";
import type { Words } from "./words.ts";

/** Of an agent on Windows, which cannot be restarted from afar. */
export const STOP_IT =
  "stop it: its service manager, where it has one, starts the new version; without one it stays off";

export function successWords(operation: Operation): Words {
  const { target, report } = operation;
  const name = subjectFirst(target);
  if (report) return { title: `${name} is back.`, body: reportWords(operation, report) };
  if (target.type === "session") {
    return operation.kind === "session-stop" ? stoppedWords(operation) : updateStarted(operation);
  }
  if (operation.kind === "ingress-delete") {
    return {
      title: `${name} is deleted.`,
      body: "Its NS records still point to ngrok: remove them where its DNS is managed.",
    };
  }
  if (target.type === "ingress") {
    return { title: `${name} is edited.`, body: changesWords(target.ingress, target.changes) };
  }
  const id = operation.createdIngressId;
  return {
    title: `${name} is created.`,
    body: `${id ? `Its id is ${code(id)}. ` : ""}Its domain needs NS records in the DNS now.`,
  };
}

function stoppedWords(operation: Operation): Words {
  const { target } = operation;
  const session = target.type === "session" ? target.session.sessionId : operation.subjectId;
  const down =
    target.type === "session" && target.serves.length > 0 ? ` ${wentDown(goesDown(target.serves))}.` : "";
  return {
    title: `${subjectName(target)} is stopped.`,
    body: `Session ${escapeText(shortId(session))} is offline.${down} It comes back once somebody, or its service manager, starts it on its device.`,
  };
}

function wentDown(words: string): string {
  return words.replace(/ go(es)? down$/, " went down");
}

/** ngrok's yes means that the update has begun, no more. */
function updateStarted(operation: Operation): Words {
  return {
    title: `Update of ${subjectName(operation.target)} started.`,
    body: `ngrok gave it to the agent; ${canRestart(operation) ? "restart it to run the new version" : STOP_IT}.`,
  };
}
