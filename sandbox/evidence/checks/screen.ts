import type { Check, Evidence, ShownMessage, Violation } from "../evidence.ts";
import { isFinal, type RecordedOperation } from "../record.ts";
import { traceCalls } from "../trace.ts";

/** Unless its own form has said its end: one card, one follow-up where a restart was called, one reply for each notice, one announcement of an end. */
export const checkMessages: Check = (evidence) => {
  const shown = Map.groupBy(evidence.messages, ({ operationId }) => operationId);
  const restarted = new Set(
    traceCalls(evidence)
      .filter(({ name, intent }) => name === "restart" && intent !== null)
      .map(({ intent }) => intent?.operation.id),
  );
  const known = new Set(evidence.record.operations.map(({ id }) => id));
  const strange = evidence.messages
    .filter(({ operationId }) => !known.has(operationId))
    .map((message) =>
      violation(message.operationId, `a ${message.role} of an operation that is not recorded`),
    );
  return [
    ...strange,
    ...evidence.record.operations.flatMap((operation) =>
      operationViolations(operation, shown.get(operation.id) ?? [], restarted.has(operation.id)),
    ),
  ];
};

function operationViolations(
  operation: RecordedOperation,
  messages: readonly ShownMessage[],
  isRestarted: boolean,
): Violation[] {
  const { id, state, document } = operation;
  const { saidInForm } = document;
  const count = (role: string) => messages.filter((message) => message.role === role).length;
  const exactly = (role: string, wanted: number) => {
    if (count(role) === wanted) return [];
    const how = count(role) > wanted ? "doubled" : "missing";
    return [violation(id, `${how}: ${count(role)} messages of the role ${role} in place of ${wanted}`)];
  };
  const roles = new Set(messages.map(({ role }) => role));
  const notices = saidInForm ? [] : document.notices.map((_, index) => `notice:${index}`);
  const unplanned = [...roles].filter(
    (role) => !["card", "follow-up", "announcement", ...notices].includes(role),
  );
  const card = messages.find(({ role }) => role === "card");
  const astray = messages.filter(({ role, threadTs }) => {
    const inThread = role === "follow-up" || role.startsWith("notice:");
    return inThread && threadTs !== card?.ts;
  });
  return [
    ...exactly("card", saidInForm ? 0 : 1),
    ...(isRestarted ? exactly("follow-up", 1) : count("follow-up") > 1 ? exactly("follow-up", 1) : []),
    ...notices.flatMap((role) => exactly(role, 1)),
    ...exactly("announcement", isFinal(state) && !saidInForm ? 1 : 0),
    ...unplanned.map((role) => violation(id, `a message of the role ${role}, which it does not have`)),
    ...astray.map(({ role }) => violation(id, `its ${role} is not in the thread of its card`)),
  ];
}

/** The card says how it ended, in words of that end. */
export const checkWords: Check = ({ record, messages }: Evidence) =>
  record.operations.flatMap((operation) => {
    const expected = wordsOf(operation);
    const card = messages.find(({ operationId, role }) => operationId === operation.id && role === "card");
    if (!card || expected === null) return [];
    return expected.test(card.words.replaceAll("*", ""))
      ? []
      : [violation(operation.id, `it is ${operation.state}, and its card says:\n${card.words}`)];
  });

const succeeded: Record<string, RegExp> = {
  "session-update": /is back\.|^Update of .* started\./m,
  "session-restart": /is back\./,
  "session-stop": /is stopped\./,
  "ingress-create": /is created\./,
  "ingress-edit": /is edited\./,
  "ingress-delete": /is deleted\./,
};
const ended: Record<string, RegExp> = {
  failed: /was not (updated|restarted|stopped|created|edited|deleted)\./,
  denied: /denied\./,
  expired: /expired\./,
  cancelled: /cancelled by/,
  superseded: /so (nothing was run|.+ was not (run|restarted)( again)?)\./,
  resolved: /(resolved|closed) by|is back, late\.|is back\.|is stopped\.|is not run\.|was not run\./,
  "needs-attention":
    /is not back\.|Which one is|Is this |still on |on its old version|is back without|^Was |^Is |was due .* ago\.|is still online\.|was not run\./m,
};

/** Null while it has not ended. */
function wordsOf({ state, kind }: RecordedOperation): RegExp | null {
  if (state === "succeeded") return succeeded[kind] ?? null;
  return ended[state] ?? null;
}

function violation(operationId: string, words: string): Violation {
  return { promise: "Slack shows it once", operationId, words };
}
