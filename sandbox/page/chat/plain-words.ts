/** Whose names mrkdwn's marks stand for, by id: `@ada`, `#fleet`. */
export type NameOf = (id: string) => string;

/** Slack's mrkdwn as it is read out: names instead of ids, links by their label, no marks. */
export function plainWords(text: string, nameOf: NameOf): string {
  return text
    .replace(/<([^<>]+)>/g, (_, token: string) => tokenWords(token, nameOf))
    .replace(/(^|[\s(])([*_~])(?=\S)(.*?\S)\2(?=$|[\s.,:;!?)])/g, "$1$3")
    .replaceAll("`", "")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&amp;", "&");
}

function tokenWords(token: string, nameOf: NameOf): string {
  const [body = "", label] = token.split("|");
  const group = /^!subteam\^(\w+)/.exec(body)?.[1];
  if (group) return nameOf(group);
  if (/^[@#]/.test(body)) return nameOf(body.slice(1));
  if (body.startsWith("!")) return label ?? `@${body.slice(1)}`;
  return label ?? body;
}
