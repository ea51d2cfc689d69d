import type { AgentIngress } from "../ngrok/agent-ingresses.ts";
import type { Certificate } from "../operations/target.ts";
import { cut, escapeText, slackDate } from "./text.ts";

export const certificateNames: Record<Certificate, string> = {
  none: "No certificate",
  rsa: "Let's Encrypt, RSA key",
  ecdsa: "Let's Encrypt, ECDSA key",
};

const LONGEST_QUOTE = 300;
const LONGEST_CODE = 60;

/** The error of a certificate that ngrok tries to get, or null. */
export function certificateTrouble(ingress: AgentIngress) {
  const job = ingress.certificateStatus?.provisioningJob;
  return job?.errorCode || job?.message ? job : null;
}

function policyText(ingress: AgentIngress): string {
  const policy = ingress.certificatePolicy;
  if (!policy) return certificateNames.none;
  const authority =
    policy.authority === "letsencrypt" ? "Let's Encrypt" : escapeText(cut(policy.authority, LONGEST_CODE));
  return `${authority}, ${escapeText(cut(policy.privateKeyType, LONGEST_CODE).toUpperCase())} key`;
}

const REASONS: Record<string, string> = {
  DNS_ERROR: "the NS records are missing or wrong",
  INTERNAL_ERROR: "ngrok had a fault of its own",
};

/** `*It could not be issued: the NS records are missing or wrong* (DNS_ERROR)`; ngrok's own code behind the words. */
function failedWords(what: string, errorCode: string | null): string {
  if (!errorCode) return `*${what}*`;
  const reason = REASONS[errorCode];
  return `*${what}${reason ? `: ${reason}` : ""}* (${escapeText(cut(errorCode, LONGEST_CODE))})`;
}

/** For a row of the list: one short clause. */
export function certificateSummary(ingress: AgentIngress): string {
  const job = certificateTrouble(ingress);
  if (job) return failedWords("certificate fails", job.errorCode);
  if (!ingress.certificatePolicy) return "no certificate";
  if (ingress.certificateStatus?.renewsAt) return "certificate issued";
  return "certificate not issued yet";
}

function advice(errorCode: string | null): string {
  if (errorCode === "DNS_ERROR") {
    return "They may also not be visible yet. Check them at the domain's DNS provider against those shown here; ngrok then tries again by itself.";
  }
  if (errorCode === "INTERNAL_ERROR") {
    return "Wait for the next try; if it lasts, write to ngrok's support with the id above.";
  }
  return "ngrok tries again by itself; if it lasts, write to ngrok's support with the id above.";
}

/** Policy and status, one mrkdwn line each. */
export function certificateLines(ingress: AgentIngress): string[] {
  const lines = [`*Certificate:* ${policyText(ingress)}`];
  const status = ingress.certificateStatus;
  if (status?.renewsAt) lines.push(`Issued. Next renewal: ${slackDate(status.renewsAt, "date-time")}.`);
  const job = status?.provisioningJob;
  const failing = certificateTrouble(ingress);
  if (failing) {
    const quoted = failing.message ? ` ngrok says: "${escapeText(cut(failing.message, LONGEST_QUOTE))}"` : "";
    lines.push(`${failedWords("It could not be issued", failing.errorCode)}.${quoted}`);
    if (failing.retriesAt) lines.push(`Next try: ${slackDate(failing.retriesAt, "date-time")}.`);
    lines.push(advice(failing.errorCode));
  } else if (job) {
    const since = job.startedAt ? ` since ${slackDate(job.startedAt, "date-time")}` : "";
    lines.push(since ? `ngrok has been getting it${since}.` : "ngrok is getting it.");
  } else if (ingress.certificatePolicy && !status?.renewsAt) {
    lines.push("Not issued yet: ngrok starts once the NS records are visible.");
  }
  return lines;
}
