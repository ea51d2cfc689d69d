import type { z } from "zod";
import { redact } from "./redact.ts";
import { alsoInSmallLetters, environmentSchema, variableHints } from "./variables.ts";

type Values = z.output<typeof environmentSchema>;

const LONGEST_ECHO = 60;
const SHORTEST_SECRET = 8;

/** Every bad or missing variable at once; no secret's value is in it. */
export class ConfigError extends Error {
  override readonly name = "ConfigError";
  /** One line each: the variable, what is wrong, what it must be, an example. */
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(["The bot's configuration cannot be used:", ...problems.map((text) => `  ${text}`)].join("\n"));
    this.problems = problems;
  }
}

export type Config = Readonly<ReturnType<typeof toConfig>>;

/** @throws ConfigError */
export function parseConfig(environment: Readonly<Record<string, string | undefined>>): Config {
  const read = (name: string) => environment[name]?.trim() || undefined;
  const given = Object.fromEntries(
    Object.keys(environmentSchema.shape).map((name) => [
      name,
      (alsoInSmallLetters.includes(name) && read(name.toLowerCase())) || read(name),
    ]),
  );
  const parsed = environmentSchema.safeParse(given);
  if (!parsed.success) {
    const bad = new Set(parsed.error.issues.map((issue) => String(issue.path[0])));
    throw new ConfigError([...bad].map((name) => problemOf(name, given)));
  }
  const problems = [...unreachableRoles(parsed.data), ...unaskedApprovals(parsed.data)];
  if (problems.length > 0) throw new ConfigError(problems);
  return frozen(toConfig(parsed.data));
}

/** Every card goes to `APPROVALS_CHANNEL`, and it is the card's channel in which a change takes its role. */
function unreachableRoles(values: Values): string[] {
  const cards = values.APPROVALS_CHANNEL;
  if (cards === null) return [];
  return (["OPERATORS", "APPROVERS"] as const).flatMap((name) => {
    const elsewhere = values[name].filter(({ channelId }) => channelId !== null && channelId !== cards);
    if (elsewhere.length === 0) return [];
    const [first] = elsewhere;
    const grants = elsewhere.map(({ id, channelId }) => `${id}@${channelId}`).join(", ");
    return `${name} limits a role to a channel where it would never hold: ${grants}. All cards go to APPROVALS_CHANNEL=${cards}: leave the channel out, for example ${name}=${first?.id}, or name that one, for example ${name}=${first?.id}@${cards}`;
  });
}

/** A number alone asks nobody: what needs an approval at all is said elsewhere. */
function unaskedApprovals({ APPROVALS_NEEDED: { named }, APPROVAL_REQUIRED: required }: Values): string[] {
  const unasked = named.filter((kind) => !required.includes(kind));
  if (unasked.length === 0) return [];
  return [
    `APPROVALS_NEEDED counts approvals of ${unasked.join(", ")}, which need none. Name them in APPROVAL_REQUIRED too, for example APPROVAL_REQUIRED=${[...required, ...unasked].join(",")}`,
  ];
}

function problemOf(name: string, given: Readonly<Record<string, string | undefined>>): string {
  const value = given[name];
  const hint = Object.entries(variableHints).find(([variable]) => variable === name)?.[1];
  const what =
    value === undefined
      ? "is not set"
      : hint?.secret
        ? "is not valid"
        : `is not valid: ${echo(value, given)}`;
  return `${name} ${what}. It must be ${hint?.expected}, for example ${name}=${hint?.example}`;
}

/** Secrets get into the wrong variable, too. */
function echo(value: string, given: Readonly<Record<string, string | undefined>>): string {
  const secrets = Object.entries(variableHints)
    .filter(([, hint]) => hint.secret)
    .map(([name]) => given[name] ?? "");
  const shown = redact(
    value,
    secrets.filter((secret) => secret.length >= SHORTEST_SECRET),
  );
  return JSON.stringify(shown.length > LONGEST_ECHO ? `${shown.slice(0, LONGEST_ECHO)}…` : shown);
}

function toConfig(values: Values) {
  return {
    slackBotToken: values.SLACK_BOT_TOKEN,
    slackAppToken: values.SLACK_APP_TOKEN,
    /** Ends in a slash. */
    slackApiUrl: values.SLACK_API_URL,
    ngrokApiKey: values.NGROK_API_KEY,
    /** Without a slash at its end. */
    ngrokApiUrl: values.NGROK_API_URL,
    ngrokRequestsPerMinute: values.NGROK_REQUESTS_PER_MINUTE,
    databaseUrl: values.DATABASE_URL,
    /** Empty: every full member of the workspace may look. */
    viewers: values.VIEWERS,
    operators: values.OPERATORS,
    approvers: values.APPROVERS,
    admins: values.ADMINS,
    channels: values.CHANNELS,
    approvalsChannel: values.APPROVALS_CHANNEL,
    /** Whom a card that waits for approval mentions. */
    approvalPing:
      values.APPROVAL_PING.length > 0
        ? values.APPROVAL_PING.map((id) => ({ id, channelId: null }))
        : values.APPROVERS,
    announceChannel: values.ANNOUNCE_CHANNEL,
    approvalRequired: values.APPROVAL_REQUIRED,
    approvalsNeeded: values.APPROVALS_NEEDED.each,
    allowSelfApproval: values.ALLOW_SELF_APPROVAL,
    sessionLabel: values.SESSION_LABEL,
    restartWaitMs: values.RESTART_WAIT_SECONDS * 1000,
    restartLatestMs: values.RESTART_LATEST_MINUTES * 60_000,
    approvalExpiresMs: values.APPROVAL_EXPIRES_MINUTES * 60_000,
    reconnectTimeoutMs: values.RECONNECT_TIMEOUT_SECONDS * 1000,
    /** For https and wss; PostgreSQL, and http to this machine, are never behind it. */
    proxy: values.HTTPS_PROXY === null ? null : { url: values.HTTPS_PROXY, except: values.NO_PROXY },
    /** Null: nothing listens. */
    healthPort: values.HEALTH_PORT,
    healthHost: values.HEALTH_HOST,
    logLevel: values.LOG_LEVEL,
  };
}

function frozen<Value extends object>(value: Value): Value {
  for (const part of Object.values(value)) if (typeof part === "object" && part) Object.freeze(part);
  return Object.freeze(value);
}
