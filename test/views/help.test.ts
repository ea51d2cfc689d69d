import { describe, expect, test } from "vitest";
import { type Help, help } from "../../src/views/help.ts";

const draw = (overrides: Partial<Help>) =>
  JSON.stringify(
    help({
      userId: "U0OLGA",
      roles: { operator: true, approver: false, unknown: false },
      channelId: "C0OPS",
      cards: "ok",
      approvalsChannel: null,
      missing: [],
      commands: [],
      ...overrides,
    }).blocks,
  );

describe("help", () => {
  test("an operator is told so, and has the buttons for changes", () => {
    expect(draw({})).toContain("ask for changes (operator)");
    expect(draw({})).toContain("Update a session…");
  });

  test("on a bot without approvers nobody is offered changes, nor told that they may ask", () => {
    const shown = draw({ missing: ["APPROVERS"] });
    expect(shown).toContain("not configured yet");
    expect(shown).toContain("`APPROVERS=U…`");
    expect(shown).not.toContain("(operator)");
    expect(shown).not.toContain("Update a session…");
  });
});
