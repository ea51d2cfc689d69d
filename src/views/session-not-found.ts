import { commandName } from "../ids.ts";
import { isTooShort } from "../operations/find-id.ts";
import { codeSpan } from "./code-span.ts";
import type { Message } from "./message.ts";
import { type NamedSession, sessionRowWithId } from "./session-row.ts";
import { cut, escapeText, mrkdwn } from "./text.ts";

const MOST_CANDIDATES = 8;
const LONGEST_QUERY = 100;

/** Several sessions fit what was given as an id, in mrkdwn. */
export function candidatesText(query: string, candidates: readonly NamedSession[]): string {
  const lines = candidates
    .slice(0, MOST_CANDIDATES)
    .map(({ name, session }) => `• ${escapeText(name)} ${codeSpan(session.sessionId)}`);
  const left = candidates.length - MOST_CANDIDATES;
  return [heading(query, candidates), ...lines, ...(left > 0 ? [`and ${left} more`] : [])].join("\n");
}

function heading(
  query: string,
  candidates: readonly NamedSession[],
  write: (query: string) => string = shown,
): string {
  const byName = candidates.every(({ name }) => name.toLowerCase() === query.trim().toLowerCase());
  const next = byName ? "Give the id of one of them." : "Give more of the id.";
  return `${candidates.length} sessions online fit ${write(query)}. ${next}`;
}

/** The same as a message, each with its own menu. */
export function sessionCandidates(query: string, candidates: readonly NamedSession[]): Message {
  const text = heading(query, candidates);
  const left = candidates.length - MOST_CANDIDATES;
  return {
    text: heading(query, candidates, (given) => escapeText(cut(given, LONGEST_QUERY))),
    blocks: [
      { type: "section", text: mrkdwn(text) },
      ...candidates.slice(0, MOST_CANDIDATES).map(sessionRowWithId),
      ...(left > 0 ? [{ type: "context" as const, elements: [mrkdwn(`and ${left} more`)] }] : []),
    ],
  };
}

/** What became of a session that is not online, in mrkdwn. `newId` is what a restart made of it, if known. */
export function goneText(gone: { id: string; newId: string | null; newIsOnline: boolean }): string {
  const { id, newId, newIsOnline } = gone;
  const history = codeSpan(`${commandName} history${historyWords(id)}`);
  if (newId !== null) {
    const now = newIsOnline ? "" : ", which is not online either";
    return `${shown(id)} is over: after its restart the agent became ${codeSpan(newId)}${now}. ${history} has the whole story.`;
  }
  if (isTooShort(id)) {
    return `No device online is called ${shown(id)}, and it is too short for a part of an id: give at least four characters. \`${commandName} sessions\` lists what is online.`;
  }
  return `No session online has the id or name ${shown(id)}. A session gets a new id at each restart: ${history} tells what is known of this one, \`${commandName} sessions\` lists those online.`;
}

/** What is cut would find nothing. */
function historyWords(id: string): string {
  if (id.length > LONGEST_QUERY) return "";
  return /\s/.test(id) ? ` "${id}"` : ` ${id}`;
}

function shown(query: string): string {
  return codeSpan(cut(query, LONGEST_QUERY));
}
