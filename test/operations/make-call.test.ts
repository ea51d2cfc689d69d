import { expect, test } from "vitest";
import { anOperation } from "../../sandbox/gallery/samples/an-operation.ts";
import type { CallName } from "../../src/operations/operation.ts";
import { makeCall } from "../../src/operations/steps/make-call.ts";
import type { StepDeps } from "../../src/operations/steps/step.ts";
import { createManualClock } from "../support/manual-clock.ts";

/** What of ngrok's lists counts no longer once this call was made. */
async function forgottenAfter(name: CallName): Promise<string> {
  let forgotten = "nothing";
  const command = async () => ({ answeredAt: null });
  const deps = {
    clock: createManualClock(),
    ngrok: { sessions: { update: command, restart: command, stop: command } },
    fleet: {
      forget: () => {
        forgotten = "all";
      },
      forgetListings: () => {
        forgotten = "listings";
      },
    },
  } as unknown as StepDeps;
  const startedAt = deps.clock.now();
  const made = await makeCall(deps, anOperation({ call: { name, startedAt, attempt: 1, error: null } }));
  expect(made.type).toBe("accept");
  return forgotten;
}

test("an update leaves what was read; a restart what others decide on; a stop nothing", async () => {
  expect(await forgottenAfter("update")).toBe("nothing");
  expect(await forgottenAfter("restart")).toBe("listings");
  expect(await forgottenAfter("stop")).toBe("all");
});
