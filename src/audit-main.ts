import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { type AuditFormat, type AuditOptions, auditUsage, parseAuditOptions } from "./audit/audit-options.ts";
import { auditHead, formatAudit } from "./audit/format-audit.ts";
import { type AuditEntry, auditPages } from "./store/audit-pages.ts";
import { openForReading } from "./store/open-for-reading.ts";
import { StoreError } from "./store/store-error.ts";
import { environmentSchema, variableHints } from "./variables.ts";

const EXIT_FAULT = 1;
// EX_USAGE of sysexits.h.
const EXIT_USAGE = 64;
const PAGE_SIZE = 200;

const parsedArguments = parseAuditOptions(process.argv.slice(2));
if ("problems" in parsedArguments) {
  process.stderr.write(`${parsedArguments.problems.join("\n")}\n\n--help tells how it is used.\n`);
  process.exitCode = EXIT_USAGE;
} else if ("isHelp" in parsedArguments) {
  process.stdout.write(auditUsage);
} else {
  await run(parsedArguments.options);
}

async function run({ format, ...filter }: AuditOptions): Promise<void> {
  try {
    const { db, close } = await openForReading(databaseUrl());
    const pages = auditPages(db, filter, PAGE_SIZE);
    try {
      // One page ahead of whoever reads, no more.
      await pipeline(Readable.from(texts(format, pages), { highWaterMark: 1 }), process.stdout);
    } finally {
      await close();
    }
  } catch (error) {
    if (isReaderGone(error)) return;
    process.stderr.write(`${wordsOf(error)}\n`);
    process.exitCode = EXIT_FAULT;
  }
}

async function* texts(format: AuditFormat, pages: AsyncIterable<AuditEntry[]>): AsyncGenerator<string> {
  yield auditHead(format);
  for await (const page of pages) yield formatAudit(format, page);
}

function databaseUrl(): string {
  const parsed = environmentSchema.shape.DATABASE_URL.safeParse(
    process.env.DATABASE_URL?.trim() || undefined,
  );
  if (parsed.success) return parsed.data;
  const { expected, example } = variableHints.DATABASE_URL;
  throw new StoreError(`DATABASE_URL is not valid. It must be ${expected}, for example ${example}`);
}

/** Whoever read has read enough, as `head` does. */
function isReaderGone(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "EPIPE";
}

function wordsOf(error: unknown): string {
  if (error instanceof StoreError) return error.message;
  return `The audit trail could not be read to its end: ${error instanceof Error ? error.message : error}`;
}
