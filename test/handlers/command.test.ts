import { describe, expect, test } from "vitest";
import { matchCommand } from "../../src/handlers/command.ts";
import { splitWords } from "../../src/handlers/split-words.ts";

describe("splitWords", () => {
  test.each([
    ["  session   show  ts_1 ", ["session", "show", "ts_1"]],
    ['sessions "two words" x', ["sessions", "two words", "x"]],
    ["sessions “as phones type”", ["sessions", "as phones type"]],
    ["sessions „deutsch“", ["sessions", "deutsch"]],
    ['sessions "open', ["sessions", '"open']],
    [
      "sessions <https://edge.example.com/a?b=1&amp;c=2|edge.example.com>",
      ["sessions", "https://edge.example.com/a?b=1&c=2"],
    ],
    ["sessions <tcp://1.tcp.ngrok.io:21>", ["sessions", "tcp://1.tcp.ngrok.io:21"]],
    ["sessions a&amp;b &lt;x&gt;", ["sessions", "a&b", "<x>"]],
    ["", []],
    ['""', []],
  ])("%j", (text, words) => {
    expect(splitWords(text)).toEqual(words);
  });
});

describe("matchCommand", () => {
  const commands = [
    { words: ["sessions"], takesWords: true },
    { words: ["session", "show"], takesWords: true },
    { words: ["session", "restart"], takesWords: true },
    { words: ["ingresses"], takesWords: false },
    { words: ["ingress", "show"], takesWords: true },
    { words: ["open"], takesWords: false },
    { words: ["help"], takesWords: false },
  ];
  const meant = (text: string) => {
    const match = matchCommand(splitWords(text), commands);
    if ("found" in match) return `${match.found.words.join(" ")}(${match.args.join(",")})`;
    return match.nearest ? `${match.nearest.words.join(" ")}?` : "?";
  };

  test.each([
    ["sessions", "sessions()"],
    ["SESSIONS linux EU", "sessions(linux,EU)"],
    ["session", "sessions()"],
    ["session show ts_1", "session show(ts_1)"],
    ["sessions Show ts_1", "session show(ts_1)"],
    ["session show", "session show()"],
    ["session edge-07", "sessions(edge-07)"],
    ["ingress", "ingresses()"],
    ["ingresses show agin_1", "ingress show(agin_1)"],
    ["?", "help()"],
  ])("`/ngrok %s` is %s", (text, expected) => {
    expect(meant(text)).toBe(expected);
  });

  test.each([
    ["sesions", "sessions?"],
    ["sesions linux", "sessions?"],
    ["session restrat ts_1", "session restart?"],
    ["sesion shwo ts_1", "session show?"],
    ["ingresses everything", "ingresses?"],
    ["opne", "open?"],
    ["open the door", "open?"],
    ["deploy", "?"],
    ["x", "?"],
  ])("`/ngrok %s` runs nothing and points to %s", (text, expected) => {
    expect(meant(text)).toBe(expected);
  });

  test("a search for a word that looks like a verb stays a search", () => {
    expect(meant("sessions shop")).toBe("sessions(shop)");
  });
});
