import { z } from "zod";
import { type OperationKind, operationKinds } from "./operations/operation.ts";

const USER_OR_GROUP = /^[UWS][A-Z0-9]{2,24}$/;
const GRANT = /^[UWS][A-Z0-9]{2,24}(@[CG][A-Z0-9]{2,24})?$/;
const CHANNEL = /^[CG][A-Z0-9]{2,24}$/;
const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

const words = z
  .string()
  .default("")
  .transform((text) => [...new Set(text.split(/[\s,]+/).filter((word) => word !== ""))]);

const idList = (shape: RegExp) => words.pipe(z.array(z.string().regex(shape)));

/** Who has a role: `ID`, or `ID@CHANNEL` where it holds for that channel alone. */
const grants = idList(GRANT).transform((list) =>
  list.map((grant) => {
    const [id = "", channelId = null] = grant.split("@");
    return { id, channelId };
  }),
);

const optional = <Schema extends z.ZodType>(schema: Schema) => schema.nullable().default(null);

const whole = (fallback: number, least: number, most: number) =>
  z
    .string()
    .regex(/^\d{1,9}$/)
    .transform(Number)
    .pipe(z.int().min(least).max(most))
    .default(fallback);

/** https, or plain http to this machine; no credentials, query or fragment. */
function isSafeUrl(text: string): boolean {
  const url = URL.parse(text);
  if (!url || url.username || url.password || url.search || url.hash) return false;
  return url.protocol === "https:" || (url.protocol === "http:" && LOOPBACK.test(url.hostname));
}

/** Its options are looked at where the database is opened. */
function isPostgresUrl(text: string): boolean {
  const url = URL.parse(text);
  return /^postgres(ql)?:$/.test(url?.protocol ?? "") && (url?.pathname ?? "").length > 1 && url?.hash === "";
}

/** The way to a proxy: nothing behind the port; name and password may stand before the host. */
function isProxyUrl(text: string): boolean {
  const url = URL.parse(text);
  if (!url || url.hostname === "" || url.pathname !== "/" || url.search || url.hash) return false;
  return /^https?:$/.test(url.protocol) && [url.username, url.password].every(isPercentEncoded);
}

function isPercentEncoded(text: string): boolean {
  try {
    decodeURIComponent(text);
    return true;
  } catch {
    return false;
  }
}

const apiUrl = (fallback: string) => z.string().default(fallback).refine(isSafeUrl);

const port = z
  .string()
  .regex(/^\d{1,5}$/)
  .transform(Number)
  .pipe(z.int().min(0).max(65_535));

const approvalRequired = words
  .transform((list) => (list.length === 0 ? ["session-update", "ingress-delete"] : list))
  .transform((list) => (list.join() === "none" ? [] : list))
  .pipe(z.array(z.enum(operationKinds)));

const MOST_APPROVALS = 5;
const APPROVALS = new RegExp(`^(?:(${operationKinds.join("|")}):)?([1-${MOST_APPROVALS}])$`);

/** `2` is for every kind; `ingress-delete:2` for one, which is then among `named`. */
const approvalsNeeded = words
  .pipe(z.array(z.string().regex(APPROVALS)))
  .transform((list) => list.map((word) => APPROVALS.exec(word) ?? []))
  .refine((given) => new Set(given.map(([, kind]) => kind)).size === given.length)
  .transform((given) => {
    const of = (wanted: string | undefined) => given.find(([, kind]) => kind === wanted)?.[2];
    const entries = operationKinds.map((kind) => [kind, Number(of(kind) ?? of(undefined) ?? 1)] as const);
    return {
      each: Object.fromEntries(entries) as Record<OperationKind, number>,
      named: operationKinds.filter((kind) => of(kind) !== undefined),
    };
  });

/** What the environment may hold; a variable that is empty counts as not set. */
export const environmentSchema = z.object({
  SLACK_BOT_TOKEN: z.string().regex(/^xoxb-[\w-]+$/),
  SLACK_APP_TOKEN: z.string().regex(/^xapp-[\w-]+$/),
  SLACK_API_URL: apiUrl("https://slack.com/api/").transform((url) => url.replace(/\/*$/, "/")),
  NGROK_API_KEY: z.string().regex(/^[!-~]{8,200}$/),
  NGROK_API_URL: apiUrl("https://api.ngrok.com").transform((url) => url.replace(/\/*$/, "")),
  NGROK_REQUESTS_PER_MINUTE: whole(100, 10, 6000),
  DATABASE_URL: z
    .string()
    .refine((text) => /^file:(?!\/\/[^/])[^?#]+$/.test(text) || isPostgresUrl(text))
    .default("file:./data/ngrok-chatops.db"),
  VIEWERS: grants,
  OPERATORS: grants,
  APPROVERS: grants,
  ADMINS: grants,
  CHANNELS: idList(CHANNEL),
  APPROVALS_CHANNEL: optional(z.string().regex(CHANNEL)),
  APPROVAL_PING: idList(USER_OR_GROUP),
  ANNOUNCE_CHANNEL: optional(z.string().regex(CHANNEL)),
  APPROVAL_REQUIRED: approvalRequired,
  APPROVALS_NEEDED: approvalsNeeded,
  ALLOW_SELF_APPROVAL: z
    .enum(["true", "false"])
    .default("false")
    .transform((word) => word === "true"),
  SESSION_LABEL: optional(z.string().regex(/^[^\s,;="]{1,100}$/)),
  RESTART_WAIT_SECONDS: whole(30, 10, 3600),
  RESTART_LATEST_MINUTES: whole(15, 1, 1440),
  APPROVAL_EXPIRES_MINUTES: whole(60, 1, 10_080),
  RECONNECT_TIMEOUT_SECONDS: whole(180, 30, 3600),
  HTTPS_PROXY: optional(z.string().refine(isProxyUrl)),
  NO_PROXY: words.transform((list) => list.join(",")),
  HEALTH_PORT: optional(port),
  HEALTH_HOST: z
    .string()
    .regex(/^[A-Za-z0-9.:-]{1,253}$/)
    .default("127.0.0.1"),
  LOG_LEVEL: z.enum(["trace", "debug", "info", "warn", "error", "fatal", "silent"]).default("info"),
});

/** Those that other programs read in small letters as well, and first. */
export const alsoInSmallLetters: readonly string[] = ["HTTPS_PROXY", "NO_PROXY"];

const people = "Slack ids of people (U…, W…) or user groups (S…), with commas between";
const role = `${people}; each may end in @ and the id of the one channel for which the role holds`;

export interface VariableHint {
  /** What it must be. */
  expected: string;
  example: string;
  /** Its value is never repeated. */
  secret?: true;
}

/** For the messages about a bad or missing variable. */
export const variableHints: Record<keyof typeof environmentSchema.shape, VariableHint> = {
  SLACK_BOT_TOKEN: { expected: "the app's bot token (OAuth & Permissions)", example: "xoxb-…", secret: true },
  SLACK_APP_TOKEN: {
    expected: "an app-level token with the scope connections:write (Basic Information)",
    example: "xapp-…",
    secret: true,
  },
  SLACK_API_URL: { expected: "an https URL, or http on this machine", example: "https://slack.com/api/" },
  NGROK_API_KEY: { expected: "an ngrok API key (dashboard, API Keys)", example: "2abc…", secret: true },
  NGROK_API_URL: { expected: "an https URL, or http on this machine", example: "https://api.ngrok.com" },
  NGROK_REQUESTS_PER_MINUTE: { expected: "a whole number from 10 to 6000", example: "100" },
  DATABASE_URL: {
    expected: "a file: URL of a SQLite file, or postgres://user:password@host:5432/database",
    example: "file:./data/ngrok-chatops.db",
    secret: true,
  },
  VIEWERS: { expected: role, example: "S045EF6GH" },
  OPERATORS: { expected: role, example: "U012AB3CD,S045EF6GH" },
  APPROVERS: { expected: role, example: "S045EF6GH@C012AB3CD" },
  ADMINS: { expected: role, example: "U012AB3CD" },
  CHANNELS: { expected: "Slack ids of channels (C… or G…), with commas between", example: "C012AB3CD" },
  APPROVALS_CHANNEL: { expected: "the Slack id of one channel (C… or G…)", example: "C012AB3CD" },
  APPROVAL_PING: { expected: people, example: "S045EF6GH" },
  ANNOUNCE_CHANNEL: { expected: "the Slack id of one channel (C… or G…)", example: "C012AB3CD" },
  APPROVAL_REQUIRED: {
    expected: `none, or some of ${operationKinds.join(", ")}`,
    example: "session-update,ingress-delete",
  },
  APPROVALS_NEEDED: {
    expected: `a number from 1 to ${MOST_APPROVALS}, or KIND:NUMBER with commas between, the kinds as in APPROVAL_REQUIRED`,
    example: "ingress-delete:2",
  },
  ALLOW_SELF_APPROVAL: { expected: "true or false", example: "false" },
  SESSION_LABEL: {
    expected: "one key of the agents' metadata, without spaces, commas, semicolons, quotes or =",
    example: "device",
  },
  RESTART_WAIT_SECONDS: {
    expected: "a whole number from 10 to 3600; ngrok asks for 10 at least",
    example: "30",
  },
  RESTART_LATEST_MINUTES: { expected: "a whole number from 1 to 1440", example: "15" },
  APPROVAL_EXPIRES_MINUTES: { expected: "a whole number from 1 to 10080", example: "60" },
  RECONNECT_TIMEOUT_SECONDS: { expected: "a whole number from 30 to 3600", example: "180" },
  HTTPS_PROXY: {
    expected: "http://host:port or https://host:port of a proxy, name:password@ before the host if it asks",
    example: "http://proxy.example.com:3128",
    secret: true,
  },
  NO_PROXY: { expected: "names of hosts, with commas between", example: "localhost,.example.com" },
  HEALTH_PORT: { expected: "a port from 1 to 65535, or 0 for any free one", example: "9464" },
  HEALTH_HOST: { expected: "an address or name of this machine", example: "127.0.0.1" },
  LOG_LEVEL: { expected: "trace, debug, info, warn, error, fatal or silent", example: "info" },
};
