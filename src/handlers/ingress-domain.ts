import { domainToASCII } from "node:url";
import { type DomainProblem, domainProblem } from "../views/domain-problem.ts";

const LONGEST_DOMAIN = 253;
const LABEL = /^(?!-)[a-z0-9-]{1,63}(?<!-)$/;

export type CheckedDomain = { ok: true; domain: string } | { ok: false; problem: string };

function refuse(problem: DomainProblem): CheckedDomain {
  return { ok: false, problem: domainProblem(problem) };
}

/** A host name as DNS takes it, in lower case; what is wrong is said, not mended, since it cannot be changed later. */
export function checkDomain(typed: string): CheckedDomain {
  const domain = typed.trim().toLowerCase();
  if (domain === "") return refuse("empty");
  if (/^[a-z][a-z0-9+.-]*:\/\//.test(domain)) {
    return refuse("scheme");
  }
  if (domain.endsWith(".")) return refuse("dot-at-the-end");
  if (/[/:?#@\s]/.test(domain)) {
    return refuse("more-than-a-domain");
  }
  if (/[^\0-\x7f]/.test(domain)) {
    const ascii = domainToASCII(domain);
    return refuse(ascii ? { ascii } : "no-host-name");
  }
  if (domain.length > LONGEST_DOMAIN) {
    return refuse({ length: domain.length, longest: LONGEST_DOMAIN });
  }
  return checkLabels(domain);
}

function checkLabels(domain: string): CheckedDomain {
  const labels = domain.split(".");
  const wrong = labels.find((label) => !LABEL.test(label));
  if (wrong !== undefined) return refuse({ label: wrong });
  if (labels.length < 2) return refuse("one-label");
  if (/^\d+$/.test(labels.at(-1) ?? "")) return refuse("number-at-the-end");
  return { ok: true, domain };
}
