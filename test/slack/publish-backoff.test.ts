import { describe, expect, it } from "vitest";
import { createPublishBackoff, isHopeless } from "../../src/slack/publish-backoff.ts";
import type { SlackFailure } from "../../src/slack/publish-errors.ts";
import { createManualClock } from "../support/manual-clock.ts";

const badDrawing: SlackFailure = { kind: "refused", code: "invalid_blocks" };
const notInvited: SlackFailure = { kind: "refused", code: "not_in_channel" };
const going = { endedAt: null };
const ended = { endedAt: new Date(0) };

describe("a publisher's patience", () => {
  it("ends for a drawing that Slack does not accept, whether the operation goes on or has ended", () => {
    for (const operation of [going, ended]) {
      expect(isHopeless(operation, badDrawing, 11)).toBe(false);
      expect(isHopeless(operation, badDrawing, 12)).toBe(true);
    }
  });

  it("ends for a closed channel only once the operation has ended", () => {
    expect(isHopeless(going, notInvited, 1000)).toBe(false);
    expect(isHopeless(ended, notInvited, 12)).toBe(true);
  });

  it.each(["unknown", "never-sent"] as const)("never ends in an outage (%s)", (kind) => {
    expect(isHopeless(ended, { kind }, 1000)).toBe(false);
  });

  it("is not used up by many versions in a short time", () => {
    const backoff = createPublishBackoff(createManualClock());
    for (let version = 1; version < 20; version += 1) backoff.failed({ id: "op_1", version }, notInvited);
    expect(backoff.failed({ id: "op_1", version: 20 }, notInvited).attempts).toBe(4);
  });

  it("lets a new version try at once after a refusal, and not after an unanswered call", () => {
    const backoff = createPublishBackoff(createManualClock());
    backoff.failed({ id: "op_1", version: 1 }, badDrawing);
    expect(backoff.resting()).toEqual([{ id: "op_1", version: 1 }]);
    backoff.failed({ id: "op_1", version: 2 }, { kind: "unknown" });
    expect(backoff.resting()).toEqual([{ id: "op_1", version: null }]);
  });
});
