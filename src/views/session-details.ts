import type { Button, KnownBlock } from "@slack/types";
import { actions } from "../ids.ts";
import type { ServedDetail } from "../operations/served-details.ts";
import { codeSpan } from "./code-span.ts";
import type { Message } from "./message.ts";
import { preformatted } from "./preformatted.ts";
import { holderText, type SessionHolder } from "./session-holder.ts";
import { sessionLimits } from "./session-limits.ts";
import { type NamedSession, sessionKind } from "./session-row.ts";
import { servedDetailList } from "./session-served.ts";
import { cut, escapeText, mrkdwn, plain, slackDate } from "./text.ts";

// An agent says what it likes; an IPv6 address has room.
const LONGEST_WORD = 100;

export interface SessionDetails extends NamedSession {
  serves: readonly ServedDetail[];
  holder: SessionHolder | null;
}

/** Everything that ngrok tells of a session, what it serves, and what may be done to it. */
export function sessionDetails(details: SessionDetails): Message {
  const { name, session, serves, holder } = details;
  const blocks: KnownBlock[] = [
    { type: "section", text: mrkdwn(`*${escapeText(name)}*\n${codeSpan(session.sessionId)}`) },
    { type: "section", text: mrkdwn(factLines(details)) },
    ...metadataBlocks(session.metadata),
    { type: "section", text: mrkdwn(servedText(serves)) },
    ...limitBlocks(details),
  ];
  if (holder) blocks.push({ type: "section", text: mrkdwn(`*Unfinished*\n${holderText(holder)}`) });
  blocks.push({ type: "actions", elements: buttons(details) });
  return { text: `${escapeText(name)} is online: ${escapeText(sessionKind(session))}.`, blocks };
}

function factLines({ session }: SessionDetails): string {
  const facts: [string, string][] = [
    ["Version", word(session.agentVersion)],
    ["OS", word(session.os)],
    ["Region", word(session.region)],
    ["Online since", slackDate(session.startedAt, "date-time")],
    ["IP", word(session.ip)],
    ["Transport", word(session.transport)],
    ["Credential", session.credentialId === null ? "none" : codeSpan(session.credentialId)],
    ...(session.metadata === "" ? [["Metadata", "none"] satisfies [string, string]] : []),
  ];
  return facts.map(([label, value]) => `*${label}:* ${value}`).join("\n");
}

function word(text: string): string {
  return escapeText(cut(text, LONGEST_WORD)) || "unknown";
}

function metadataBlocks(metadata: string): KnownBlock[] {
  if (metadata === "") return [];
  return [{ type: "section", text: mrkdwn("*Metadata:*") }, ...preformatted(metadata)];
}

function servedText(serves: readonly ServedDetail[]): string {
  if (serves.length === 0) return "*It serves nothing right now.*";
  return `*Serves right now*\n${servedDetailList(serves)}`;
}

function limitBlocks({ session }: SessionDetails): KnownBlock[] {
  const { update, restart, hint } = sessionLimits(session);
  const lines = [update, restart, hint].filter((line) => line !== null);
  return lines.length === 0 ? [] : [{ type: "context", elements: lines.map((line) => plain(line)) }];
}

function buttons({ session }: SessionDetails): Button[] {
  const { update, restart } = sessionLimits(session);
  const button = (text: string, actionId: string): Button => ({
    type: "button",
    text: plain(text),
    action_id: actionId,
    value: session.sessionId,
  });
  return [
    ...(update === null ? [button("Update…", actions.sessions.update)] : []),
    ...(restart === null ? [button("Restart…", actions.sessions.restart)] : []),
    { ...button("Stop…", actions.sessions.stop), style: "danger" },
  ];
}
