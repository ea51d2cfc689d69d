import { commandName } from "../ids.ts";
import { isTooShort } from "../operations/find-id.ts";
import { code, quoted } from "./operation-words.ts";
import { escapeText } from "./text.ts";

const MOST_CANDIDATES = 5;

/** No ingress fits what was given as an id or a domain, in mrkdwn. */
export function noIngressText(query: string): string {
  const short = isTooShort(query) ? " Of an id, give at least four characters." : "";
  return `No agent ingress fits ${quoted(query)}.${short} \`${commandName} ingresses\` lists them all.`;
}

/** Several do. */
export function ingressCandidatesText(
  query: string,
  candidates: readonly { id: string; domain: string }[],
): string {
  const shown = candidates
    .slice(0, MOST_CANDIDATES)
    .map(({ id, domain }) => `${code(id)} (${escapeText(domain)})`);
  const left = candidates.length - MOST_CANDIDATES;
  const more = left > 0 ? ` and ${left} more` : "";
  return `${quoted(query)} fits more than one agent ingress: ${shown.join(", ")}${more}. Give more of the id.`;
}
