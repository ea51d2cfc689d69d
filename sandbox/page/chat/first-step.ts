import type { Entries, PersonEntry } from "../../demo/entries.ts";

/** What a newcomer does next, on the way to the first updated agent. */
export type FirstStep = "ask" | "become-operator" | "become-approver" | "approve" | "watch";

// Cards of ingresses lead to no updated agent.
const OF_AGENTS = /\bupdat|\brestart|\bis back\b/i;

/** Null once a session was updated. */
export function firstStep(
  role: PersonEntry["role"],
  messages: readonly Entries["message"][],
): FirstStep | null {
  const cards = messages.filter((message) => isCard(message) && OF_AGENTS.test(message.text));
  if (cards.some(({ text }) => /\bis back\b/.test(text))) return null;
  const latest = cards.findLast(
    ({ text }) => !/\b(denied|expired|cancelled|not updated|failed)\b/.test(text),
  );
  if (!latest) return role === "operator" ? "ask" : "become-operator";
  if (!waitsForApproval(latest)) return "watch";
  return role === "approver" ? "approve" : "become-approver";
}

function isCard({ metadata }: Entries["message"]): boolean {
  return /"role":"card"/.test(JSON.stringify(metadata));
}

function waitsForApproval({ blocks }: Entries["message"]): boolean {
  return blocks.some((block) =>
    block.elements?.some(({ text }) => typeof text === "object" && text.text === "Approve"),
  );
}
