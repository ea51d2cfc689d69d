import { expect, test } from "vitest";
import { mergeEdit } from "../../src/handlers/ingress-merge.ts";
import { compareEdit, seenFields } from "../../src/operations/seen-fields.ts";
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
  const mine = { ...opened, metadata: "one\ntwo", certificate: "none" as const };
  const merged = mergeEdit(mine, seen, opened);
  expect(compareEdit(mine, seen, opened).changes).toEqual({ certificate: "none" });
  expect(merged.notes.top).toEqual([]);
});

test("a field that both changed keeps mine and shows theirs", () => {
  const merged = mergeEdit({ ...opened, description: "mine" }, seen, { ...opened, description: "theirs" });
  expect(merged.fields.description).toBe("mine");
  expect(merged.notes.fields.description?.quoted).toBe("theirs");
});

test("a field that only others changed takes theirs, and says so", () => {
  const now = { ...opened, certificate: "ecdsa" as const };
  const mine = { ...opened, description: "mine" };
  const merged = mergeEdit(mine, seen, now);
  expect(merged.fields).toMatchObject({ description: "mine", certificate: "ecdsa" });
  expect(compareEdit(mine, seen, now).changes).toEqual({ description: "mine" });
  expect(merged.notes.fields.certificate?.text).toContain("theirs is kept");
  expect(merged.notes.fields.description).toBeUndefined();
});

test("saving again after others' changes were shown sends mine", () => {
  const now = { ...opened, description: "theirs" };
  const mine = { ...opened, description: "mine" };
  expect(compareEdit(mine, seenFields(now), now).changes).toEqual({ description: "mine" });
  expect(mergeEdit(mine, seenFields(now), now).notes.top).toEqual([]);
});

test("the same change by both is nobody's conflict, and nothing to send", () => {
  const same = { ...opened, description: "same" };
  expect(compareEdit(same, seen, same).changes).toEqual({});
  expect(mergeEdit(same, seen, same).notes.top).toEqual([]);
});
