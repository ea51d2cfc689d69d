import { isFinal, type Operation } from "../operations/operation.ts";
import { cardWords } from "./card/card-words.ts";
import { codeSpan } from "./code-span.ts";
import type { Modal } from "./message.ts";
import { noticeModal } from "./notice-modal.ts";
import { inBlocks, isSession, shown } from "./operation-words.ts";
import { channelName, slackDate } from "./text.ts";

/** What was recorded, and where its card is. `link` is null while Slack has not taken the card yet. */
export function sessionAskedModal(title: string, operation: Operation, link: string | null): Modal {
  if (isFinal(operation.state)) {
    const { title: what, body } = cardWords(operation, inBlocks);
    return noticeModal(title, `*${what}*\n${body}`);
  }
  return noticeModal(title, `${askedText(operation)}\n${whereText(operation, link)}`);
}

function askedText(operation: Operation): string {
  const { target, expiresAt } = operation;
  const name = `*${isSession(target) ? shown(target.name, 60) : ""}*, ${codeSpan(operation.subjectId)}`;
  const what = `${verbs[operation.kind] ?? "Change"} of ${name}: ${whenText(operation)}.`;
  if (operation.state === "requested") {
    return `*Recorded.* The bot could not check it at ngrok yet; it goes on by itself.\n${what}`;
  }
  if (!operation.rules.approvalRequired) return `*Recorded; it runs without approval.*\n${what}`;
  const until = expiresAt ? ` It can be approved until ${slackDate(expiresAt, "date-time")}.` : "";
  return `*Asked; nothing changes before an approver agrees.*\n${what}${until}`;
}

const verbs: Partial<Record<Operation["kind"], string>> = {
  "session-update": "Update",
  "session-restart": "Restart",
  "session-stop": "Stop",
};

function whenText({ schedule }: Operation): string {
  const at = schedule.chosenAt ? slackDate(schedule.chosenAt, "date-time") : "";
  switch (schedule.when) {
    case "now":
      return "now";
    case "restart-later":
      return `now, its restart ${at}`;
    case "all-later":
      return at;
    case "update-only":
      return "now, without a restart";
  }
}

function whereText(operation: Operation, link: string | null): string {
  const channel = channelName(operation.request.channelId);
  return link === null
    ? `Its card appears in ${channel}; \`/ngrok open\` links to it.`
    : `<${link}|Its card> in ${channel} shows how it goes on.`;
}
