import type { KnownBlock, Overflow } from "@slack/types";
import { actions } from "../ids.ts";
import type { SessionSnapshot, SessionTarget } from "../operations/target.ts";
import { codeSpan } from "./code-span.ts";
import { shown } from "./operation-words.ts";
import { cut, escapeText, mrkdwn, plain, shortId, slackDate } from "./text.ts";

export type NamedSession = Pick<SessionTarget, "name" | "session">;

// ngrok's own are shorter; an agent says what it likes.
const LONGEST_PART = 60;

/** `3.19.0 · linux · eu`, with a word for what ngrok did not tell. */
export function sessionKind(session: SessionSnapshot): string {
  return [session.agentVersion || "version unknown", session.os || "OS unknown", session.region]
    .filter((part) => part !== "")
    .map((part) => cut(part, LONGEST_PART))
    .join(" · ");
}

/** Two lines of mrkdwn: what people call it, and what it is. */
export function sessionLines({ name, session }: NamedSession): string {
  const since = slackDate(session.startedAt, "date-time");
  return `*${shown(name, LONGEST_PART)}*\n${escapeText(sessionKind(session))} · online since ${since}`;
}

/** @param hasTwins whether another row bears the same name: then it ends with the end of its id. */
export function sessionRow(named: NamedSession, hasTwins = false): KnownBlock {
  return row(named, hasTwins ? ` · ${escapeText(shortId(named.session.sessionId))}` : "");
}

/** The same with its whole id. */
export function sessionRowWithId(named: NamedSession): KnownBlock {
  return row(named, `\n${codeSpan(named.session.sessionId)}`);
}

function row(named: NamedSession, ending: string): KnownBlock {
  return {
    type: "section",
    text: mrkdwn(`${sessionLines(named)}${ending}`),
    accessory: sessionMenu(named.session.sessionId),
  };
}

function sessionMenu(sessionId: string): Overflow {
  const option = (text: string, verb: string) => ({ text: plain(text), value: `${verb}:${sessionId}` });
  return {
    type: "overflow",
    action_id: actions.sessions.menu,
    options: [
      option("Show", "show"),
      option("Update…", "update"),
      option("Restart…", "restart"),
      option("Stop…", "stop"),
    ],
  };
}
