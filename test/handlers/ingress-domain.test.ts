import { expect, test } from "vitest";
import { checkDomain } from "../../src/handlers/ingress-domain.ts";

test.each([["edge.example.com"], ["xn--bcher-kva.example"], ["a-1.b.co"], [`${"a".repeat(63)}.test`]])(
  "%s is taken",
  (domain) => {
    expect(checkDomain(domain)).toEqual({ ok: true, domain });
  },
);

test("capitals and spaces around it do not make another domain", () => {
  expect(checkDomain(" Edge.Example.COM ")).toEqual({ ok: true, domain: "edge.example.com" });
});

test.each([
  ["", "such as"],
  ["https://edge.example.com", "scheme"],
  ["edge.example.com/path", "path"],
  ["edge.example.com:443", "port"],
  ["edge.example.com.", "dot at the end"],
  ["localhost", "whole domain"],
  ["edge..com", "empty part"],
  ["-edge.example.com", "hyphen"],
  ["my_edge.example.com", "my_edge"],
  ["*.example.com", "*"],
  ["192.0.2.1", "number"],
  ["bücher.example", "xn--bcher-kva.example"],
  [`${"a".repeat(64)}.com`, "63"],
  [Array.from({ length: 60 }, () => "abcd").join("."), "253"],
])("%j is refused, and told what to mend", (typed, told) => {
  const checked = checkDomain(typed);
  expect(checked.ok ? "" : checked.problem.toLowerCase()).toContain(told.toLowerCase());
});
