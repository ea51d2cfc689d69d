import { describe, expect, test } from "vitest";
import {
  anOperation,
  aRequest,
  aSessionTarget,
  askedAt,
} from "../../sandbox/gallery/samples/an-operation.ts";
import { aReport, newSessionId } from "../../sandbox/gallery/samples/card-parts.ts";
import { cardVariants } from "../../sandbox/gallery/samples/card-variants.ts";
import type { Operation } from "../../src/operations/operation.ts";
import { type HistoryView, historyList } from "../../src/views/history-list.ts";
import { limits } from "../../src/views/limits.ts";
import { someError } from "../support/life.ts";

const link = "https://example.slack.com/archives/C0OPS/p1";
const at = (minutes: number) => new Date(askedAt.getTime() + minutes * 60_000);

function view(operations: Operation[], rest: Partial<HistoryView> = {}): HistoryView {
  const rows = operations.map((operation) => ({ operation, link }));
  return { rows, subjectId: null, cursor: null, nextCursor: null, sharedBy: null, ...rest };
}

function row(operation: Operation): string {
  const block = historyList(view([operation])).blocks[1];
  return block?.type === "section" ? (block.text?.text ?? "") : "";
}

/** Date tokens as a reader in UTC sees them. */
function read(text: string): string {
  return text.replace(/<!date\^[^|]*\|([^>]*)>/g, "$1");
}

describe("the history", () => {
  test("a row tells who asked and approved, what ngrok did, how it ended, and both ids", () => {
    const operation = anOperation({
      state: "succeeded",
      approval: { by: "U0APPROVER", at: at(2) },
      updateAcceptedAt: at(3),
      report: aReport,
      endedAt: at(4),
    });

    expect(read(row(operation))).toBe(
      [
        `*Update of edge-07* · …TuVa81 → …X7Kq2P · <${link}|Card>`,
        `Ended 03:04:00 UTC: edge-07 is back. 3.19.0 → 3.22.1, away 6 s. New session \`${newSessionId}\`. 2 of 2 URLs are back.`,
        "Asked by <@U0REQUESTER> 2026-03-01 03:00:00 UTC: “security fix” · approved by <@U0APPROVER> 03:02:00 UTC · ngrok started the update 03:03:00 UTC",
      ].join("\n"),
    );
  });

  test("a denial tells who and why", () => {
    const denial = { by: "U0APPROVER", at: at(2), reason: "not on a Friday" };

    expect(row(anOperation({ state: "denied", denial, endedAt: at(2) }))).toContain(
      "Update of edge-07 denied. <@U0APPROVER>: “not on a Friday”. Nothing changed.",
    );
  });

  test("what is unfinished says what it waits for, and what needs a person says so", () => {
    expect(row(anOperation())).toContain("\nUnfinished. Waits for an approver until");
    expect(row(anOperation({ state: "needs-attention", problem: { code: "not-back" } }))).toContain(
      "\nNeeds a person: edge-07 is not back.",
    );
  });

  test("what only its form has told has no card, and says that nothing changed", () => {
    const told = aRequest({
      state: "failed",
      saidInForm: true,
      problem: { code: "unread", error: { ...someError, kind: "timeout" } },
      endedAt: at(1),
    });
    expect(row(told)).toContain("`ts_2aBcDeFgHiJkLmNoPqRsTuVa81` · no card: its form said so\n");
    expect(row(told)).toContain(
      "edge-07 was not updated. The bot could not check it at ngrok first. ngrok did not answer in time. Nothing changed.",
    );
  });

  test("a created ingress is named by its id once it has one", () => {
    const created = { kind: "ingress-create" as const, state: "succeeded" as const };

    expect(row(anOperation({ ...created, createdIngressId: "agin_2new" }))).toContain("`agin_2new`");
    expect(row(anOperation(created))).toMatch(/^\*Creation of ingress edge.example.com\* · <https/);
  });

  test("the story of one session names it, and its buttons keep to it", () => {
    const { text, blocks } = historyList(
      view([anOperation()], { subjectId: "ts_1", cursor: "c1", nextCursor: "c2" }),
    );

    expect(text).toBe("History of ts_1, older: 1 change.");
    expect(blocks.at(-1)).toMatchObject({
      elements: [
        { action_id: "history-older", value: "c2 ts_1" },
        { action_id: "history-newest", value: " ts_1" },
        { action_id: "history-share", value: "c1 ts_1" },
      ],
    });
  });

  test("a page that others follow says that it is but the newest", () => {
    const { text } = historyList(view([anOperation()], { nextCursor: "c2" }));

    expect(text).toBe("History, newest first: the newest 1 change.");
  });

  test("the newest and only page turns nowhere", () => {
    const { blocks } = historyList(view([anOperation()]));

    expect(blocks.at(-1)).toMatchObject({ elements: [{ action_id: "history-share", value: " " }] });
  });

  test("an empty history says what to do next, for all and for one", () => {
    expect(JSON.stringify(historyList(view([])))).toContain("/ngrok session update");
    expect(JSON.stringify(historyList(view([], { subjectId: "ts_1" })))).toContain("for `ts_1`");
  });

  test("a history before the channel names no one but who shared it", () => {
    const all = cardVariants().map(({ operation }) => operation);
    const message = historyList(view(all, { sharedBy: "U0SHARER" }));

    expect(JSON.stringify(message).match(/<[@!](?!date)[^>]*>/g)).toEqual(["<@U0SHARER>"]);
    expect(JSON.stringify(message)).not.toContain('"actions"');
  });

  test("no row of any state is longer than Slack takes, or is formatted by foreign words", () => {
    const nasty = "*_~`<!channel>&".repeat(300);
    for (const { operation } of cardVariants()) {
      const target =
        operation.target.type === "session" ? aSessionTarget({}, { name: nasty }) : operation.target;
      const text = row({ ...operation, target, request: { ...operation.request, reason: nasty } });

      expect(text.length).toBeLessThanOrEqual(limits.sectionText);
      expect(text).not.toContain("<!channel>");
    }
  });
});
