import { describe, expect, test } from "vitest";
import { mrkdwnPassages, type Piece, tokenPieces } from "../../../sandbox/page/blocks/mrkdwn-pieces.ts";

/** As marks that cannot be taken for the text's own. */
function written(piece: Piece): string {
  switch (piece.kind) {
    case "text":
      return piece.text;
    case "code":
      return `[code ${piece.text}]`;
    case "bold":
    case "italic":
    case "strike":
      return `[${piece.kind} ${piece.pieces.map(written).join("")}]`;
    case "link":
      return `[link ${piece.url} ${piece.label}]`;
    case "broadcast":
      return `[broadcast ${piece.range}]`;
    case "date":
      return `[date ${piece.seconds} ${piece.format} ${piece.url} ${piece.fallback}]`;
    default:
      return `[${piece.kind} ${piece.id} ${piece.label}]`;
  }
}

function read(text: string, verbatim = true): string {
  return mrkdwnPassages(text, verbatim)
    .map((passage) => {
      if (passage.kind === "preformatted") return `{pre ${passage.text}}`;
      const words = passage.pieces.map(written).join("");
      return passage.kind === "quote" ? `{quote ${words}}` : words;
    })
    .join("");
}

test("a notification has names, and all else as it was written", () => {
  expect(tokenPieces("<@U1>: *x* _y_ `z`\n&lt;b&gt; https://a.b").map(written).join("")).toBe(
    "[user U1 null]: *x* _y_ `z`\n<b> https://a.b",
  );
});

describe("mrkdwn", () => {
  test.each([
    ["a *bold* b", "a [bold bold] b"],
    ["*“x” is back.*", "[bold “x” is back.]"],
    ["(*b*), *c*.", "([bold b]), [bold c]."],
    ["*_both_*", "[bold [italic both]]"],
    ["~gone~ _it_", "[strike gone] [italic it]"],
  ])("formats %j", (text, expected) => expect(read(text)).toBe(expected));

  test.each([
    "2*3*4",
    "x*y* z",
    "a * b * c",
    "snake_case_name",
    "*open",
    "* x*",
    "*x *",
    "**",
    "ts_2aB_cD",
    "a~b~c",
    "***",
  ])("leaves %j as it is", (text) => expect(read(text)).toBe(text));

  test("has no mark that reaches beyond its line", () => {
    expect(read("*a\nb*")).toBe("*a\nb*");
  });

  test("reads what is escaped as text, and only once", () => {
    expect(read("&lt;!here&gt; &lt;@U0OLGA0001&gt; &lt;https://a.b|x&gt;")).toBe(
      "<!here> <@U0OLGA0001> <https://a.b|x>",
    );
    expect(read("&amp;lt;!here&amp;gt;")).toBe("&lt;!here&gt;");
    expect(read("*&lt;@U1&gt;*")).toBe("[bold <@U1>]");
  });

  test("reads nothing within code", () => {
    expect(read("`*a* <@U1> &lt;b&gt;`")).toBe("[code *a* <@U1> <b>]");
    expect(read("*see `a*b` now*")).toBe("[bold see [code a*b] now]");
    expect(read("```\n*a*\n  &lt;b&gt;\n```after")).toBe("{pre *a*\n  <b>}after");
  });

  test("names people, channels, groups and everybody", () => {
    expect(read("<@U1> <#C1|fleet> <!subteam^S1> <!here>")).toBe(
      "[user U1 null] [channel C1 fleet] [group S1 null] [broadcast here]",
    );
    expect(read("*<@U1>:* x")).toBe("[bold [user U1 null]:] x");
  });

  test("has links with and without words", () => {
    expect(read("<https://a.b/c_d_e?x=1&amp;y|Show *it*> <https://q.r>")).toBe(
      "[link https://a.b/c_d_e?x=1&y Show *it*] [link https://q.r null]",
    );
  });

  test("links a bare URL unless it is verbatim", () => {
    expect(read("see https://a.b/c?d=1.", false)).toBe("see [link https://a.b/c?d=1 null].");
    expect(read("see https://a.b/c?d=1.", true)).toBe("see https://a.b/c?d=1.");
  });

  test("has dates with their format, their link and their fallback", () => {
    expect(read("*at <!date^1772330400^{time_secs}|02:00:00 UTC>.*")).toBe(
      "[bold at [date 1772330400 {time_secs} null 02:00:00 UTC].]",
    );
    expect(read("<!date^1772330400^{date_short} {time}^https://a.b|then>")).toBe(
      "[date 1772330400 {date_short} {time} https://a.b then]",
    );
  });

  test("quotes lines, and what follows is none", () => {
    expect(read("a\n> b\n&gt; *c*\nd")).toBe("a{quote b\n[bold c]}d");
  });

  test("keeps empty lines", () => expect(read("a\n\nb")).toBe("a\n\nb"));

  test("is not Markdown", () => {
    expect(read("# head\n- item\n[x](javascript:alert(1)) **b**")).not.toContain("[link");
  });
});
