import { expect, test } from "vitest";
import { anOperation, aSessionTarget } from "../../sandbox/gallery/samples/an-operation.ts";
import type { TunnelSession } from "../../src/ngrok/tunnel-sessions.ts";
import type { Fleet } from "../../src/operations/fleet.ts";
import { recordDeparture } from "../../src/operations/steps/departure.ts";
import type { StepDeps } from "../../src/operations/steps/step.ts";
import { createManualClock } from "../support/manual-clock.ts";

test("who is online is read again where what they serve has come much later", async () => {
  const { sessionId, ...identity } = aSessionTarget().session;
  const served = Promise.withResolvers<[]>();
  let twin = "ts_left";
  const fleet = {
    sessions: async () => [sessionId, twin].map((id) => ({ ...identity, id })),
    endpoints: () => served.promise,
    tunnels: async () => [],
  } as unknown as Fleet;
  const deps = { fleet, clock: createManualClock(), departedTwins: async () => [] };
  const departure = recordDeparture(deps, anOperation());
  await Promise.resolve();
  twin = "ts_back";
  served.resolve([]);
  expect((await departure)?.twins).toEqual([{ sessionId: "ts_back", urls: [] }]);
});

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
