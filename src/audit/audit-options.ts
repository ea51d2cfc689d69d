import { parseArgs } from "node:util";
import { z } from "zod";
import type { AuditFilter } from "../store/audit-pages.ts";

const formats = ["csv", "jsonl"] as const;
export type AuditFormat = (typeof formats)[number];

export interface AuditOptions extends AuditFilter {
  format: AuditFormat;
}

export const auditUsage = `Writes the audit trail to standard output, oldest first, also while the bot is running.

  npm run --silent audit -- --format csv|jsonl [options]

  --format csv    for spreadsheets: cells that could be formulas begin with an apostrophe
  --format jsonl  one JSON object a line, exactly as recorded
  --since TIME    from this instant on
  --until TIME    up to this instant, without it
  --session ID    one agent, by any id that it has had; or one ingress, by its id
  --person ID     all of every change that this person (U… in Slack) asked for, decided or acted on
  --help          these words

TIME is 2026-03-01, which is that day's beginning, or 2026-03-01T03:00:00Z. Without an offset it is UTC.
The database is the one that DATABASE_URL names. Exit codes: 0 done, 1 the database cannot be read, 64 wrong usage.
`;

const dateSchema = z.iso.date().transform((text) => new Date(`${text}T00:00:00Z`));
const instantSchema = z.iso
  .datetime({ offset: true, local: true })
  .transform((text) => new Date(/(Z|[+-]\d\d:\d\d)$/.test(text) ? text : `${text}Z`));
const time = z.union([dateSchema, instantSchema]);
const TIME_WORDS = "a date (2026-03-01) or an instant (2026-03-01T03:00:00Z)";

/** What each option takes, in words for the message about a bad one. */
const options = {
  format: { schema: z.enum(formats), expected: formats.join(" or ") },
  since: { schema: time, expected: TIME_WORDS },
  until: { schema: time, expected: TIME_WORDS },
  session: { schema: z.string().regex(/^\w{3,100}$/), expected: "the whole id of a session or an ingress" },
  person: { schema: z.string().regex(/^[UW][A-Z0-9]{2,24}$/), expected: "a person's Slack id (U… or W…)" },
};
type Name = keyof typeof options;
type Values = { [Key in Name]?: z.output<(typeof options)[Key]["schema"]> };

/** The arguments of the command line; `problems` has everything that is wrong with them at once. */
export type ParsedArguments = { problems: string[] } | { isHelp: true } | { options: AuditOptions };

export function parseAuditOptions(given: readonly string[]): ParsedArguments {
  const { texts, problems } = textsOf(given);
  if (texts.has("help")) return { isHelp: true };
  const values: Values = {};
  for (const [name, { schema, expected }] of Object.entries(options)) {
    const text = texts.get(name);
    if (text === undefined) continue;
    const parsed = schema.safeParse(text);
    if (parsed.success) Object.assign(values, { [name]: parsed.data });
    else problems.push(`--${name} must be ${expected}.`);
  }
  if (!texts.has("format") && !problems.some((text) => text.startsWith("--format"))) {
    problems.unshift(`--format is needed: ${options.format.expected}.`);
  }
  const { format, since = null, until = null, session = null, person = null } = values;
  if (since && until && since >= until) problems.push("--since must be before --until.");
  if (!format || problems.length > 0) return { problems };
  return { options: { format, since, until, sessionId: session, personId: person } };
}

/** Each option's text, by its name. */
function textsOf(given: readonly string[]) {
  const { tokens } = parseArgs({
    args: [...given],
    strict: false,
    allowPositionals: true,
    tokens: true,
    options: {
      help: { type: "boolean" },
      ...Object.fromEntries(Object.keys(options).map((name) => [name, { type: "string" as const }])),
    },
  });
  const texts = new Map<string, string>();
  const problems: string[] = [];
  for (const token of tokens) {
    if (token.kind === "positional") problems.push(`${JSON.stringify(token.value)} is no option.`);
    if (token.kind !== "option") continue;
    const { name, rawName, value } = token;
    if (name === "help") texts.set(name, "");
    else if (!(name in options)) problems.push(`${rawName} is no option.`);
    else if (value === undefined || value.startsWith("--")) problems.push(`${rawName} needs a value.`);
    else if (texts.has(name)) problems.push(`${rawName} is given twice.`);
    else texts.set(name, value);
  }
  return { texts, problems };
}
