import { boolean, byType, type Check, integer, list, object, oneOf, string } from "./check.ts";
import { slackLimits } from "./slack-limits.ts";

const style = object(
  {},
  { bold: boolean, italic: boolean, strike: boolean, code: boolean, underline: boolean },
);
const id = string(20);
const text = string(slackLimits.sectionText);

function inline(type: string, required: Record<string, Check>, optional: Record<string, Check> = {}): Check {
  return object({ type: oneOf(type), ...required }, { style, ...optional });
}

const textPiece = inline("text", { text });
const link = inline("link", { url: string(slackLimits.url) }, { text, unsafe: boolean });

const inlineElements = byType({
  text: textPiece,
  link,
  user: inline("user", { user_id: id }),
  usergroup: inline("usergroup", { usergroup_id: id }),
  channel: inline("channel", { channel_id: id }),
  emoji: inline("emoji", { name: string(100) }, { unicode: string(100), url: string(slackLimits.url) }),
  broadcast: inline("broadcast", { range: oneOf("here", "channel", "everyone") }),
  color: inline("color", { value: string(10) }),
  date: inline(
    "date",
    { timestamp: integer(0, 9_999_999_999), format: string(200) },
    { url: string(slackLimits.url), fallback: text },
  ),
});

const MOST = 1000;
const border = { border: oneOf(0, 1) };
const pieces = list(inlineElements, MOST, 0);
const section = object({ type: oneOf("rich_text_section"), elements: pieces });

export const richTextElements = byType({
  rich_text_section: section,
  rich_text_quote: object({ type: oneOf("rich_text_quote"), elements: pieces }, border),
  rich_text_preformatted: object(
    { type: oneOf("rich_text_preformatted"), elements: list(byType({ text: textPiece, link }), MOST, 0) },
    { ...border, language: string(50) },
  ),
  rich_text_list: object(
    { type: oneOf("rich_text_list"), style: oneOf("bullet", "ordered"), elements: list(section, MOST) },
    { ...border, indent: integer(0, 8), offset: integer(0, 10_000) },
  ),
});
