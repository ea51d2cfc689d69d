import { describe, expect, test } from "vitest";
import { anOperation, aSessionTarget, askedAt } from "../../sandbox/gallery/samples/an-operation.ts";
import { cardVariants } from "../../sandbox/gallery/samples/card-variants.ts";
import type { Operation } from "../../src/operations/operation.ts";
import { limits } from "../../src/views/limits.ts";
import { type OpenPage, openList } from "../../src/views/open-list.ts";

const link = "https://example.slack.com/archives/C0OPS/p1";
const later = new Date(askedAt.getTime() + 300_000);
const departure = {
  notBefore: askedAt,
  leftAt: null,
  isWitnessed: true,
  sharedUrls: [],
  twins: [],
  urls: [],
  deadlineAt: later,
};
const attention = { since: later, lateUntil: later, ownedBy: null, lookedAt: later };

function listed(operation: Operation, rest: Partial<OpenPage> = {}): string {
  const rows = [{ operation, link }];
  const page = { page: 0, rows, total: 1, needingAttention: 0, freeze: null, sharedBy: null, ...rest };
  const row = openList(page).blocks[1];
  return row?.type === "section" ? (row.text?.text ?? "") : "";
}

describe("the list of what is open", () => {
  test("a row says state and device, what it waits for, who asked since when, and where its card is", () => {
    const seconds = askedAt.getTime() / 1000;
    expect(listed(anOperation())).toBe(
      [
        "*Update edge-07?*",
        `Waits for an approver until <!date^${seconds + 3600}^{time_secs}|04:00:00 UTC>.`,
        `Asked by <@U0REQUESTER> <!date^${seconds}^{date_short_pretty} {time_secs}|2026-03-01 03:00:00 UTC>: “security fix” · <${link}|Card>`,
      ].join("\n"),
    );
  });

  test.each<[string, Partial<Operation>]>([
    ["Waits until the bot has checked it at ngrok.", { state: "requested" }],
    ["Waits for ngrok's answer.", { state: "updating" }],
    ["Waits for ngrok's answer.", { state: "applying", kind: "ingress-delete" }],
    ["Waits for its new session until", { state: "restarting", departure }],
    ["Waits for its session to go until", { state: "confirming", kind: "session-stop", departure }],
    ["; nobody is on it.", { state: "needs-attention", problem: { code: "not-back" }, attention }],
    [
      "; <@U0ONIT> has been on it since",
      {
        state: "needs-attention",
        problem: { code: "not-back" },
        attention: { ...attention, ownedBy: { by: "U0ONIT", at: later } },
      },
    ],
  ])("%s", (words, changes) => {
    expect(listed(anOperation(changes))).toContain(words);
  });

  test.each<[string, Partial<Operation>]>([
    ["edge-07 will be updated at", { state: "scheduled", runAt: later }],
    ["edge-07 restarts at", { state: "waiting", runAt: later }],
  ])("a time is said once: %s", (title, changes) => {
    const [first, second] = listed(anOperation(changes)).split("\n");
    expect(first).toContain(title);
    expect(second).toMatch(/^Asked by /);
  });

  test("what is called next does not claim to run, nor to wait for a time", () => {
    const approval = { by: "U0APPROVER", at: askedAt };
    const words = listed(anOperation({ state: "scheduled", approval, runAt: askedAt }));
    expect(words).toMatch(/^\*Update of edge-07\.\*\nngrok is called next\.\n/);
  });

  test("the people who were asked to approve are named", () => {
    const request = { ...anOperation().request, askedApprovers: ["U0A", "S0TEAM"] };

    expect(listed(anOperation({ request }))).toContain("(asked: <@U0A>, <!subteam^S0TEAM>)");
  });

  test("a list before the channel names no one but who shared it", () => {
    const message = openList({
      page: 0,
      rows: cardVariants().map(({ operation }) => ({ operation, link })),
      total: 1,
      needingAttention: 0,
      freeze: null,
      sharedBy: "U0SHARER",
    });

    expect(JSON.stringify(message).match(/<[@!](?!date)[^>]*>/g)).toEqual(["<@U0SHARER>"]);
  });

  test("a card that is still to be posted is said to be", () => {
    const rows = [{ operation: anOperation(), link: null }];

    expect(listed(anOperation(), { rows })).toContain("its card is not posted yet");
  });

  test("an empty list says what to do next", () => {
    const message = openList({
      page: 0,
      rows: [],
      total: 0,
      needingAttention: 0,
      freeze: null,
      sharedBy: null,
    });

    expect(message.text).toContain("Nothing is open");
    expect(JSON.stringify(message.blocks)).toContain("/ngrok history");
  });

  test("a middle page says where it is, and leads both ways", () => {
    const rows = Array.from({ length: 8 }, () => ({ operation: anOperation(), link }));
    const { text, blocks } = openList({
      page: 1,
      rows,
      total: 20,
      needingAttention: 1,
      freeze: null,
      sharedBy: null,
    });

    expect(text).toBe("20 changes are open, 1 needs a person, page 2 of 3.");
    expect(JSON.stringify(blocks)).toContain("9 to 16 of 20, and 4 more");
    expect(blocks.at(-1)).toMatchObject({
      elements: [
        { action_id: "open-previous", value: "0" },
        { action_id: "open-next", value: "2" },
        { action_id: "open-share", value: "1" },
      ],
    });
  });

  test("the last page leads back only", () => {
    const rows = [{ operation: anOperation(), link }];
    const { blocks } = openList({
      page: 1,
      rows,
      total: 9,
      needingAttention: 0,
      freeze: null,
      sharedBy: null,
    });

    expect(blocks.at(-1)).toMatchObject({
      elements: [{ action_id: "open-previous" }, { action_id: "open-share" }],
    });
    expect(JSON.stringify(blocks)).toContain('"9 of 9"');
  });

  test("no row of any state is longer than Slack takes, or is formatted by foreign words", () => {
    const nasty = "*_~`<!channel>&".repeat(300);
    for (const { operation } of cardVariants()) {
      const target =
        operation.target.type === "session" ? aSessionTarget({}, { name: nasty }) : operation.target;
      const row = listed({ ...operation, target, request: { ...operation.request, reason: nasty } });

      expect(row.length).toBeLessThanOrEqual(limits.sectionText);
      expect(row).not.toContain("<!channel>");
    }
  });
});
