import { describe, expect, test } from "vitest";
import { plainWords } from "../../../sandbox/page/chat/plain-words.ts";
import { typedText } from "../../../sandbox/page/chat/typed-text.ts";

const names: Record<string, string> = { U0ADA00001: "@ada", S0APPROVERS: "@approvers", C0FLEET001: "#fleet" };
const plain = (text: string) => plainWords(text, (id) => names[id] ?? id);

describe("words to be read out", () => {
  test("have names for people, groups and channels, and labels for links and dates", () => {
    expect(plain("<@U0ADA00001>, <!subteam^S0APPROVERS> in <#C0FLEET001>, <!here>")).toBe(
      "@ada, @approvers in #fleet, @here",
    );
    expect(plain("<https://a.example|A> <https://b.example> <!date^1772334165^{time}|03:02 UTC>")).toBe(
      "A https://b.example 03:02 UTC",
    );
  });

  test("have no marks, and keep what only looks like them", () => {
    expect(plain("*Update edge-07?* `ts_a` _soon_ a_b_c 2*3*4 &lt;b&gt;")).toBe(
      "Update edge-07? ts_a soon a_b_c 2*3*4 <b>",
    );
  });
});

describe("typed text", () => {
  const people = new Map([["ada", "U0ADA00001"]]);

  test("mentions whom it calls by name, and nobody else", () => {
    expect(typedText("@ada, see (@Ada) a@ada.example @eve", people)).toBe(
      "<@U0ADA00001>, see (<@U0ADA00001>) a@ada.example @eve",
    );
  });

  test("carries no marks of Slack's own", () => {
    expect(typedText("<!here> & <@U0ADA00001>", people)).toBe("&lt;!here&gt; &amp; &lt;@U0ADA00001&gt;");
  });
});
