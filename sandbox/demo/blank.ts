const BLANK = "[blanked]";

/** What is secret by its looks, whoever has made it. */
const shapes: readonly [RegExp, string][] = [
  // Slack's tokens.
  [/\bxox[a-z](?:\.xox[a-z])?-[\w-]+/gi, BLANK],
  [/\bxapp-[\w-]+/gi, BLANK],
  [/\bBearer\s+[^\s"'\\]+/gi, `Bearer ${BLANK}`],
  // ngrok repeats the key that it refuses.
  [/\b(Your (?:credential|authentication): ')[^']*'/g, `$1${BLANK}'`],
  [/\b[A-Za-z0-9]{16,}_[A-Za-z0-9]{16,}\b/g, BLANK],
  // What a trigger, a response_url and a socket's address are worth lies in their tickets.
  [/\b\d+\.[0-9a-f]{32}\b/g, BLANK],
  [/(\/response\/)[\w-]+/g, `$1${BLANK}`],
  [/([?&]ticket=)[\w-]+/g, `$1${BLANK}`],
  [/("(?:token|trigger_id|authorization)":\s*)"(?:[^"\\]|\\.)*"/gi, `$1"${BLANK}"`],
];

/** Takes what opens something out of a text that people read. @param known secrets of whatever shape */
export function blank(text: string, known: readonly string[]): string {
  const spellings = known.flatMap((secret) => [
    secret,
    encodeURIComponent(secret),
    JSON.stringify(secret).slice(1, -1),
  ]);
  const withoutKnown = spellings.reduce((rest, secret) => rest.replaceAll(secret, BLANK), text);
  return shapes.reduce((rest, [shape, instead]) => rest.replace(shape, instead), withoutKnown);
}
