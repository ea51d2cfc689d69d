import type { Logger } from "pino";
import { sleep } from "../clock.ts";
import type { Store } from "../store/store.ts";
import { createCarrier, LEASE_MS } from "./carry.ts";
import { after } from "./lifecycle-moves.ts";
import type { Operation } from "./operation.ts";
import type { RecordEvent } from "./record-event.ts";
import { SlackUnreachableError, type StepDeps } from "./steps/step.ts";
import { createTroubles } from "./troubles.ts";

const POLL_MS = 1000;
const SHORTEST_NAP_MS = 20;
const MOST_AT_ONCE = 16;

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
  const inHand = new Set<Promise<void>>();
  const stopping = new AbortController();
  let nap = new AbortController();
  let loop: Promise<void> = Promise.resolve();
  const carry = carrierOf(deps, stopping.signal);

  async function claim(): Promise<void> {
    const now = clock.now();
    const limit = MOST_AT_ONCE - inHand.size;
    if (limit <= 0) return;
    for (const operation of await operations.claimDue({
      now,
      owner,
      leaseUntil: after(now, LEASE_MS),
      limit,
    })) {
      const work = carry(operation)
        .catch((error: unknown) => deps.logger.error({ operationId: operation.id, err: error }, "lease kept"))
        .finally(() => {
          inHand.delete(work);
          nap.abort();
        });
      inHand.add(work);
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
      await Promise.all(inHand);
    },
  };
}

function carrierOf(deps: WorkerDeps, stopping: AbortSignal) {
  const troubles = createTroubles();
  const waiting = createWaitingSince(deps.clock);
  const steps: StepDeps = {
    ...deps,
    ensureFollowUp: (operation) =>
      deps.ensureFollowUp(operation).catch((error: unknown) => {
        throw new SlackUnreachableError(error);
      }),
    reportedSessionIds: async (operation, since) => {
      const reported = new Set(await deps.store.operations.reportedSessionIds(since));
      if (operation.report) reported.delete(operation.report.newSessionId);
      return reported;
    },
    lateBecause: (operation) => troubles.because(operation.id),
    waitedHereMs: waiting.elapsedMs,
  };
  return createCarrier({
    ...deps,
    steps,
    troubles,
    moved: waiting.note,
    isStopping: () => stopping.aborted,
  });
}

/** How long this process has known, by its monotonic clock, that an operation waits. */
function createWaitingSince(clock: WorkerDeps["clock"]) {
  const sinceMs = new Map<string, number>();
  const elapsedMs = (operation: Operation) => {
    const since = sinceMs.get(operation.id) ?? clock.monotonicMs();
    sinceMs.set(operation.id, since);
    return clock.monotonicMs() - since;
  };
  return {
    elapsedMs,
    note: (operation: Operation) => {
      if (operation.state === "waiting") elapsedMs(operation);
      else sinceMs.delete(operation.id);
    },
  };
}
