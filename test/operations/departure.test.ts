import { expect, test } from "vitest";
import { anOperation, aSessionTarget } from "../../sandbox/gallery/samples/an-operation.ts";
import type { TunnelSession } from "../../src/ngrok/tunnel-sessions.ts";
import type { Fleet } from "../../src/operations/fleet.ts";
import { recordDeparture } from "../../src/operations/steps/departure.ts";
import type { StepDeps } from "../../src/operations/steps/step.ts";
import { createManualClock } from "../support/manual-clock.ts";

test("a twin that leaves while the list is being read is counted as gone", async () => {
  const { sessionId, ...identity } = aSessionTarget().session;
  const left: string[] = [];
  const list = Promise.withResolvers<TunnelSession[]>();
  const fleet: Fleet = {
    sessions: () => list.promise,
    endpoints: async () => [],
    tunnels: async () => [],
    ingresses: async () => [],
    session: async () => null,
    forget: () => {},
    forgetListings: () => {},
  };
  const deps: Pick<StepDeps, "fleet" | "clock" | "departedTwins"> = {
    fleet,
    clock: createManualClock(),
    departedTwins: async () => left.map((id) => ({ sessionId: id, urls: [] })),
  };
  const departure = recordDeparture(deps, anOperation());
  left.push("ts_twin");
  list.resolve([{ ...identity, id: sessionId }]);
  expect((await departure)?.twins).toEqual([{ sessionId: "ts_twin", urls: [] }]);
});
