import { aRequest } from "../../sandbox/gallery/samples/an-operation.ts";
import { systemClock } from "../../src/clock.ts";
import type { Operation } from "../../src/operations/operation.ts";
import { createStore } from "../../src/store/create-store.ts";

export interface WantedUpdate {
  sessionId: string;
  name: string;
  /** Where its card goes. */
  channelId: string;
}

// The bot looks at ngrok by itself once the form that asked has had this long.
const FORM_MS = 10_000;
const EXPIRES_AFTER_MS = 60 * 60_000;
// After all that is measured.
const WAIT_MS = 60 * 60_000;

/**
 * Records in a fresh database what forms for updates of these sessions would have left when their process died. The
 * next one looks at ngrok, and posts the cards that ask for approval.
 */
export async function requestUpdates(
  databaseUrl: string,
  requester: string,
  wanted: readonly WantedUpdate[],
): Promise<void> {
  const store = await createStore({ databaseUrl, clock: systemClock, owner: "bench" });
  try {
    for (const one of wanted) {
      const operation = requested(requester, one);
      const { by, at } = operation.request;
      await store.operations.create(
        { operation, event: { at, actor: by, action: "request", detail: {} } },
        null,
      );
    }
  } finally {
    await store.close();
  }
}

function requested(requester: string, { sessionId, name, channelId }: WantedUpdate): Operation {
  const at = new Date(Date.now() - FORM_MS);
  const id = `op_${sessionId}`;
  const { request, rules } = aRequest({ id });
  return aRequest({
    id,
    target: { type: "unread-session", sessionId, name },
    request: { ...request, by: requester, at, channelId },
    rules: { ...rules, waitMs: WAIT_MS },
    expiresAt: new Date(at.getTime() + EXPIRES_AFTER_MS),
    dueAt: new Date(at.getTime() + FORM_MS),
  });
}
