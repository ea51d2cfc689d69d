import type { CallError } from "../operations/operation.ts";
import { quotedSentence } from "./operation-words.ts";
import { escapeText } from "./text.ts";
import { readUpdateRefusal } from "./update-refusal.ts";

/** What ngrok says of the account and its limits, whatever was asked: the same of a change and of a look. */
export const accountWords: Record<string, string> = {
  ERR_NGROK_225: "Too many calls to ngrok at once. Try again in a minute.",
  ERR_NGROK_226: "ngrok's request limit is used up. Try again in a minute.",
  ERR_NGROK_635:
    "The owner of the bot's API key is not allowed to change things in this account. Ask an admin of the account for write access.",
  ERR_NGROK_1700: "This ngrok account is not allowed to use session operations. Look at its plan.",
  ERR_NGROK_1701: "This ngrok account is not allowed to restart or stop sessions. Look at its plan.",
  ERR_NGROK_1702: "This ngrok account is not allowed to update sessions: that takes a paid plan.",
};

/** ngrok's other codes, from its documentation; each with what a person can do about it. */
const BY_CODE: Record<string, (error: CallError) => string> = {
  ERR_NGROK_804: (error) =>
    `The agent cannot be restarted from afar: ${quotedSentence(error.message)} Restart it on its device.`,
  ERR_NGROK_805: (error) =>
    `The agent cannot be stopped from afar: ${quotedSentence(error.message)} Stop it on its device.`,
  ERR_NGROK_806: readUpdateRefusal,
  ERR_NGROK_807: (error) =>
    `The agent could not stop: ${quotedSentence(error.message)} Look at its log on the device.`,
  ERR_NGROK_808: (error) =>
    `The agent could not restart: ${quotedSentence(error.message)} Look at its log on the device.`,
  ERR_NGROK_809: readUpdateRefusal,
  ERR_NGROK_810: () => "The network between ngrok and the agent failed, so the outcome is unknown.",
  ERR_NGROK_1121: () => "An SSH session has no agent that could update.",
  ERR_NGROK_1122: () => "An SSH session has no agent that could restart. Reconnect it on its device.",
  ERR_NGROK_6700: () => "The description is too long: 255 bytes at most.",
  ERR_NGROK_6701: () => "The metadata is too long: 4096 bytes at most.",
  ERR_NGROK_6702: () => "The domain has no NS records. Create those that ngrok names, then try again.",
  ERR_NGROK_6703: () => "The domain's NS records are not ngrok's. Correct them, then try again.",
  ERR_NGROK_6704: () => "ngrok does not take this for a valid domain. Check its spelling.",
  ERR_NGROK_6705: () => "This account does not own the domain. Use one of your own.",
  ERR_NGROK_6706: () => "An ingress for this domain exists already. Look for it with `/ngrok ingresses`.",
  ERR_NGROK_6707: () => "This account is not allowed to have an ingress for this domain. Look at its plan.",
};

const BY_KIND: Record<Exclude<CallError["kind"], "api">, string> = {
  "rate-limit": "ngrok's request limit is used up. Try again in a minute.",
  timeout: "ngrok did not answer in time, so the outcome is unknown.",
  connection: "The connection to ngrok failed. Check the bot's network and ngrok's status page.",
  reply: "ngrok's answer could not be read, so the outcome is unknown. Check ngrok's status page.",
  interrupted: "The bot was stopped during the call, so the outcome is unknown.",
};

/** Every failed call in words: what happened, and what to do where something can be done. For mrkdwn. */
export function callErrorText(error: CallError): string {
  if (error.kind !== "api") return BY_KIND[error.kind];
  const code = error.code ?? "";
  return accountWords[code] ?? BY_CODE[code]?.(error) ?? byStatus(error);
}

function byStatus(error: CallError): string {
  const { status } = error;
  // 200 to 208 and bare 403: the message repeats the key, so it is not quoted even though keys are removed.
  if (status === 401 || status === 403) {
    return `ngrok refused the bot's API key${sign(error)}. Have an admin check it.`;
  }
  if (status === 404)
    return "ngrok does not know it (any more). Look for it with `/ngrok sessions` or `/ngrok ingresses`.";
  if (status === 429) return BY_KIND["rate-limit"];
  if (status !== null && status >= 500) {
    return `ngrok has a problem of its own${sign(error, `HTTP ${status}`)}. Try again in a few minutes.`;
  }
  return `ngrok answered${sign(error)}: ${quotedSentence(error.message)}`;
}

/** What ngrok's support asks for. */
function sign(error: CallError, status = ""): string {
  const parts = [status, error.code ?? "", error.ngrokOperationId ?? ""].filter((part) => part !== "");
  return parts.length === 0 ? "" : ` (${escapeText(parts.join(", "))})`;
}
