import { expect, test } from "vitest";
import { mergeEdit, seenFields } from "../../src/handlers/ingress-merge.ts";
import type { IngressSnapshot } from "../../src/operations/target.ts";

const opened: IngressSnapshot = {
  ingressId: "agin_1",
  domain: "edge.example.com",
  description: "old",
  metadata: "one\r\ntwo",
  certificate: "rsa",
};
const seen = seenFields(opened);

test("only what was changed is sent, and line breaks that Slack turned are no change", () => {
  const merged = mergeEdit({ ...opened, metadata: "one\ntwo", certificate: "none" }, seen, opened);
  expect(merged.changes).toEqual({ certificate: "none" });
  expect(merged.notes.top).toEqual([]);
});

test("a field that both changed keeps mine and shows theirs", () => {
  const merged = mergeEdit({ ...opened, description: "mine" }, seen, { ...opened, description: "theirs" });
  expect(merged.fields.description).toBe("mine");
  expect(merged.notes.fields.description?.quoted).toBe("theirs");
});

test("a field that only others changed takes theirs, and says so", () => {
  const now = { ...opened, certificate: "ecdsa" as const };
  const merged = mergeEdit({ ...opened, description: "mine" }, seen, now);
  expect(merged.fields).toMatchObject({ description: "mine", certificate: "ecdsa" });
  expect(merged.changes).toEqual({ description: "mine" });
  expect(merged.notes.fields.certificate?.text).toContain("theirs is kept");
  expect(merged.notes.fields.description).toBeUndefined();
});

test("saving again after others' changes were shown sends mine", () => {
  const now = { ...opened, description: "theirs" };
  const merged = mergeEdit({ ...opened, description: "mine" }, seenFields(now), now);
  expect(merged.changes).toEqual({ description: "mine" });
  expect(merged.notes.top).toEqual([]);
});

test("the same change by both is nobody's conflict, and nothing to send", () => {
  const merged = mergeEdit({ ...opened, description: "same" }, seen, { ...opened, description: "same" });
  expect(merged.changes).toEqual({});
  expect(merged.notes.top).toEqual([]);
});
