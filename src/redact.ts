const REDACTED = "[redacted]";

const SECRET_SHAPES: readonly [RegExp, string][] = [
  // Slack's tokens; `xoxe.xoxp-…` is one as well.
  [/\bxox[a-z](?:\.xox[a-z])?-[\w-]+/gi, REDACTED],
  [/\bxapp-[\w-]+/gi, REDACTED],
  // ngrok's API keys and agents' tokens, which its own error messages repeat.
  [/\b[0-9][0-9A-Za-z]{20,40}_[0-9A-Za-z]{15,40}\b/g, REDACTED],
  [/\bBearer\s+[^\s"'\\]+/gi, `Bearer ${REDACTED}`],
  [/("(?:authorization|cookie|set-cookie)":)"(?:[^"\\]|\\.)*"/gi, `$1"${REDACTED}"`],
  // Name and password for a proxy.
  [/\b(https?:\/\/)[^@/\s"']+@/gi, `$1${REDACTED}@`],
  [/\b(postgres(?:ql)?:\/\/[^:@/\s"]*:)[^@/\s"]+@/gi, `$1${REDACTED}@`],
  // Of Slack's payloads, however deep in strings: whoever has such a URL may answer in the bot's name, for 30 min.
  [/(response_url\\*":\s*\\*")[^"\\]+/gi, `$1${REDACTED}`],
  [/(\/(?:commands|actions|response)\/)[\w/-]{20,}/gi, `$1${REDACTED}`],
  // Opens the app's socket, once.
  [/([?&]ticket=)[\w-]+/gi, `$1${REDACTED}`],
];

/** The text without what looks like a secret, and without those that are `known`, as they are. */
export function redact(text: string, known: readonly string[]): string {
  const withoutKnown = known.reduce((left, secret) => left.replaceAll(secret, REDACTED), text);
  return SECRET_SHAPES.reduce((left, [shape, instead]) => left.replace(shape, instead), withoutKnown);
}
