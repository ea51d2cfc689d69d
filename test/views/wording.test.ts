import { describe, expect, test } from "vitest";
import { anAgentIngress } from "../../sandbox/gallery/samples/an-agent-ingress.ts";
import { anOperation, aSessionTarget } from "../../sandbox/gallery/samples/an-operation.ts";
import { aCallError, approved, at, timeout } from "../../sandbox/gallery/samples/card-parts.ts";
import { aHolder } from "../../sandbox/gallery/samples/devices.ts";
import { announcementMessage } from "../../src/views/card/announcement-message.ts";
import { cardMessage } from "../../src/views/card/card-message.ts";
import { detailsModal } from "../../src/views/card/details-modal.ts";
import { recordsMessage } from "../../src/views/ingress-records.ts";
import { limits } from "../../src/views/limits.ts";
import { listThatFits } from "../../src/views/operation-words.ts";
import { problemOption } from "../../src/views/problem-option.ts";
import { type SessionUpdateForm, sessionUpdateModal } from "../../src/views/session-update-modal.ts";
import { workingModal } from "../../src/views/working-modal.ts";

const drawn = (view: object) => JSON.stringify(view);

describe("small words", () => {
  test("a problem that is too long for an option goes on below it after a sentence", () => {
    const { text, description } = problemOption(
      "ngrok does not let the bot's API key do this. An admin must look at the key and the account.",
    );
    expect(text.text).toBe("ngrok does not let the bot's API key do this.");
    expect(description?.text).toBe("An admin must look at the key and the account.");
  });

  test("a sentence that is too long for an option goes on at a word, and says so", () => {
    const { text, description } = problemOption(
      "The Slack app lacks the scope users:read.email that this needs, so that an admin must install it again.",
    );
    expect(text.text).toBe("The Slack app lacks the scope users:read.email that this needs, so that an…");
    expect(description?.text).toBe("…admin must install it again.");
  });

  test("a problem of one long word is cut where it must be", () => {
    const { text, description } = problemOption("x".repeat(200));
    expect(text.text).toBe(`${"x".repeat(limits.optionText - 1)}…`);
    expect(description?.text).toBe(`…${"x".repeat(limits.optionDescription - 2)}…`);
  });

  test("who cannot ask for an update is not told what it would do", () => {
    const form: Omit<SessionUpdateForm, "holder"> = {
      values: { reason: "", askedApprovers: [], when: "now", at: null },
      chosen: aSessionTarget(),
      note: null,
      needsApproval: true,
      waitMs: 30_000,
      privateMetadata: "",
    };
    expect(drawn(sessionUpdateModal({ ...form, holder: aHolder() }))).not.toContain("go down");
    expect(drawn(sessionUpdateModal({ ...form, holder: null }))).toContain("go down");
  });

  test("nobody is asked to create NS records that ngrok has not named", () => {
    expect(drawn(recordsMessage(anAgentIngress({ nsTargets: [] }), "U1"))).not.toContain("create them");
    expect(drawn(recordsMessage(anAgentIngress(), "U1"))).toContain("create them");
  });

  test("a modal at work says what the words in it are", () => {
    expect(drawn(workingModal("Update a session", "update", "a reason"))).toContain("You typed:");
    expect(drawn(workingModal("Update a session", "update", ""))).not.toContain("You typed:");
  });

  test("the certificate of a new ingress is told once on its card", () => {
    const card = cardMessage(anOperation({ kind: "ingress-create" }), { approverPing: [] });
    expect(drawn(card).match(/Let's Encrypt/g)).toHaveLength(1);
  });

  test("one that is too long to list is counted as one", () => {
    expect(listThatFits(["x".repeat(50)], 40)).toBe("1 that is too long to list");
    expect(listThatFits(["x".repeat(50), "y".repeat(50)], 40)).toBe("2 that are too long to list");
  });

  test("an announcement names nobody, and its sentences begin with capitals", () => {
    const left = anOperation({
      state: "resolved",
      ...approved,
      resolution: { by: "U0APPROVER", at: at(900), how: "left", note: "" },
      endedAt: at(900),
    });
    expect(announcementMessage(left, null).text).toContain(". A colleague left it.");
  });
});

describe("details", () => {
  test("tell the rules of their own kind alone", () => {
    const rules = (kind: "session-update" | "session-stop" | "ingress-edit") =>
      drawn(detailsModal(anOperation({ kind })));
    const late = '"If it is more than 15 min late, it is not run unless a person says so."';
    const follows = "The restart follows 30 s after the update.";
    expect(rules("session-update")).toContain(follows);
    expect(rules("session-update")).toContain("the bot looks for its new session for 3 min.");
    expect(rules("session-stop")).toContain("the bot looks for 3 min whether its session is gone.");
    for (const kind of ["session-update", "session-stop", "ingress-edit"] as const) {
      expect(rules(kind)).toContain(late);
    }
    expect(rules("session-stop")).not.toContain(follows);
    expect(rules("ingress-edit")).not.toContain("for 3 min");
  });

  test("say ngrok's code and id once", () => {
    const error = aCallError({ code: "ERR_NGROK_206", status: 403, ngrokOperationId: "op_42" });
    const problem = { code: "call-refused", call: "update", error } as const;
    const line = drawn(detailsModal(anOperation({ state: "failed", problem })))
      .split('"text":')
      .at(-2);
    expect(line).toContain("(ERR_NGROK_206, op_42). Have an admin check it. (HTTP 403)");
  });

  test("do not call an outcome unknown where nothing was done", () => {
    const problem = { code: "unread", error: timeout } as const;
    expect(drawn(detailsModal(anOperation({ state: "failed", problem })))).not.toContain("unknown");
  });

  test("say in words how it was resolved", () => {
    const resolution = { by: null, at: at(900), how: "returned", note: "" } as const;
    const modal = detailsModal(anOperation({ state: "resolved", resolution, endedAt: at(900) }));
    expect(drawn(modal)).toContain("seen to be back by the bot");
  });
});
