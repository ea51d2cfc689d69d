import { unlessGone } from "../call-error.ts";
import type { WorkerEvent } from "../events.ts";
import { firstCall } from "../lifecycle-call.ts";
import type { Operation } from "../operation.ts";
import {
  equalIdentity,
  ingressSnapshot,
  sameAsReviewed,
  sameIngressFields,
  sessionSnapshot,
  sessionTarget,
} from "../snapshots.ts";
import type { SessionSnapshot, SessionTarget, Target } from "../target.ts";
import { goneLate, hasGoneByItsCall } from "./confirm.ts";
import { recordDeparture } from "./departure.ts";
import { type Step, type StepDeps, stoppedFor } from "./step.ts";

/** `scheduled`: looks again at what was reviewed, just before the first call. */
export const review: Step = async (deps, operation) => {
  const call = firstCall[operation.kind];
  if (operation.runAt && deps.clock.now() < operation.runAt) return { lookAgainAt: operation.runAt };
  const stopped = await stoppedFor(deps, operation, call);
  if (stopped) return { event: stopped };

  // An earlier try that got no answer may have done it meanwhile.
  if (await hasGoneByItsCall(deps, operation)) return { event: await goneLate(deps, operation) };
  const change = await changeSinceReview(deps, operation);
  if (change) return { event: { type: "supersede", at: deps.clock.now(), found: change.found } };

  if (call === "restart" && !(await deps.ensureFollowUp(operation))) return { lookAgainAt: deps.clock.now() };
  const departs = call === "restart" || call === "stop";
  const departure = departs ? await recordDeparture(deps, operation) : null;
  if (departs && !departure) {
    const left: WorkerEvent = { type: "supersede", at: deps.clock.now(), found: null };
    return { event: operation.departure ? await goneLate(deps, operation) : left };
  }
  return { event: { type: "start-call", at: deps.clock.now(), call, departure } };
};

type Change = { found: Target | null } | null;

async function changeSinceReview(deps: StepDeps, { target, dueAt }: Operation): Promise<Change> {
  if (target.type === "session") return sessionChange(deps, target, dueAt ?? deps.clock.now());
  return target.type === "ingress" ? ingressChange(deps, target) : null;
}

/** By a look that began after it came due: what others saw before the approval does not count. */
async function sessionChange(deps: StepDeps, target: SessionTarget, dueAt: Date): Promise<Change> {
  const now = await deps.fleet.session(target.session.sessionId, dueAt);
  if (!now) {
    // A list that was read a moment ago may still have the session that has just left.
    deps.fleet.forget();
    return { found: await successor(deps, target.session) };
  }
  if (sameAsReviewed(target.session, sessionSnapshot(now))) return null;
  return { found: await describe(deps, now) };
}

/** The one session that may be the same agent under a new id, for the card to show; null when that is not clear. */
async function successor(deps: StepDeps, left: SessionSnapshot): Promise<Target | null> {
  const online = await deps.fleet.sessions("decision");
  const equals = online.filter(
    (session) => session.startedAt > left.startedAt && equalIdentity(left, sessionSnapshot(session)),
  );
  return equals.length === 1 && equals[0] ? describe(deps, equals[0]) : null;
}

async function describe(
  deps: StepDeps,
  session: Parameters<typeof sessionTarget>[0],
): Promise<SessionTarget> {
  const [endpoints, tunnels] = await Promise.all([
    deps.fleet.endpoints("listing"),
    deps.fleet.tunnels("listing"),
  ]);
  return sessionTarget(session, endpoints, tunnels, deps.sessionLabel);
}

async function ingressChange(deps: StepDeps, target: Extract<Target, { type: "ingress" }>): Promise<Change> {
  const now = await unlessGone(deps.ngrok.ingresses.get(target.ingress.ingressId));
  if (!now) return { found: null };
  const found = ingressSnapshot(now);
  return sameIngressFields(target.ingress, found) ? null : { found: { ...target, ingress: found } };
}
