import { markOf } from "../errands/board.ts";
import type { ErrandDeps } from "../errands/request-form.ts";
import { approvers } from "../errands/roster.ts";
import type { Call as SlackCall } from "../slack/http-server.ts";
import type { Message } from "../slack/message-store.ts";
import type { Evidence, Moment, UnmarkedReply } from "./evidence.ts";

/** What people, Slack and ngrok have seen of a run. */
export function gatherEvidence(
  deps: ErrandDeps,
  lives: Pick<Evidence, "moments" | "unexpectedEnds" | "refusals">,
): Omit<Evidence, "record" | "clockErrorMs"> {
  const { slack, ngrok } = deps.sandbox;
  return {
    calls: [...ngrok.calls],
    messages: deps.board.all().map(({ operationId, role, message }) => ({
      operationId,
      role,
      channel: message.channel,
      ts: message.ts,
      threadTs: message.threadTs,
      words: slack.renderText(message),
    })),
    moments: [...lives.moments, ...slack.calls.flatMap(momentOf)],
    scheduled: slack.scheduled.map(({ id, text, postAt, over }) => ({
      id,
      text,
      postAt: new Date(postAt * 1000),
      isOver: over,
    })),
    unmarked: slack.messages.flatMap(unmarkedReply),
    ledger: deps.ledger,
    approvers: approvers.map((name) => slack.person(name).id),
    refusals: lives.refusals,
    endedAt: deps.clock.now(),
    unexpectedEnds: lives.unexpectedEnds,
  };
}

function unmarkedReply(message: Message): UnmarkedReply[] {
  const { from, threadTs, ts, onlyFor, text } = message;
  if (from !== "bot" || threadTs === null || onlyFor !== null || markOf(message)) return [];
  return [{ cardTs: threadTs, postedAt: new Date(Number(ts) * 1000), words: text }];
}

const OF_THE_SCREEN = /^(views|apps|auth|users|usergroups|response_url|conversations\.info)/;

/** What the bot asked of Slack about a message. */
function momentOf({ method, args, at, result }: SlackCall): Moment[] {
  if (OF_THE_SCREEN.test(method)) return [];
  const { operationId = null, role = "" } = markOf(args) ?? {};
  return [{ at, operationId, words: `${method} ${role} ${args.channel ?? ""} ${args.ts ?? ""}: ${result}` }];
}
