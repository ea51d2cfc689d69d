import type { WorkerEvent } from "../events.ts";
import type { Operation } from "../operation.ts";
import { unknown } from "./look-after-call.ts";
import { heldFor, type StepDeps } from "./step.ts";

type StartCall = Extract<WorkerEvent, { type: "start-call" }>;

/**
 * What a step decided on, once more held against who may let it run: the follow-up and ngrok's lists may have taken
 * a while, and roles are lost and changes frozen meanwhile.
 */
export async function lastLook(deps: StepDeps, operation: Operation, event: StartCall): Promise<WorkerEvent> {
  const held = await heldFor(deps, operation, event.call);
  if (!held) return { ...event, at: deps.clock.now() };
  // Of an update nobody can see whether the first try took effect.
  return operation.call?.name === "update" ? unknown(deps, operation) : held;
}
