import { describe, expect, test } from "vitest";
import { found, operation, record, type Step, soundRun, steps } from "./a-sound-run.ts";

describe("nothing unapproved", () => {
  test("a call without an approval is found", () => {
    const story = steps.filter(([, action]) => action !== "approve");
    expect(found({ record: record(story), ledger: { ...soundRun().ledger, presses: [] } })).toContainEqual(
      expect.stringMatching(/nothing unapproved: update .*nobody had approved it/),
    );
  });

  test("an approval by the requester is none", () => {
    const story = steps.map((step) =>
      step[1] === "approve" ? ([3, "approve", "scheduled", "U_OLGA"] as Step) : step,
    );
    expect(found({ record: record(story) })).toContainEqual(expect.stringMatching(/nobody had approved it/));
  });

  test("an approver who asked for it himself has not approved it, unless that is allowed", () => {
    const { document } = operation();
    const by = (selfApproval: boolean) =>
      found({
        record: record(steps, {
          requester: "U_ADA",
          document: { ...document, rules: { ...document.rules, selfApproval } },
        }),
      });
    expect(by(false)).toContainEqual(expect.stringMatching(/update .*nobody had approved it/));
    expect(by(true)).toEqual([]);
  });

  test("where two are needed, one person is not enough, whether he approves once, twice or had asked", () => {
    const { document } = operation();
    const rules = { ...document.rules, approvalsNeeded: 2 };
    const by = (second: string) =>
      record([...steps.slice(0, 2), [3.5, "approve", "scheduled", second] as Step, ...steps.slice(2)], {
        version: 8,
        publishedVersion: 8,
        document: { ...document, rules },
      });
    expect(found({ record: by("U_BEN") })).toEqual([]);
    for (const same of ["U_ADA", "U_OLGA", "U_OTTO"]) {
      expect(found({ record: by(same) })).toContainEqual(
        expect.stringMatching(/nothing unapproved: update .*1 of 2 had approved it/),
      );
    }
  });

  test.each(["denied", "cancelled", "expired", "superseded"])("a call after it was %s is found", (state) => {
    const story = [...steps.slice(0, 2), [3.5, "end", state] as Step, ...steps.slice(2)];
    expect(found({ record: record(story) })).toContainEqual(
      expect.stringMatching(`nothing unapproved: update .*it had ended before: ${state}`),
    );
  });
});
