import type { CallOptions, NgrokClient } from "../ngrok/client.ts";
import { NgrokError } from "../ngrok/errors.ts";
import { callError, unlessGone } from "./call-error.ts";
import type { Fleet } from "./fleet.ts";
import type { Obstacle } from "./obstacle.ts";
import type { Operation } from "./operation.ts";
import { changedSince, compareEdit } from "./seen-fields.ts";
import { limitFor } from "./session-limit.ts";
import { ingressSnapshot, sessionTarget } from "./snapshots.ts";
import type { Target, UnreadTarget } from "./target.ts";

export interface LookDeps {
  ngrok: NgrokClient;
  fleet: Fleet;
  /** Metadata key that holds a device's name; null where none is set. */
  sessionLabel: string | null;
}

/** What is to be reviewed, or what is in its way. */
export type FirstLook = { target: Target } | { obstacle: Obstacle };

/**
 * The first look at what a person asked to change; the same for the submit and for the worker. It only reads.
 * @throws NgrokError when ngrok cannot be asked
 */
export async function lookAtRequested(
  deps: LookDeps,
  operation: Operation,
  options?: CallOptions,
): Promise<FirstLook> {
  const { target } = operation;
  if (target.type === "unread-session") return lookAtSession(deps, operation, target.sessionId, options);
  if (target.type === "unread-ingress") return lookAtIngress(deps, target, options);
  return { target };
}

async function lookAtSession(
  { fleet, sessionLabel }: LookDeps,
  operation: Operation,
  sessionId: string,
  options?: CallOptions,
): Promise<FirstLook> {
  const [sessions, endpoints, tunnels] = await Promise.all([
    fleet.sessions("decision", options),
    fleet.endpoints("decision", options),
    fleet.tunnels("decision", options),
  ]);
  const session = sessions.find(({ id }) => id === sessionId);
  if (!session) return { obstacle: { code: "gone" } };
  const target = sessionTarget(session, endpoints, tunnels, sessionLabel);
  const limit = limitFor(operation, target.session);
  return limit ? { obstacle: { code: "not-able", limit } } : { target };
}

/** Nobody's change is written over, and nothing is deleted, unseen. */
async function lookAtIngress(
  { ngrok }: LookDeps,
  { ingressId, domain, seen, typed }: Extract<UnreadTarget, { type: "unread-ingress" }>,
  options?: CallOptions,
): Promise<FirstLook> {
  const read = await unlessGone(ngrok.ingresses.get(ingressId, options));
  if (!read) return { obstacle: { code: "gone" } };
  const ingress = ingressSnapshot(read);
  const compared = typed && compareEdit(typed, seen, ingress);
  const theirs = compared ? compared.theirs : changedSince(seen, ingress);
  if (theirs.length > 0 || ingress.domain !== domain) {
    return { obstacle: { code: "changed", found: { type: "ingress", ingress, changes: {} } } };
  }
  const changes = compared?.changes ?? {};
  if (compared && Object.keys(changes).length === 0) return { obstacle: { code: "nothing-left" } };
  return { target: { type: "ingress", ingress, changes } };
}

/** For a look that failed. */
export function unread(error: unknown): Obstacle {
  return { code: "unread", error: error instanceof NgrokError ? callError(error) : null };
}
