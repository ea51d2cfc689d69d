import { type Clock, startStopwatch } from "../clock.ts";
import type { PostIntent, PublishOutcome, Store } from "../store/store.ts";
import { CALL_LIMIT_MS } from "./publish-calls.ts";
import { LeaseLostError } from "./publish-errors.ts";

/** Longer than the longest call, and than the longest wait for a turn. */
export const PUBLISH_LEASE_MS = 15_000;
// From the look at the lease until the call is under way.
const MARGIN_MS = 2000;
/** An answer that took longer to come tells of a lease that no longer outlasts a call. */
const COVERS_MS = PUBLISH_LEASE_MS - CALL_LIMIT_MS - MARGIN_MS;

/** The right to post and edit what Slack shows of one operation, while nobody else does. */
export interface PublishLease {
  /** Before each call: lengthens the lease, which others may have freed meanwhile. @throws LeaseLostError */
  cover(): Promise<void>;
  /** Before each post: records its intent, and lengthens the lease. @throws LeaseLostError */
  intend(role: string): Promise<PostIntent>;
  /** With `restMs`, nobody takes it up that long. */
  release(outcome: Omit<PublishOutcome, "restUntil">, restMs: number): Promise<void>;
}

/** A process that stood still, or whose computer slept, sends nothing by what it knew before. */
export function createPublishLease(
  deps: { store: Store; clock: Clock; owner: string },
  operationId: string,
): PublishLease {
  const { store, clock, owner } = deps;

  const renew = async (intent?: PostIntent) => {
    const askedMs = startStopwatch(clock);
    const isHeld = await store.messages.renew(operationId, owner, leaseEnd(clock), intent);
    if (!isHeld || askedMs() > COVERS_MS) throw new LeaseLostError();
  };
  return {
    cover: () => renew(),
    intend: async (role) => {
      const intent = { operationId, role, at: clock.now() };
      await renew(intent);
      return intent;
    },
    release: async (outcome, restMs) => {
      const restUntil = restMs > 0 ? new Date(clock.now().getTime() + restMs) : null;
      await store.messages.release(operationId, owner, { ...outcome, restUntil });
    },
  };
}

export function leaseEnd(clock: Clock): Date {
  return new Date(clock.now().getTime() + PUBLISH_LEASE_MS);
}
