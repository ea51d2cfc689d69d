import { describe, expect, it } from "vitest";
import { anOperation, askedAt } from "../../../sandbox/gallery/samples/an-operation.ts";
import { aCallError, aReport } from "../../../sandbox/gallery/samples/card-parts.ts";
import { cardVariants } from "../../../sandbox/gallery/samples/card-variants.ts";
import type { PersonEvent } from "../../../src/operations/events.ts";
import { next } from "../../../src/operations/lifecycle.ts";
import type { Operation } from "../../../src/operations/operation.ts";
import { type Offer, offers } from "../../../src/views/card/offers.ts";
import { refusalText } from "../../../src/views/refusal.ts";

const at = new Date(askedAt.getTime() + 60_000);
const until = new Date(askedAt.getTime() + 3_600_000);
const by = "U0OTHER";

const eventOf: Partial<Record<Offer, (operation: Operation) => PersonEvent>> = {
  approve: () => ({ type: "approve", by, at }),
  deny: () => ({ type: "deny", by, at, reason: "no" }),
  "ask-someone-else": () => ({ type: "ask-someone-else", by, at, asked: "U0KIM" }),
  cancel: () => ({ type: "cancel", by, at }),
  postpone: ({ runAt }) => ({
    type: "postpone",
    by,
    at,
    until: new Date((runAt ?? until).getTime() + 60_000),
  }),
  "restart-now": () => ({ type: "restart-now", by, at }),
  "choose-time": () => ({ type: "restart-at", by, at, until }),
  leave: () => ({ type: "leave", by, at }),
  "restart-anyway": () => ({ type: "restart-anyway", by, at }),
  close: () => ({ type: "close", by, at }),
  choose: ({ problem }) => ({
    type: "choose",
    by,
    at,
    report: {
      ...aReport,
      newSessionId: problem?.code === "ambiguous" ? (problem.candidates[0]?.sessionId ?? "") : "",
    },
  }),
  "look-again": () => ({ type: "look-again", by, at }),
  own: () => ({ type: "own", by, at }),
};

describe("what a card offers", () => {
  it("is what the lifecycle accepts, and nothing that it accepts is missing", () => {
    for (const { name, operation } of cardVariants()) {
      const offered = offers(operation);
      for (const [offer, event] of Object.entries(eventOf)) {
        const accepted = next(operation, event(operation)).ok;
        expect(`${name}: ${offer} ${accepted}`).toBe(`${name}: ${offer} ${offered.includes(offer as Offer)}`);
      }
    }
  });

  it("never leaves something that needs attention without a way out", () => {
    for (const { name, operation } of cardVariants().filter(
      (one) => one.operation.state === "needs-attention",
    )) {
      const ways: Offer[] = ["resolve", "close", "leave"];
      expect(
        ways.some((way) => offers(operation).includes(way)),
        name,
      ).toBe(true);
    }
  });
});

describe("a restart that was refused", () => {
  const failed = (code: string) =>
    offers(
      anOperation({
        kind: "session-restart",
        state: "failed",
        problem: { code: "call-refused", call: "restart", error: aCallError({ code }) },
      }),
    );

  it("is offered again where the agent may do it at a second try", () => {
    expect(failed("ERR_NGROK_808")).toEqual(["restart-again"]);
  });

  it.each(["ERR_NGROK_635", "ERR_NGROK_804", "ERR_NGROK_1122", "ERR_NGROK_1700", "ERR_NGROK_1701"])(
    "is not where it would only be refused again: %s",
    (code) => {
      expect(failed(code)).toEqual([]);
    },
  );
});

describe("a refusal", () => {
  it("has words for every event in every state, which say what to do or that nothing is left", () => {
    for (const { name, operation } of cardVariants()) {
      for (const event of Object.values(eventOf)) {
        const outcome = next(operation, event(operation));
        if (outcome.ok) continue;
        const text = refusalText(outcome.refusal, operation);
        expect(text, name).toMatch(/^\S.*[.!]$/s);
        expect(text, name).not.toMatch(/undefined|null|\*\*/);
      }
    }
  });

  it("says how the operation stands, and asks nobody anything", () => {
    for (const { name, operation } of cardVariants()) {
      for (const code of ["not-offered", "already-decided"] as const) {
        expect(refusalText({ code }, operation), name).not.toContain("?");
      }
    }
    expect(refusalText({ code: "not-offered" }, anOperation())).toContain(
      "This is not possible now. Update of edge-07 waits for approval.",
    );
  });

  it("of a second approval says who was first and when", () => {
    const approval = { by: "U0FIRST", at };
    const operation = anOperation({ state: "scheduled", approval, runAt: at });
    const text = refusalText({ code: "already-decided" }, operation);
    expect(text).toMatch(/^<@U0FIRST> was first: approved at <!date\^\d+\^{time_secs}\|03:01:00 UTC>\./);
    expect(text).toMatch(/ \*Cancel\* and \*Postpone…\* are on the card\.$/);
  });

  it("names the operation that holds the session, with a link to its card", () => {
    const text = refusalText(
      { code: "session-taken", by: anOperation() },
      anOperation(),
      "https://x.test/p1",
    );
    expect(text).toContain("Update of edge-07, asked by <@U0REQUESTER>");
    expect(text).toContain("<https://x.test/p1|its card>");
  });
});
