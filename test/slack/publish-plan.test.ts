import { expect, test } from "vitest";
import { anOperation, askedAt } from "../../sandbox/gallery/samples/an-operation.ts";
import type { Notice, Operation } from "../../src/operations/operation.ts";
import { plannedMessages } from "../../src/slack/publish-plan.ts";

test("a card mentions those approvers alone who may approve in its channel", () => {
  const approverPing = [
    { id: "S0EVERYWHERE", channelId: null },
    { id: "U0HERE", channelId: "C0OPS" },
    { id: "U0ELSEWHERE", channelId: "C0FLEET001" },
  ];
  const options = { announceChannel: null, approverPing, cardLink: null, followUpPosted: false };
  const [card] = plannedMessages(anOperation(), options);
  const words = JSON.stringify(card?.message.blocks);
  expect(words).toContain("<!subteam^S0EVERYWHERE> <@U0HERE>");
  expect(words).not.toContain("U0ELSEWHERE");
});

const cry = (seconds: number): Notice => ({
  kind: "needs-attention",
  at: new Date(askedAt.getTime() + seconds * 1000),
  mentions: [],
});

function noticesOf(overrides: Partial<Operation>) {
  const approverPing = [{ id: "S0EVERYWHERE", channelId: null }];
  const options = { announceChannel: null, approverPing, cardLink: null, followUpPosted: false };
  return plannedMessages(anOperation(overrides), options).filter(({ role }) => role.startsWith("notice:"));
}

test("a need for attention that is over before it is posted calls nobody, and tells of no buttons", () => {
  const states = ["scheduled", "waiting", "restarting", "confirming", "succeeded", "resolved"] as const;
  for (const state of states) {
    const [late, ...others] = noticesOf({ state, notices: [cry(60)] });
    expect(others, state).toEqual([]);
    expect(late?.broadcast, state).toBe(false);
    expect(late?.message.text, state).toBe(
      "Update of edge-07 needed a person for a while. The card says how it stands now.",
    );
    expect(JSON.stringify(late?.message), state).not.toMatch(/<[@!]|buttons/);
  }
});

test("of two needs for attention that are posted late only the last calls somebody", () => {
  const [first, last] = noticesOf({
    state: "needs-attention",
    problem: { code: "not-back" },
    notices: [cry(60), cry(120)],
  });
  expect([first?.broadcast, last?.broadcast]).toEqual([false, true]);
  expect(first?.message.text).not.toContain("buttons");
  expect(last?.message.text).toMatch(/^<@U0REQUESTER>.* is not back\. .* The card has the buttons\.$/);
});

test("whoever was asked to approve is not called once it is decided", () => {
  const asked: Notice = { kind: "asked", at: cry(60).at, mentions: ["U0APPROVERTWO"] };
  const [open] = noticesOf({ state: "awaiting-approval", notices: [asked] });
  expect(open?.message.text).toMatch(/^<@U0APPROVERTWO>: .* asks you to approve it on the card above\.$/);
  for (const state of ["scheduled", "denied", "succeeded"] as const) {
    const [late] = noticesOf({ state, notices: [asked] });
    expect(late?.message.text, state).toBe(
      "Update of edge-07 waited for an approval. The card says how it stands now.",
    );
  }
});
