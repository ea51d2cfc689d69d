import { describe, expect, it } from "vitest";
import { aCallError } from "../../sandbox/gallery/samples/card-parts.ts";
import type { CallError } from "../../src/operations/operation.ts";
import { callErrorText } from "../../src/views/call-error-words.ts";
import { readUpdateRefusal } from "../../src/views/update-refusal.ts";

const codes = [
  ...[200, 208, 214, 225, 226, 635, 804, 805, 806, 807, 808, 809, 810, 1121, 1122, 1700, 1701, 1702],
  ...[6700, 6701, 6702, 6703, 6704, 6705, 6706, 6707, 99999],
];
const kinds: CallError["kind"][] = ["rate-limit", "timeout", "connection", "reply", "interrupted"];

describe("a failed call", () => {
  it("has words of its own for every code and kind, without a hostile message getting through", () => {
    const message = "<!channel> `rm` *now*";
    const errors = [
      ...codes.map((code) => aCallError({ code: `ERR_NGROK_${code}`, message })),
      ...kinds.map((kind) => aCallError({ kind, code: null, status: null, message })),
      ...[401, 403, 404, 429, 502].map((status) => aCallError({ code: null, status, message })),
    ];
    for (const error of errors) {
      const text = callErrorText(error);
      expect(text).toMatch(/^\S.*[.”]$/);
      expect(text).not.toMatch(/<!|`rm|\*now|null|undefined/);
    }
  });

  it("of a refused key does not repeat what ngrok said, which holds the key", () => {
    const error = aCallError({ code: "ERR_NGROK_206", status: 403, message: "the key abc123 is not valid" });
    expect(callErrorText(error)).toBe(
      "ngrok refused the bot's API key (ERR_NGROK_206, op_1). Have an admin check it.",
    );
  });

  it("of an unknown code is quoted with what ngrok's support asks for", () => {
    expect(callErrorText(aCallError({ code: "ERR_NGROK_9999", message: "out of cheese" }))).toBe(
      "ngrok answered (ERR_NGROK_9999, op_1): “out of cheese”.",
    );
  });
});

describe("a refused update", () => {
  it.each([
    ["No update available", "No update is available."],
    ["no updates are available", "No update is available."],
    ["Updates are disabled by configuration", "Updates are disabled in the agent's configuration."],
    ["update checks disabled", "Updates are disabled in the agent's configuration."],
    [
      "update checks are disabled in the agent's configuration",
      "Updates are disabled in the agent's configuration.",
    ],
    [
      "the ngrok agent's configuration disabled update checks",
      "Updates are disabled in the agent's configuration.",
    ],
    [
      "the agent is already in the process of updating",
      "An update of this agent is already running; see whether it comes back by itself.",
    ],
    ["already updating", "An update of this agent is already running; see whether it comes back by itself."],
    [
      "agent has been updated but not restarted",
      "The agent is updated already and runs the new version from its next restart.",
    ],
    ["disk full", "The agent refused the update: “disk full”."],
  ])("because of “%s” is told as: %s", (message, words) => {
    expect(readUpdateRefusal(aCallError({ message }))).toBe(words);
  });
});
