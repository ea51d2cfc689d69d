import { expect, test } from "vitest";
import { anOperation } from "../../sandbox/gallery/samples/an-operation.ts";
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
