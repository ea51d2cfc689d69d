import type { AgentIngress } from "../ngrok/agent-ingresses.ts";
import type { Certificate } from "../operations/target.ts";
import { cut, escapeText, slackDate } from "./text.ts";

export const certificateNames: Record<Certificate, string> = {
  none: "No certificate",
  rsa: "Let's Encrypt, RSA key",
  ecdsa: "Let's Encrypt, ECDSA key",
};

const LONGEST_QUOTE = 600;
const LONGEST_CODE = 60;

/** The error of a certificate that ngrok tries to get, or null. */
export function certificateTrouble(ingress: AgentIngress) {
  const job = ingress.certificateStatus?.provisioningJob;
  return job?.errorCode || job?.message ? job : null;
}

function policyText(ingress: AgentIngress): string {
  const policy = ingress.certificatePolicy;
  if (!policy) return certificateNames.none;
  const authority = policy.authority === "letsencrypt" ? "Let's Encrypt" : escapeText(policy.authority);
  return `${authority}, ${escapeText(policy.privateKeyType).toUpperCase()} key`;
}

/** For a row of the list: one short clause. */
export function certificateSummary(ingress: AgentIngress): string {
  const job = certificateTrouble(ingress);
  if (job) return `*certificate fails: ${escapeText(cut(job.errorCode ?? "no code", LONGEST_CODE))}*`;
  if (!ingress.certificatePolicy) return "no certificate";
  if (ingress.certificateStatus?.renewsAt) return "certificate issued";
  return "certificate not issued yet";
}

function advice(errorCode: string | null): string {
  if (errorCode === "DNS_ERROR") {
    return "The NS records are missing, wrong or not yet visible. Check them at the domain's DNS provider against those shown here; ngrok then tries again by itself.";
  }
  if (errorCode === "INTERNAL_ERROR") {
    return "The fault is ngrok's. Wait for the next try; if it stays, write to ngrok's support with the id above.";
  }
  return "ngrok tries again by itself; if it stays, write to ngrok's support with the id above.";
}

/** Policy and status, one mrkdwn line each. */
export function certificateLines(ingress: AgentIngress): string[] {
  const lines = [`*Certificate:* ${policyText(ingress)}`];
  const status = ingress.certificateStatus;
  if (status?.renewsAt) lines.push(`Issued; renews at ${slackDate(status.renewsAt, "date-time")}.`);
  const job = status?.provisioningJob;
  const failing = certificateTrouble(ingress);
  if (failing) {
    const quoted = failing.message ? ` ngrok says: "${escapeText(cut(failing.message, LONGEST_QUOTE))}"` : "";
    lines.push(`*It could not be issued: ${escapeText(failing.errorCode ?? "no code given")}.*${quoted}`);
    if (failing.retriesAt) lines.push(`Next try at ${slackDate(failing.retriesAt, "date-time")}.`);
    lines.push(advice(failing.errorCode));
  } else if (job) {
    const since = job.startedAt ? ` since ${slackDate(job.startedAt, "date-time")}` : "";
    lines.push(`ngrok is getting it${since}.`);
  } else if (ingress.certificatePolicy && !status?.renewsAt) {
    lines.push("Not issued yet: ngrok starts once the NS records are visible.");
  }
  return lines;
}
