import { expect, test } from "vitest";
import { vulnerabilityLines } from "../../deploy/vulnerability-lines.ts";

test("each vulnerable package is told with its advisories, and with what mends it", () => {
  const advisory = { title: "Prototype pollution", url: "https://github.com/advisories/GHSA-1" };
  const lines = vulnerabilityLines(
    JSON.stringify({
      vulnerabilities: {
        qs: { severity: "high", range: "<6.14.1", via: [advisory], fixAvailable: true },
        express: {
          severity: "moderate",
          range: "4.0.0 - 4.20.0",
          via: ["qs"],
          fixAvailable: { name: "express", version: "5.0.0" },
        },
        old: { severity: "low", range: "*", via: ["qs"], fixAvailable: false },
      },
    }),
  );
  expect(lines).toEqual([
    "Known vulnerabilities of 3 packages that the bot depends on:",
    "  high: qs <6.14.1; Prototype pollution https://github.com/advisories/GHSA-1; a newer version mends it",
    "  moderate: express 4.0.0 - 4.20.0; through qs; express 5.0.0 mends it",
    "  low: old *; through qs; nothing mends it yet",
  ]);
});

test("nothing known is said too", () => {
  expect(vulnerabilityLines('{"vulnerabilities":{}}')).toEqual([
    "No vulnerability of what the bot depends on is known.",
  ]);
});

test("a service that does not answer is no all-clear", () => {
  const refused = JSON.stringify({ message: "405 Method Not Allowed", statusCode: 405 });
  expect(vulnerabilityLines(refused)).toEqual([
    "The service for known vulnerabilities did not answer: 405 Method Not Allowed",
  ]);
  expect(vulnerabilityLines("<html>")[0]).toContain("did not answer");
});
