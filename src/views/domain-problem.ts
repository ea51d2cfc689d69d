import { clean, cut } from "./text.ts";

// Of what was typed; a part of a host name has 63 characters.
const LONGEST_PART = 100;

export type DomainProblem =
  | "empty"
  | "scheme"
  | "dot-at-the-end"
  | "more-than-a-domain"
  | "no-host-name"
  | "one-label"
  | "number-at-the-end"
  | { ascii: string }
  | { length: number; longest: number }
  | { label: string };

/** What is wrong with a domain, at its field: plain text. */
export function domainProblem(problem: DomainProblem): string {
  if (typeof problem === "object") return partProblem(problem);
  switch (problem) {
    case "empty":
      return "Give a domain that you own, such as edge.example.com.";
    case "scheme":
      return "Give the domain alone, without a scheme such as https://.";
    case "dot-at-the-end":
      return "Leave out the dot at the end.";
    case "more-than-a-domain":
      return "Give the domain alone, without a path, port, name or space.";
    case "no-host-name":
      return "This cannot be written as a host name.";
    case "one-label":
      return "Give the whole domain, such as edge.example.com.";
    case "number-at-the-end":
      return "This is no domain: its last part is a number.";
  }
}

function partProblem(problem: Exclude<DomainProblem, string>): string {
  if ("ascii" in problem) return `Write it in ASCII: ${problem.ascii}`;
  if ("length" in problem) {
    return `It has ${problem.length} characters; a host name has at most ${problem.longest}.`;
  }
  const part = problem.label === "" ? "An empty part" : `"${clean(cut(problem.label, LONGEST_PART))}"`;
  return `${part} cannot be part of a host name: each part has 1 to 63 letters, digits or hyphens, no hyphen first or last.`;
}
