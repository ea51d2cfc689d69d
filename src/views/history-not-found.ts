import { commandName } from "../ids.ts";
import { isTooShort } from "../operations/find-id.ts";
import { code, quoted } from "./operation-words.ts";

const MOST_CANDIDATES = 5;

/** Nothing online or in the newest `searched` operations fits what was given as an id or a name, in mrkdwn. */
export function noHistoryText(query: string, searched: number): string {
  const short = isTooShort(query) ? " Of an id, give at least four characters." : "";
  return `No session or ingress fits ${quoted(query)}: not one online, and none of the newest ${searched} operations.${short} Give its id whole, or see \`${commandName} history\`.`;
}

/** More than one does. */
export function historyCandidatesText(query: string, ids: readonly string[]): string {
  const left = ids.length - MOST_CANDIDATES;
  const more = left > 0 ? ` and ${left} more` : "";
  return `${quoted(query)} fits more than one id: ${ids.slice(0, MOST_CANDIDATES).map(code).join(", ")}${more}. Give more of it.`;
}
