import { expect } from "vitest";
import { aSessionTarget, askedAt } from "../../sandbox/gallery/samples/an-operation.ts";
import type { Clock } from "../../src/clock.ts";
import { NgrokConnectionError, NgrokError, NgrokHeldError } from "../../src/ngrok/errors.ts";
import { commandLimitMs } from "../../src/ngrok/http.ts";
import type { TunnelSession } from "../../src/ngrok/tunnel-sessions.ts";
import { RolesUnknownError } from "../../src/operations/call-permission.ts";
import type { OperationEvent } from "../../src/operations/events.ts";
import { next } from "../../src/operations/lifecycle.ts";
import { isFinal, type Operation } from "../../src/operations/operation.ts";
import { createSeenHere } from "../../src/operations/seen-here.ts";
import { lastLook } from "../../src/operations/steps/last-look.ts";
import { makeCall } from "../../src/operations/steps/make-call.ts";
import { SlackUnreachableError, type StepDeps } from "../../src/operations/steps/step.ts";
import { stepFor } from "../../src/operations/steps/step-for.ts";
import { requester } from "./life.ts";
import { apiError, CrashError, type Fate, suffer } from "./model-fates.ts";
import { createModelRoles, type ModelRole } from "./model-roles.ts";

const LEAST_WAIT_MS = 10_000;
const RETRY_MS = 5000;
const MOST_STEPS_AT_ONCE = 30;

/**
 * One operation on its way through the real lifecycle and the real steps, with an agent, a clock and a worker that
 * are as simple as can be. What must never be is checked whenever something happens.
 */
export function createLifecycleModel(start: Operation, returnAfterMs: number | null) {
  let operation = start;
  let monoMs = 0;
  let steppedMs = 0;
  let isClockSteady = true;
  let later: { atMs: number; happen: () => void }[] = [];
  let updatedAtMs = Number.NEGATIVE_INFINITY;
  /** Whoever let it run, and whose word stands for who asked. */
  const approvals: string[] = [];
  let asker: { by: string; role: ModelRole } = { by: start.request.by, role: "operator" };
  const roles = createModelRoles();
  const intents: Date[] = [];
  const holds = new Set<string>();
  const agent = createAgent();
  const world = {
    ngrokIsDown: false,
    slackIsDown: false,
    fates: [] as Fate[],
    /** What happens while a follow-up is posted. */
    whilePosting: [] as (() => void)[],
    restarts: 0,
    resumptions: 0,
    /** Another change has sent the session away since this one last tried. */
    isOvertaken: false,
  };
  const wallMs = () => askedAt.getTime() + monoMs + steppedMs;
  const clock: Clock = {
    now: () => new Date(wallMs()),
    wallMs,
    monotonicMs: () => monoMs,
    setTimer: () => () => {},
    rate: 0,
  };
  let seen = createSeenHere(clock);

  function createAgent() {
    const { sessionId, ...snapshot } = aSessionTarget().session;
    let count = 0;
    let isUpdated = false;
    const at = (id: string): TunnelSession => ({
      id,
      ...snapshot,
      agentVersion: isUpdated ? "3.22.1" : snapshot.agentVersion,
      startedAt: new Date(askedAt.getTime() + monoMs),
    });
    let session: TunnelSession | null = { ...at(sessionId), startedAt: snapshot.startedAt };
    const goes = () => {
      session = null;
    };
    const comes = () => {
      count += 1;
      session = at(`ts_new_${count}`);
    };
    return {
      online: () => (session ? [session] : []),
      goes,
      comes,
      obey: (call: string, fate: Fate) => {
        if (call === "update") {
          isUpdated = true;
          updatedAtMs = monoMs;
          return;
        }
        if (call === "restart") world.restarts += 1;
        if (fate === "ignored") return;
        goes();
        if (call === "restart" && returnAfterMs !== null) {
          later.push({ atMs: monoMs + returnAfterMs, happen: comes });
        }
      },
    };
  }

  const reached = async <Value>(value: () => Value): Promise<Value> => {
    if (world.ngrokIsDown) throw new NgrokConnectionError("down", "not-done");
    return value();
  };
  const session = (sessionId: string) => agent.online().find(({ id }) => id === sessionId);

  const arrive = (sessionId: string, call: string, fate: Fate) => {
    if (!session(sessionId)) return false;
    agent.obey(call, fate);
    return true;
  };

  const command = (call: string) => async (sessionId: string) => {
    const fate = world.fates.shift() ?? "answered";
    // As the client of ngrok does it, just before anything is sent.
    if (fate === "frozen-before") roles.freeze(clock.now());
    if (roles.isFrozen) {
      holds.add("held-back");
      throw new NgrokHeldError(true);
    }
    checkCall(call);
    const reach = () => arrive(sessionId, call, fate);
    suffer(fate, {
      isThere: session(sessionId) !== undefined,
      reach,
      reachLate: () => later.push({ atMs: monoMs + commandLimitMs - 1, happen: reach }),
    });
    return { answeredAt: new Date(askedAt.getTime() + monoMs) };
  };

  /** What holds of every call that leaves the bot. */
  function checkCall(call: string): void {
    const { rules, call: intent, state } = operation;
    expect(intent?.name, "a call without its intent").toBe(call);
    expect(isFinal(state), `a call in ${state}`).toBe(false);
    expect(roles.isFrozen, "a call while all is frozen").toBe(false);
    expect(roles.isTold, "a call while nobody knows who has which role").toBe(true);
    expect(roles.has(asker.by, asker.role), `a call for ${asker.by}, who is no ${asker.role}`).toBe(true);
    if (rules.approvalRequired) {
      const people = new Set(approvals.filter((by) => roles.has(by, "approver"))).size;
      expect(people, "a call without its approvals").toBeGreaterThanOrEqual(rules.approvalsNeeded);
    }
    if (call !== "restart") return;
    expect(world.restarts, "a second restart for one approval").toBeLessThanOrEqual(world.resumptions);
    const least = isClockSteady && world.resumptions === 0 ? rules.waitMs : LEAST_WAIT_MS;
    if (operation.kind === "session-update") {
      expect(monoMs - updatedAtMs, "a wait cut short").toBeGreaterThanOrEqual(least);
    }
  }

  const lists = {
    sessions: () => reached(agent.online),
    endpoints: () => reached(() => []),
    tunnels: () => reached(() => []),
    ingresses: () => reached(() => []),
    session: (sessionId: string) => reached(() => session(sessionId) ?? null),
    forget: () => {},
    forgetListings: () => {},
  };
  const get = (sessionId: string) =>
    reached(() => {
      const found = session(sessionId);
      if (!found) throw apiError(404);
      return found;
    });
  const sessions = { get, update: command("update"), restart: command("restart"), stop: command("stop") };
  const deps: StepDeps = {
    // The model lives with sessions alone: what else is called fails at once.
    ngrok: { sessions } as unknown as StepDeps["ngrok"],
    fleet: lists,
    clock,
    sessionLabel: null,
    reportedByOthers: async () => new Set(),
    departedTwins: async () => [],
    ensureFollowUp: async () => {
      if (world.slackIsDown) throw new SlackUnreachableError("down");
      world.whilePosting.shift()?.();
      return true;
    },
    mayCall: roles.mayCall,
    isOvertaken: async () => world.isOvertaken,
    lateBecause: () => "bot-down",
    seenHereMs: (one) => seen.elapsedMs(one),
  };

  /** Whether it was taken. A version follows the one before, and what is final stays as it is. */
  function apply(event: OperationEvent): boolean {
    const before = operation;
    const outcome = next(before, event);
    if (!outcome.ok) return false;
    expect(isFinal(before.state), `${event.type} moved ${before.state}`).toBe(false);
    expect(outcome.operation.version).toBe(before.version + 1);
    if ("startedAt" in event) expect(event.startedAt, "a stale answer").toEqual(before.call?.startedAt);
    if ("by" in event) expect(before.call, `${event.type} during a call`).toBeNull();
    if (event.type === "start-call") intents.push(event.at);
    noteOvertaking(before, event);
    if (event.type === "hold") holds.add(event.because.code);
    checkDecision(event);
    operation = outcome.operation;
    return true;
  }

  /** An update in its wait gives way to another change alone, and only where its session has gone. */
  function noteOvertaking({ state, subjectId }: Operation, event: OperationEvent): void {
    if (event.type === "start-call" && event.departure) world.isOvertaken = false;
    if (event.type !== "supersede" || state !== "waiting") return;
    expect(world.isOvertaken, "given up in its wait for nobody").toBe(true);
    expect(session(subjectId), "given up while it is there").toBeUndefined();
    holds.add("overtaken in its wait");
  }

  /** What holds of everything that lets a call be made. */
  function checkDecision(event: OperationEvent): void {
    const resumes = ["restart-now", "restart-at", "restart-anyway"].includes(event.type);
    if (!("by" in event) || !(resumes || event.type === "approve")) return;
    if (start.rules.approvalRequired) expect(event.by, "his own request").not.toBe(requester);
    if (resumes) {
      world.resumptions += 1;
      approvals.push(event.by);
      asker = { by: event.by, role: "approver" };
      return;
    }
    const isInTime = start.expiresAt === null || event.at < start.expiresAt;
    expect(isInTime, "approved when it had expired").toBe(true);
    approvals.push(event.by);
  }

  /** One step of the worker. False when there is nothing more to do now. */
  async function step(): Promise<boolean> {
    if (operation.dueAt === null || operation.dueAt > clock.now()) return false;
    const result = await stepFor(operation.state)(deps, operation);
    if ("lookAgainAt" in result) {
      operation = { ...operation, dueAt: result.lookAgainAt };
      return result.lookAgainAt <= clock.now();
    }
    const event =
      result.event.type === "start-call" ? await lastLook(deps, operation, result.event) : result.event;
    expect(apply(event), `${event.type} is no way out of ${operation.state}`).toBe(true);
    seen.note(operation);
    if (event.type !== "start-call") return true;
    apply(await makeCall(deps, operation));
    seen.note(operation);
    return true;
  }

  /** A process that died knows nothing of before; what failed is tried again. */
  function recover(error: unknown): void {
    if (error instanceof CrashError) {
      seen = createSeenHere(clock);
      return;
    }
    const isOutage =
      error instanceof NgrokError ||
      error instanceof SlackUnreachableError ||
      error instanceof RolesUnknownError;
    if (!isOutage) throw error;
    operation = { ...operation, dueAt: new Date(clock.now().getTime() + RETRY_MS) };
  }

  async function work(): Promise<void> {
    for (let steps = 0; steps < MOST_STEPS_AT_ONCE; steps += 1) {
      try {
        if (!(await step())) return;
      } catch (error) {
        recover(error);
      }
    }
    throw new Error(`It does not come to rest in ${operation.state}`);
  }

  function happenUntil(ms: number): void {
    monoMs = ms;
    for (const { happen } of later.filter(({ atMs }) => atMs <= ms)) happen();
    later = later.filter(({ atMs }) => atMs > ms);
  }

  async function pass(ms: number): Promise<void> {
    const endMs = monoMs + ms;
    while (monoMs < endMs) {
      await work();
      const dueMs = operation.dueAt ? monoMs + operation.dueAt.getTime() - clock.now().getTime() : endMs;
      happenUntil(Math.min(endMs, Math.max(monoMs + 1, dueMs), ...later.map(({ atMs }) => atMs)));
    }
    await work();
  }

  return {
    get operation() {
      return operation;
    },
    world,
    agent,
    roles,
    intents,
    /** Why its calls were held. */
    holds,
    now: () => clock.now(),
    apply,
    pass,
    stepClock: (ms: number) => {
      steppedMs += ms;
      isClockSteady = false;
    },
    crash: () => {
      seen = createSeenHere(clock);
    },
  };
}

export type LifecycleModel = ReturnType<typeof createLifecycleModel>;
