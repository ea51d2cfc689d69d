import { describe, expect, it } from "vitest";
import { anOperation, askedAt } from "../../../sandbox/gallery/samples/an-operation.ts";
import type { Operation } from "../../../src/operations/operation.ts";
import { cardMessage } from "../../../src/views/card/card-message.ts";
import { noticeMessage } from "../../../src/views/card/notice-message.ts";
import { waitsFor } from "../../../src/views/open-waits.ts";
import { inBlocks } from "../../../src/views/operation-words.ts";

const ada = "U0ADA";
const asked = (request: Partial<Operation["request"]>, overrides: Partial<Operation> = {}) =>
  anOperation({ ...overrides, request: { ...anOperation().request, ...request } });

function firstLine(operation: Operation, approverPing = [ada, "U0BEN"]): string {
  const [first] = cardMessage(operation, { approverPing }).blocks;
  return first?.type === "section" ? (first.text?.text.split("\n")[0] ?? "") : "";
}

describe("a card that waits for an approver", () => {
  it("does not ask its requester, unless one may approve one's own", () => {
    expect(firstLine(asked({ by: ada }))).toBe("*Update edge-07?* <@U0BEN>");
    const rules = { ...anOperation().rules, selfApproval: true };
    expect(firstLine(asked({ by: ada }, { rules }))).toBe("*Update edge-07?* <@U0ADA> <@U0BEN>");
  });

  it("goes on asking all approvers when one more is asked", () => {
    expect(firstLine(asked({ askedLater: ["U0KIM"] }))).toBe("*Update edge-07?* <@U0ADA> <@U0BEN> <@U0KIM>");
    expect(firstLine(asked({ askedApprovers: [ada], askedLater: ["U0KIM"] }))).toBe(
      "*Update edge-07?* <@U0ADA> <@U0KIM>",
    );
  });

  it("asks many below its buttons, so that the question comes first", () => {
    const crowd = Array.from({ length: 30 }, (_, index) => `U0GUEST${index + 10}`);
    const { blocks } = cardMessage(asked({}), { approverPing: crowd });
    expect(firstLine(asked({}), crowd)).toBe("*Update edge-07?*");
    expect(blocks.map(({ type }) => type)).toEqual(["section", "context", "actions", "section"]);
    const last = JSON.stringify(blocks.at(-1));
    expect(last).toMatch(/Approvers: <@U0GUEST10> .*<@U0GUEST29> and 10 more approvers"/);
    expect(firstLine(asked({}), crowd.slice(0, 5))).toContain("<@U0GUEST14>");
  });

  it("is listed with all who were asked", () => {
    expect(waitsFor(asked({ askedApprovers: [ada], askedLater: ["U0KIM", ada] }), inBlocks)).toContain(
      "(asked: <@U0ADA>, <@U0KIM>)",
    );
  });
});

describe("the success of what was approved", () => {
  it("is told in a reply that mentions the requester alone", () => {
    const operation = asked(
      {},
      {
        state: "succeeded",
        kind: "ingress-edit",
        approval: { by: ada, at: askedAt },
        endedAt: askedAt,
      },
    );
    const { text, blocks } = noticeMessage(
      operation,
      { kind: "succeeded", at: askedAt, mentions: [] },
      { approverPing: [] },
    );
    expect(text).toMatch(/^<@U0REQUESTER>: Ingress edge.example.com is edited\. /);
    expect(JSON.stringify(blocks)).not.toContain(ada);
  });
});
