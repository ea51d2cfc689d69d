import { expect, test } from "vitest";
import { aHostileIngress, hostileText } from "../../sandbox/gallery/samples/an-agent-ingress.ts";
import { parseView } from "../../sandbox/slack/validation/validate-view.ts";
import { ingressDeleteForm } from "../../src/views/ingress-delete-form.ts";
import { ingressForm } from "../../src/views/ingress-form.ts";
import { noNotes, notesOfError } from "../../src/views/ingress-problem.ts";

const state = { channelId: "C1", cardChannelId: "C2", round: 1, edited: null };
const fields = { domain: "", description: "", metadata: "", certificate: "none" as const };
const refusal = { kind: "api" as const, status: 400, message: hostileText, ngrokOperationId: "op_1" };

test("metadata longer than Slack's input goes on in the next one, whole, and says so", () => {
  const metadata = `${"x".repeat(2999)}🙂${"y".repeat(1000)}`;
  const form = ingressForm({ state, fields: { ...fields, metadata }, approval: null, notes: noNotes });
  const values = [...JSON.stringify(form).matchAll(/"initial_value":"([^"]*)"/g)].map((match) => match[1]);
  expect(values.join("")).toBe(metadata);
  expect(JSON.stringify(form)).toContain("Slack's input holds 3000 characters");
  expect(() => parseView(form, "modal")).not.toThrow();
});

test.each([
  ["ERR_NGROK_6700", "description:1:1"],
  ["ERR_NGROK_6701", "metadata:1:1"],
  ["ERR_NGROK_6704", "domain:1:1"],
  ["ERR_NGROK_6705", "domain:1:1"],
  ["ERR_NGROK_6706", "domain:1:1"],
])("%s stands right under its field", (code, blockId) => {
  const form = ingressForm({
    state,
    fields,
    approval: null,
    notes: notesOfError({ ...refusal, code, message: "said ngrok" }),
  });
  const at = form.blocks.findIndex((block) => block.block_id === blockId);
  expect(JSON.stringify(form.blocks[at + 1])).toContain("said ngrok");
  expect(form.blocks[at + 1]).toMatchObject({
    text: { text: expect.stringMatching(/^⚠ \*Nothing changed\./) },
  });
});

test.each([["ERR_NGROK_6707"], ["ERR_NGROK_635"], ["ERR_NGROK_206"]])(
  "%s stands on top, with what to do",
  (code) => {
    const notes = notesOfError({ ...refusal, status: 403, code });
    const form = ingressForm({ state, fields, approval: null, notes });
    expect(JSON.stringify(form.blocks[0])).toMatch(/plan|admin/);
  },
);

test("a hostile ingress fits the form that edits and the one that deletes", () => {
  const { domain, metadata, description } = aHostileIngress();
  const reviewed = { ingressId: "agin_1", domain, description, metadata, certificate: "rsa" as const };
  const seen = { description: "d".repeat(22), metadata: "m".repeat(22), certificate: "c".repeat(22) };
  const note = { text: "*Changed.*", quoted: metadata };
  const edit = ingressForm({
    state: { ...state, edited: { ingressId: "agin_1", domain, seen } },
    fields: reviewed,
    approval: { reason: hostileText, askedApprovers: ["U1"] },
    notes: { top: ["*Changed.*"], fields: { description: note, metadata: note, certificate: note } },
  });
  const remove = ingressDeleteForm({
    state: { cardChannelId: "C2", ingressId: "agin_1", domain, seen },
    reviewed,
    approval: { reason: "", askedApprovers: [] },
    approvalRequired: true,
    note: null,
  });
  expect(() => parseView(edit, "modal")).not.toThrow();
  expect(() => parseView(remove, "modal")).not.toThrow();
  expect(JSON.stringify(edit.blocks.filter((block) => block.type === "input"))).not.toContain("domain:");
});
