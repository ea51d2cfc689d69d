import { setImmediate } from "node:timers/promises";
import { expect, test, vi } from "vitest";
import { registerSessionOptions } from "../../src/handlers/session-options.ts";
import { actions } from "../../src/ids.ts";
import { createManualClock } from "../support/manual-clock.ts";
import { createListWorld } from "./list-world.ts";

test("while ngrok does not answer the menu says what to do, before Slack gives up", async () => {
  const { app, deps } = await createListWorld();
  const clock = createManualClock();
  const fleet = { ...deps.fleet, sessions: () => new Promise<never>(() => {}) };
  const settings = {
    channels: [],
    approvalsChannel: null,
    announceChannel: null,
    approvalRequired: [],
    viewers: [],
    operators: [],
    approvers: [],
    admins: [],
    allowSelfApproval: false,
    sessionLabel: null,
    restartWaitMs: 30_000,
    reconnectTimeoutMs: 180_000,
  };
  registerSessionOptions(app, { clock, fleet, settings });
  const ack = vi.fn(async () => undefined);
  const body = {
    type: "block_suggestion",
    action_id: actions.sessions.pick,
    block_id: "session",
    value: "edge",
    user: { id: "U0OLGA", team_id: "T0" },
    team: { id: "T0" },
  };
  const handled = app.processEvent({ body, ack });
  while (clock.timers === 0) await setImmediate();
  await clock.advance(2000);
  await handled;
  expect(ack).toHaveBeenCalledExactlyOnceWith({
    options: [
      expect.objectContaining({
        text: expect.objectContaining({ text: expect.stringContaining("type another letter") }),
      }),
    ],
  });
});
