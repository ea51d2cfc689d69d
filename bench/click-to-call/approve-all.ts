import { setTimeout as delay } from "node:timers/promises";
import type { Observe } from "../../sandbox/observe.ts";
import type { Sandbox } from "../../sandbox/sandbox.ts";
import type { Message } from "../../sandbox/slack/message-store.ts";

/** The button on a card, by its `action_id`. */
const APPROVE = "card-approve";
const CARDS_LIMIT_MS = 60_000;
const CALL_LIMIT_MS = 10_000;
// As long as an approver takes at least, so that nothing of the click before is still under way.
const PAUSE_MS = 100;

/** Tells when a request has come to the sandbox's ngrok, whose observer it is. */
export function createArrivals() {
  const awaited = new Map<string, (atMs: number) => void>();
  const observe: Observe = ({ to, what }) => {
    if (to === "ngrok") awaited.get(what)?.(performance.now());
    return () => {};
  };
  return {
    observe,
    /** When the first like `POST /tunnel_sessions/ts_…/update` came. @throws Error where none comes in 10 s */
    next: (what: string) =>
      new Promise<number>((resolve, reject) => {
        const limit = setTimeout(() => reject(new Error(`${what} never came`)), CALL_LIMIT_MS);
        awaited.set(what, (atMs) => {
          clearTimeout(limit);
          awaited.delete(what);
          resolve(atMs);
        });
      }),
  };
}

/**
 * Waits for the cards of all these operations, then approves one after the other, each once nothing of the one before
 * is under way. Answers how long each took from the click to ngrok's getting the update.
 */
export async function approveAll(
  sandbox: Sandbox,
  arrivals: ReturnType<typeof createArrivals>,
  operations: readonly { id: string; sessionId: string }[],
): Promise<number[]> {
  const { slack, ngrok } = sandbox;
  const ada = slack.person("ada");
  const cards = await slack.waitFor(() => cardsOf(slack.messages, operations), "cards", CARDS_LIMIT_MS);
  const latenciesMs: number[] = [];
  for (const { sessionId, card } of cards) {
    await slack.waitFor(() => slack.inFlight === 0, "rest");
    await delay(PAUSE_MS);
    const path = `/tunnel_sessions/${sessionId}/update`;
    const arrival = arrivals.next(`POST ${path}`);
    const clickedMs = performance.now();
    const [answer, arrivedMs] = await Promise.all([ada.click({ message: card, actionId: APPROVE }), arrival]);
    if (answer.kind !== "answered") throw new Error(`Slack says of the click: ${answer.words}`);
    latenciesMs.push(arrivedMs - clickedMs);
  }
  await slack.waitFor(() => slack.inFlight === 0, "rest");
  const updates = ngrok.calls.filter(({ path }) => path.endsWith("/update"));
  const accepted = updates.filter(({ status }) => status === 204);
  if (updates.length !== operations.length || accepted.length !== operations.length)
    throw new Error(`ngrok got ${updates.length} updates and took ${accepted.length}`);
  return latenciesMs;
}

function cardsOf(messages: readonly Message[], operations: readonly { id: string; sessionId: string }[]) {
  const cards = operations.flatMap(({ id, sessionId }) => {
    const card = messages.find(({ blocks }) => asksFor(blocks, id));
    return card ? [{ sessionId, card }] : [];
  });
  return cards.length === operations.length && cards;
}

function asksFor(blocks: Message["blocks"], operationId: string): boolean {
  const elements = blocks.flatMap((block) => block.elements ?? []);
  return elements.some(({ action_id, value }) => action_id === APPROVE && value === operationId);
}
