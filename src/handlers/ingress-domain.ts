import { domainToASCII } from "node:url";

const LONGEST_DOMAIN = 253;
const LABEL = /^(?!-)[a-z0-9-]{1,63}(?<!-)$/;

export type CheckedDomain = { ok: true; domain: string } | { ok: false; problem: string };

function refuse(problem: string): CheckedDomain {
  return { ok: false, problem };
}

/** A host name as DNS takes it, in lower case; what is wrong is said, not mended, since it cannot be changed later. */
export function checkDomain(typed: string): CheckedDomain {
  const domain = typed.trim().toLowerCase();
  if (domain === "") return refuse("Give a domain that you own, such as edge.example.com.");
  if (/^[a-z][a-z0-9+.-]*:\/\//.test(domain)) {
    return refuse("Give the domain alone, without a scheme such as https://.");
  }
  if (domain.endsWith(".")) return refuse("Leave out the dot at the end.");
  if (/[/:?#@\s]/.test(domain)) {
    return refuse("Give the domain alone, without a path, port, name or space.");
  }
  if (/[^\0-\x7f]/.test(domain)) {
    const ascii = domainToASCII(domain);
    return refuse(ascii ? `Write it in ASCII: ${ascii}` : "This cannot be written as a host name.");
  }
  if (domain.length > LONGEST_DOMAIN) {
    return refuse(`It has ${domain.length} characters; a host name has at most ${LONGEST_DOMAIN}.`);
  }
  return checkLabels(domain);
}

function checkLabels(domain: string): CheckedDomain {
  const labels = domain.split(".");
  const wrong = labels.find((label) => !LABEL.test(label));
  if (wrong !== undefined) {
    return refuse(
      `${wrong === "" ? "An empty part" : `"${wrong}"`} cannot be part of a host name: each part has 1 to 63 letters, digits or hyphens, no hyphen first or last.`,
    );
  }
  if (labels.length < 2) return refuse("Give the whole domain, such as edge.example.com.");
  if (/^\d+$/.test(labels.at(-1) ?? "")) return refuse("This is no domain: its last part is a number.");
  return { ok: true, domain };
}
