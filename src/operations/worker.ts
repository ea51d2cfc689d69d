import type { Logger } from "pino";
import { sleep } from "../clock.ts";
import type { Store } from "../store/store.ts";
import { createCarrier, LEASE_MS } from "./carry.ts";
import { after } from "./lifecycle-moves.ts";
import { isUnfinished } from "./operation.ts";
import type { RecordEvent } from "./record-event.ts";
import { createSeenHere } from "./seen-here.ts";
import { departedTwins } from "./steps/departure.ts";
import { SlackUnreachableError, type StepDeps } from "./steps/step.ts";
import { createTroubles } from "./troubles.ts";

const POLL_MS = 1000;
const SHORTEST_NAP_MS = 20;
const MOST_AT_ONCE = 16;
const LATER_ONES = 20;

export interface WorkerDeps
  extends Pick<StepDeps, "ngrok" | "fleet" | "clock" | "sessionLabel" | "ensureFollowUp"> {
  store: Store;
  record: RecordEvent;
  logger: Logger;
  /** Names this process in leases. */
  owner: string;
}

export interface Worker {
  start(): void;
  /** Looks for due operations at once. */
  wake(): void;
  /** Takes no more work; resolves when what is in hand is done or handed back. */
  stop(): Promise<void>;
}

/** Claims the operations that are due and carries them on. Polls, so that a wake that was missed costs a second. */
export function createWorker(deps: WorkerDeps): Worker {
  const { clock, owner } = deps;
  const { operations } = deps.store;
  const inHand = new Map<string, Promise<void>>();
  const stopping = new AbortController();
  let nap = new AbortController();
  let loop: Promise<void> = Promise.resolve();
  const carry = carrierOf(deps, stopping.signal);

  async function claim(): Promise<void> {
    const now = clock.now();
    const limit = MOST_AT_ONCE - inHand.size;
    if (limit <= 0) return;
    const leaseUntil = after(now, LEASE_MS);
    // A step may outlast its lease: what is in hand is not taken up a second time.
    const except = [...inHand.keys()];
    for (const operation of await operations.claimDue({ now, owner, leaseUntil, limit, except })) {
      const work = carry(operation)
        .catch((error: unknown) => deps.logger.error({ operationId: operation.id, err: error }, "lease kept"))
        .finally(() => {
          inHand.delete(operation.id);
          nap.abort();
        });
      inHand.set(operation.id, work);
    }
  }

  async function untilNext(): Promise<number> {
    const dueAt = inHand.size < MOST_AT_ONCE ? await operations.nextDueAt() : null;
    const untilDueMs = dueAt ? dueAt.getTime() - clock.now().getTime() : POLL_MS;
    return Math.min(POLL_MS, Math.max(SHORTEST_NAP_MS, untilDueMs));
  }

  async function run(): Promise<void> {
    while (!stopping.signal.aborted) {
      nap = new AbortController();
      const napMs = await claim()
        .then(untilNext)
        .catch((error: unknown) => {
          deps.logger.error({ err: error }, "due operations could not be read");
          return POLL_MS;
        });
      await sleep(clock, napMs, nap.signal);
    }
  }

  return {
    start: () => {
      loop = run();
    },
    wake: () => nap.abort(),
    stop: async () => {
      stopping.abort();
      nap.abort();
      await loop;
      await Promise.all(inHand.values());
    },
  };
}

function carrierOf(deps: WorkerDeps, stopping: AbortSignal) {
  const { operations } = deps.store;
  const troubles = createTroubles();
  const seen = createSeenHere(deps.clock);
  const steps: StepDeps = {
    ...deps,
    ensureFollowUp: (operation) =>
      deps.ensureFollowUp(operation).catch((error: unknown) => {
        throw new SlackUnreachableError(error);
      }),
    reportedByOthers: async (operation, sessionIds) => {
      const reports = [...(await operations.reportedBy(sessionIds))];
      return new Set(reports.filter(([, by]) => by !== operation.id).map(([sessionId]) => sessionId));
    },
    departedTwins: async (operation) => departedTwins(operation, await operations.open(), deps.clock.now()),
    isOvertaken: async (operation) => {
      const { operations: ofSession } = await operations.history({
        subjectIds: [operation.subjectId],
        kinds: null,
        cursor: null,
        limit: LATER_ONES,
      });
      return ofSession.some(
        (other) =>
          other.request.at > operation.request.at && (isUnfinished(other.state) || other.departure !== null),
      );
    },
    lateBecause: (operation) => troubles.because(operation.id),
    seenHereMs: seen.elapsedMs,
  };
  return createCarrier({ ...deps, steps, troubles, moved: seen.note, isStopping: () => stopping.aborted });
}
