import type { Clock } from "../clock.ts";
import type { PostIntent, PublishOutcome, Store } from "../store/store.ts";
import { CALL_LIMIT_MS } from "./publish-calls.ts";
import { LeaseLostError } from "./publish-errors.ts";

/** Longer than the longest call, and than the longest wait for a turn. */
const PUBLISH_LEASE_MS = 30_000;
// From the look at the lease until the call is under way.
const MARGIN_MS = 2000;

/** The right to post and edit what Slack shows of one operation, while nobody else does. */
export interface PublishLease {
  /** Before each call: lengthens the lease unless it outlasts the call. @throws LeaseLostError */
  cover(): Promise<void>;
  /** Before each post: records its intent, and lengthens the lease. @throws LeaseLostError */
  intend(role: string): Promise<PostIntent>;
  /** With `restMs`, nobody takes it up that long. */
  release(outcome: Omit<PublishOutcome, "restUntil">, restMs: number): Promise<void>;
}

/** `takenMs` is when it was asked for, by the monotonic clock; null where it may have been let go since. */
export function createPublishLease(
  deps: { store: Store; clock: Clock; owner: string },
  operationId: string,
  takenMs: number | null,
): PublishLease {
  const { store, clock, owner } = deps;
  let endsMs = takenMs === null ? Number.NEGATIVE_INFINITY : takenMs + PUBLISH_LEASE_MS;

  const renew = async (intent?: PostIntent) => {
    const askedMs = clock.monotonicMs();
    const until = leaseEnd(clock);
    if (!(await store.messages.renew(operationId, owner, until, intent))) throw new LeaseLostError();
    endsMs = askedMs + PUBLISH_LEASE_MS;
  };
  return {
    cover: async () => {
      if (endsMs - clock.monotonicMs() < CALL_LIMIT_MS + MARGIN_MS) await renew();
    },
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
