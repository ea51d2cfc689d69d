/** What a person typed, as Slack stores it: its marks escaped, `@ada` a mention where someone is called so. */
export function typedText(typed: string, userIds: ReadonlyMap<string, string>): string {
  const escaped = typed.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
  return escaped.replace(/(^|[\s(])@([\w-]+)/g, (whole, before: string, name: string) => {
    const id = userIds.get(name.toLowerCase());
    return id ? `${before}<@${id}>` : whole;
  });
}
