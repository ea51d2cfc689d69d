import { expect, test } from "vitest";
import { aHostileIngress, hostileText } from "../../sandbox/gallery/samples/an-agent-ingress.ts";
import { anIngressTarget, anOperation, askedAt } from "../../sandbox/gallery/samples/an-operation.ts";
import { parseView } from "../../sandbox/slack/validation/validate-view.ts";
import type { Operation } from "../../src/operations/operation.ts";
import { ingressBusy, ingressCreated, ingressOutcome } from "../../src/views/ingress-outcome.ts";

const error = { kind: "timeout" as const, code: null, status: null, message: "", ngrokOperationId: null };
const by = { by: "U0ADA", at: askedAt };
const ended: [Partial<Operation>, string][] = [
  [{ state: "awaiting-approval" }, "It waits for approval"],
  [{ state: "succeeded" }, "is deleted"],
  [{ state: "failed", problem: { code: "call-refused", call: "delete", error } }, "was not deleted"],
  [
    { state: "needs-attention", problem: { code: "call-unknown", call: "delete", error } },
    "was deleted is not known",
  ],
  [{ state: "denied", denial: { ...by, reason: "no" } }, "<@U0ADA> denied it"],
  [
    { state: "cancelled", cancellation: { ...by, during: "awaiting-approval", forStopBy: null } },
    "<@U0ADA> cancelled it",
  ],
  [{ state: "expired" }, "Nobody approved in time"],
  [{ state: "superseded", supersession: { at: askedAt, found: null } }, "is gone, so nothing was run"],
  [
    { state: "superseded", supersession: { at: askedAt, found: anIngressTarget({ description: "x" }) } },
    "Changed since it was reviewed: description.",
  ],
  [
    { state: "resolved", resolution: { ...by, how: "closed", note: "" } },
    "closed by <@U0ADA>.* Whether it took effect is not known.",
  ],
  [{ state: "applying" }, "Still under way"],
];

test.each(ended)("%j has words of its own, and the card's link", (state, words) => {
  const operation = anOperation({ kind: "ingress-delete", ...state });
  const shown = JSON.stringify(ingressOutcome(operation, "https://slack.test/card"));
  expect(shown).toContain(words);
  expect(shown).toContain("<https://slack.test/card|Open the card>");
});

test("an edit names the fields that it changed", () => {
  const target = anIngressTarget({}, { description: "x", certificate: "none" });
  const operation = anOperation({ kind: "ingress-edit", state: "succeeded", target });
  expect(JSON.stringify(ingressOutcome(operation, null))).toContain(
    "is edited.* Description “Edge” → “x”; certificate Let's Encrypt, RSA → none.",
  );
});

test("a creation that is found out later tells the new ingress, not an edit", () => {
  const operation = anOperation({ kind: "ingress-create", state: "succeeded", createdIngressId: "agin_1" });
  expect(JSON.stringify(ingressOutcome(operation, null))).toContain("is created.* Its id is `agin_1`.");
});

test("a created ingress that could not be read back is not taken for a failure", () => {
  const shown = ingressCreated(
    { ingressId: "agin_1", domain: "edge.example.com", ingress: null },
    { channelId: "C1", notes: [] },
  );
  expect(JSON.stringify(shown)).toContain("is created");
  expect(JSON.stringify(shown)).toContain("/ngrok ingress show agin_1");
});

test("while it works, what was typed stands in the view; hostile text keeps Slack's limits", () => {
  const { domain, description, metadata, ...ingress } = aHostileIngress();
  const busy = ingressBusy("ingress-create", domain, { description, metadata });
  expect(JSON.stringify(busy)).toContain("ü&<>".repeat(60));
  expect(() => parseView(busy, "modal")).not.toThrow();
  const created = ingressCreated(
    { ingressId: "agin_1", domain, ingress: { domain, description, metadata, ...ingress } },
    { channelId: "C1", notes: [hostileText] },
  );
  expect(() => parseView(created, "modal")).not.toThrow();
});
