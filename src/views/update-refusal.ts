import type { CallError } from "../operations/operation.ts";
import { quotedSentence } from "./operation-words.ts";

/**
 * Why an agent refused to update comes from ngrok as free text. This file alone reads it, for wording:
 * nothing is decided by it, and what it does not know is quoted.
 */
const KNOWN: { pattern: RegExp; words: string }[] = [
  {
    pattern: /no updates? (is |are )?available|already (up.to.date|on the latest|the latest)/i,
    words: "No update is available.",
  },
  {
    pattern:
      /updates? (checks? )?(is |are |has been |have been )?disabled|disabled updates?( checks?)?|update_check/i,
    words: "Updates are disabled in the agent's configuration.",
  },
  {
    pattern:
      /already (in the process of |being )?updating|update (is )?(already )?(in progress|running|under way)|another update/i,
    words: "An update of this agent is already running; see whether it comes back by itself.",
  },
  {
    pattern:
      /(already|has been) updated|not (yet )?(been )?restarted|pending restart|restart (is )?(required|needed|pending)/i,
    words: "The agent is updated already and runs the new version from its next restart.",
  },
];

/** What kept the agent from updating, in words. */
export function readUpdateRefusal(error: CallError): string {
  const known = KNOWN.find(({ pattern }) => pattern.test(error.message));
  return known?.words ?? `The agent refused the update: ${quotedSentence(error.message)}`;
}
