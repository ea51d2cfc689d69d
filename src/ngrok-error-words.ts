import {
  NgrokApiError,
  NgrokConnectionError,
  type NgrokError,
  NgrokRateLimitError,
  NgrokTimeoutError,
} from "./ngrok/errors.ts";
import { accountWords } from "./views/call-error-words.ts";
import { cut, escapeText } from "./views/text.ts";

const LONGEST_QUOTE = 300;
const BAD_KEY = /^ERR_NGROK_20[0-8]$/;

/** What a failed look at ngrok means to the person who asked, and what to do; mrkdwn. */
export function describeNgrokError(error: NgrokError): string {
  if (error instanceof NgrokApiError) return `${apiWords(error)}${traceOf(error)}`;
  if (error instanceof NgrokRateLimitError) {
    const seconds = Math.max(1, Math.ceil(error.retryAfterMs / 1000));
    return `ngrok's request limit is used up. Try again in ${seconds} s.`;
  }
  if (error instanceof NgrokTimeoutError) {
    return `ngrok did not answer within ${error.timeoutMs / 1000} s. Try again; if it lasts, look at status.ngrok.com.`;
  }
  if (error instanceof NgrokConnectionError) {
    return "The bot cannot reach ngrok. Try again; if it lasts, an admin must look at the bot's network.";
  }
  return "ngrok's answer could not be read. Try again; if it lasts, look at status.ngrok.com.";
}

function apiWords(error: NgrokApiError): string {
  const code = error.code ?? "";
  if (BAD_KEY.test(code) || error.status === 401) {
    return "ngrok refused the bot's API key. An admin must set NGROK_API_KEY to a valid one and start the bot anew.";
  }
  const known = accountWords[code];
  if (known !== undefined) return known;
  if (error.status === 404) {
    return "ngrok does not know this any more. It may have gone offline, restarted under a new id, or been deleted: look at the list again.";
  }
  if (error.status === 429) return "ngrok's request limit is used up. Try again in a minute.";
  if (error.status >= 500) {
    return `ngrok has a fault of its own (${error.status}). Try again; if it lasts, look at status.ngrok.com.`;
  }
  if (error.status === 403) {
    return "ngrok does not let the bot's API key do this. An admin must look at the key and the account.";
  }
  return `ngrok refused: “${quoted(error)}”.`;
}

function quoted(error: NgrokApiError): string {
  return escapeText(cut(error.text, LONGEST_QUOTE));
}

/** What ngrok's support asks for. */
function traceOf(error: NgrokApiError): string {
  const parts = [error.code, error.ngrokOperationId].filter((part) => part !== null);
  return parts.length === 0 ? "" : ` [${parts.map(escapeText).join(", ")}]`;
}
