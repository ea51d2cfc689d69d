import fc from "fast-check";

/** What would ping, link, format, hide, turn or picture something, if it were read as Slack's mrkdwn. */
const TRAPS = [
  "<!channel>",
  "<!here|evil>",
  "<!everyone>",
  "<@U0EVIL001>",
  "<!subteam^S0EVIL001>",
  "<#C0EVIL0001>",
  "<https://evil.test|Approve>",
  "https://evil.test/x",
  "<!date^1772334000^{date}^https://evil.test|evil>",
  "*evil*",
  "_evil_",
  "~evil~",
  "`evil`",
  "```evil```",
  "\n> evil",
  "\n&gt; evil",
  "&lt;!channel&gt;",
  "&amp;lt;evil",
  ":white_check_mark:",
  ":x::evil-face::+1:",
  "@channel #general",
  "* _evil_ *",
  "|evil",
  "{{evil}}%s",
  "\\*evil\\*",
];

/** What is not seen, turns the text, or is half a character. */
const UNSEEN = [
  "\u202e",
  "\u2066",
  "\u2069",
  "\u200f",
  "\u061c",
  "\u200b",
  "\ufeff",
  "\u2028",
  "\u0000",
  "\u0007",
  "\u001b[31m",
  "\u0085",
  "\r\n",
  "\t",
  "\ud83d",
  "\udd25",
];

const HARMLESS = ["e", "o4", " ", "ü", "漢", "🔥", "👩‍🚒", "𝔘", "e\u0301", ".", ", ", "'", '"', "(", "/"];

export function hostileText(longest: number): fc.Arbitrary<string> {
  const part = fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom(...TRAPS) },
    { weight: 2, arbitrary: fc.constantFrom(...UNSEEN) },
    { weight: 2, arbitrary: fc.constantFrom(...HARMLESS) },
  );
  return fc.array(part, { minLength: 1, maxLength: 8 }).map((parts) => parts.join("").slice(0, longest));
}

/** The same, repeated up to a length at or about one of Slack's limits. */
export function hugeText(): fc.Arbitrary<string> {
  const lengths = fc.constantFrom(
    23,
    24,
    25,
    74,
    75,
    76,
    150,
    151,
    255,
    300,
    301,
    2000,
    2999,
    3000,
    3001,
    9000,
  );
  return fc
    .tuple(hostileText(60), lengths, fc.constantFrom("", "🔥", "ü", "<", "&", "\n"))
    .map(([text, length, pad]) => `${pad}${text.repeat(Math.ceil(length / text.length))}`.slice(0, length));
}

/** As long, and with the same white space, but nothing in it means anything to Slack. */
export function disarmed(text: string): string {
  return text.replace(/[^\p{L}\p{N}\s.]/gu, (mark) => "x".repeat(mark.length));
}
