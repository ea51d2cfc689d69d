import { describe, expect, test } from "vitest";
import { firstStep } from "../../../sandbox/page/chat/first-step.ts";
import { aMessage } from "./a-message.ts";

const approve = { type: "button", action_id: "a", text: { type: "plain_text" as const, text: "Approve" } };
const metadata = {
  event_type: "ngrok_chatops_operation",
  event_payload: { operation_id: "op_1", role: "card" },
};
const card = (text: string, elements: (typeof approve)[] = []) =>
  aMessage({ text, metadata, blocks: [{ type: "actions", block_id: "b", elements }] });
const waiting = card("@olga asks to update edge-07.", [approve]);

describe("a newcomer's next step", () => {
  test("is to ask, for which one must be the operator", () => {
    expect(firstStep("operator", [])).toBe("ask");
    expect(firstStep("approver", [])).toBe("become-operator");
    expect(firstStep("outsider", [aMessage({ text: "edge-07 is back." })])).toBe("become-operator");
  });

  test("is to approve the card, for which one must be an approver", () => {
    expect(firstStep("operator", [waiting])).toBe("become-approver");
    expect(firstStep("approver", [waiting])).toBe("approve");
  });

  test("is to watch what was approved, and nothing more once an agent is back", () => {
    expect(firstStep("approver", [card("edge-07 restarts at 03:02:45.")])).toBe("watch");
    expect(firstStep("operator", [card("edge-07 is back.")])).toBeNull();
    expect(firstStep("operator", [card("edge-07 is back."), waiting])).toBeNull();
  });

  test("is to ask again after a card that came to nothing", () => {
    expect(firstStep("operator", [card("Update of edge-07 denied by @ada.")])).toBe("ask");
    expect(firstStep("operator", [card("Creating tills.acme.example.com.")])).toBe("ask");
    expect(firstStep("approver", [card("Update of edge-07 denied by @ada."), waiting])).toBe("approve");
  });
});
