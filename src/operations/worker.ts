import type { Logger } from "pino";
import { isDoneWithin, sleep } from "../clock.ts";
import type { Store } from "../store/store.ts";
import { type Carried, createCarrier, LONGEST_STEP_MS } from "./carry.ts";
import { LEASE_MS } from "./lease.ts";
import { after } from "./lifecycle-moves.ts";
import { createOutageLog } from "./outage-log.ts";
import type { RecordDecision } from "./record-decision.ts";
import type { RecordEvent } from "./record-event.ts";
import { createSeenHere, type SeenHere } from "./seen-here.ts";
import { departedTwins, isOvertaken } from "./steps/departure.ts";
import { SlackUnreachableError, type StepDeps } from "./steps/step.ts";
import { createTroubles } from "./troubles.ts";

const POLL_MS = 1000;
const RENEW_EVERY_MS = 5000;
const SHORTEST_NAP_MS = 20;
const MOST_AT_ONCE = 16;
const LATER_ONES = 20;
// Longer than the 10 s that each process waits since it saw a waiting operation.
const LOOK_AHEAD_MS = 15_000;
const MOST_AHEAD = 1000;

export interface WorkerDeps
  extends Pick<StepDeps, "ngrok" | "fleet" | "clock" | "sessionLabel" | "ensureFollowUp" | "mayCall"> {
  store: Store;
  record: RecordEvent;
  decide: RecordDecision;
  logger: Logger;
  /** Names this process in leases. */
  owner: string;
  /** Told when a look for what is due begins. */
  turned?: (() => void) | undefined;
}

export interface Worker {
  start(): void;
  /** Looks for due operations at once. */
  wake(): void;
  /**
   * Takes no more work, and hands back what is in hand, but for calls to ngrok: those may end within `limitMs`.
   * Past it their recorded intents are left to the next process.
   */
  stop(limitMs: number): Promise<void>;
}

/** Claims the operations that are due and carries them on. Polls, so that a wake that was missed costs a second. */
export function createWorker(deps: WorkerDeps): Worker {
  const { clock, owner } = deps;
  const { operations } = deps.store;
  const inHand = new Map<string, Carried>();
  const renew = createRenewal(deps, inHand);
  const stopping = new AbortController();
  const givenUp = new AbortController();
  let nap = new AbortController();
  let loop: Promise<void> = Promise.resolve();
  const seen = createSeenHere(clock);
  const outage = createOutageLog(deps);
  const carry = carrierOf(deps, seen, { stopping: stopping.signal, givenUp: givenUp.signal });

  const keptLease = (operationId: string, error: unknown) =>
    deps.logger.error({ operationId, err: error }, "lease kept");

  async function claim(): Promise<void> {
    const now = clock.now();
    const limit = MOST_AT_ONCE - inHand.size;
    if (limit <= 0) return;
    const leaseUntil = after(now, LEASE_MS);
    // A lease may be lost in the midst of a step: what is in hand is not taken up a second time.
    const except = [...inHand.keys()];
    for (const operation of await operations.claimDue({ now, owner, leaseUntil, limit, except })) {
      const carried = carry(operation);
      const ended = carried.done
        .catch((error: unknown) => keptLease(operation.id, error))
        .finally(() => {
          inHand.delete(operation.id);
          nap.abort();
        });
      inHand.set(operation.id, { ...carried, done: ended });
    }
  }

  // Slack and ngrok need not be waited for: what is still decided under a lease that was handed back is void.
  async function handBack(carried: Iterable<[string, Carried]>): Promise<void> {
    const ids = [...carried].map(([id]) => id);
    await Promise.all(ids.map((id) => operations.release(id, owner).catch((error) => keptLease(id, error))));
  }

  async function finish(): Promise<void> {
    await loop;
    const calling = [...inHand].filter(([, { isCalling }]) => isCalling());
    await handBack([...inHand].filter(([, { isCalling }]) => !isCalling()));
    await Promise.all(calling.map(([, { done }]) => done));
  }

  async function run(): Promise<void> {
    let mayBeDue = true;
    while (!stopping.signal.aborted) {
      deps.turned?.();
      nap = new AbortController();
      const napMs: number | null = await turn({ renew, claim, look: () => lookAhead(deps, seen) }, mayBeDue)
        .then((soonMs) => (inHand.size >= MOST_AT_ONCE ? POLL_MS : Math.max(SHORTEST_NAP_MS, soonMs)))
        .catch((error: unknown) => {
          outage.failed(error, "due operations could not be read");
          return null;
        });
      if (napMs !== null) outage.over("due operations can be read again");
      await sleep(clock, napMs ?? POLL_MS, nap.signal);
      mayBeDue = nap.signal.aborted || napMs !== POLL_MS;
    }
  }

  return {
    start: () => {
      loop = run();
    },
    wake: () => nap.abort(),
    stop: async (limitMs) => {
      stopping.abort();
      nap.abort();
      const isDone = await isDoneWithin(clock, limitMs, finish());
      givenUp.abort();
      if (!isDone) await handBack(inHand);
    },
  };
}

/** Else steps that outlast their leases would go from process to process, and none would ever decide. */
function createRenewal({ store, clock, owner }: WorkerDeps, inHand: ReadonlyMap<string, Carried>) {
  let renewedMs = clock.monotonicMs();
  return async () => {
    const nowMs = clock.monotonicMs();
    if (nowMs - renewedMs < RENEW_EVERY_MS) return;
    renewedMs = nowMs;
    const ids = [...inHand].filter(([, { stepMs }]) => stepMs() <= LONGEST_STEP_MS).map(([id]) => id);
    const leaseUntil = after(clock.now(), LEASE_MS);
    if (ids.length > 0) await store.operations.renew({ ids, owner, leaseUntil });
  };
}

/**
 * Answers how long nothing is to be claimed. To claim takes the right to write, and costs more than to look: where
 * nothing is thought to be due, as after a nap that ran its time, it is looked first.
 */
async function turn(
  { renew, claim, look }: { renew(): Promise<void>; claim(): Promise<void>; look(): Promise<number> },
  mayBeDue: boolean,
): Promise<number> {
  await renew();
  if (!mayBeDue) {
    const soonMs = await look();
    if (soonMs > 0) return soonMs;
  }
  await claim();
  return look();
}

/** How long until something may be claimed, a poll at most; not above 0 where something may be now. Whoever waits soon is noted, so that any process can restart it on time. */
async function lookAhead({ store, clock }: WorkerDeps, seen: SeenHere): Promise<number> {
  const now = clock.now();
  const soon = await store.operations.dueSoon({ until: after(now, LOOK_AHEAD_MS), limit: MOST_AHEAD });
  for (const { id, state } of soon) if (state === "waiting") seen.noteWaiting(id);
  return Math.min(...soon.map(({ at }) => at.getTime() - now.getTime()), POLL_MS);
}

function carrierOf(
  deps: WorkerDeps,
  seen: SeenHere,
  { stopping, givenUp }: Record<"stopping" | "givenUp", AbortSignal>,
) {
  const { operations } = deps.store;
  const troubles = createTroubles();
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
    departedTwins: async (operation) =>
      departedTwins(operation, await operations.lookedFor(), deps.clock.now()),
    isOvertaken: async (operation) => {
      const { operations: ofSession } = await operations.history({
        subjectIds: [operation.subjectId],
        kinds: null,
        cursor: null,
        limit: LATER_ONES,
      });
      return isOvertaken(operation, ofSession);
    },
    lateBecause: (operation) => troubles.because(operation.id),
    seenHereMs: seen.elapsedMs,
  };
  return createCarrier({
    ...deps,
    steps,
    troubles,
    moved: seen.note,
    isStopping: () => stopping.aborted,
    isGivenUp: () => givenUp.aborted,
  });
}
