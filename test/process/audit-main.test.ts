import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { buffer, text } from "node:stream/consumers";
import { beforeEach, describe, expect, onTestFinished, test } from "vitest";
import { anOperation, changed } from "../../sandbox/gallery/samples/an-operation.ts";
import { createStore } from "../../src/store/create-store.ts";
import { aChange, atMinute } from "../store/contract/a-change.ts";
import { createManualClock } from "../support/manual-clock.ts";

let path: string;
beforeEach(() => {
  const folder = mkdtempSync(join(tmpdir(), "audit-"));
  path = join(folder, "bot.db");
  return () => rmSync(folder, { recursive: true });
});

function start(given: string[], environment: Record<string, string> = { DATABASE_URL: `file:${path}` }) {
  const child = spawn(process.execPath, ["src/audit-main.ts", ...given], {
    env: environment,
    stdio: ["ignore", "pipe", "pipe"],
  });
  onTestFinished(() => {
    child.kill("SIGKILL");
  });
  return child;
}

async function audit(given: string[], environment?: Record<string, string>) {
  const child = start(given, environment);
  const [out, problems, [code]] = await Promise.all([
    buffer(child.stdout),
    text(child.stderr),
    once(child, "close"),
  ]);
  return { out: out.toString(), problems, code };
}

/** The bot's own store, which holds the database and goes on writing until it is closed. */
async function aWritingBot() {
  const store = await createStore({ databaseUrl: path, clock: createManualClock(), owner: "this-process" });
  let operation = anOperation();
  await store.operations.create(aChange(operation), null);
  let isWriting = true;
  const writes = (async () => {
    while (isWriting) {
      operation = changed(operation);
      const event = aChange(operation, { at: atMinute(operation.version), action: "ask-someone-else" });
      expect(await store.operations.save(event)).toEqual({ outcome: "saved" });
      await new Promise(setImmediate);
    }
  })();
  onTestFinished(async () => {
    isWriting = false;
    await writes;
    await store.close();
  });
}

/** More than a pipe takes: those of an older bot, and 5000 more. */
async function aLongTrail(): Promise<number> {
  const database = new DatabaseSync(path);
  const fixture = readFileSync("test/fixtures/schema-1.sql", "utf8");
  database.exec(fixture);
  database.exec(`insert into audit_events
    with recursive counted(n) as (select 100 union all select n + 1 from counted where n < 5099)
    select id, n, 1772334000000 + n, null, 'note', 'waiting', 'waiting', '{"text":"${"x".repeat(200)}"}'
    from counted, operations where state = 'waiting'`);
  database.close();
  await (await createStore({ databaseUrl: path, clock: createManualClock(), owner: "this-process" })).close();
  return 5000 + (fixture.match(/^insert into audit_events/gm)?.length ?? 0);
}

describe("npm run audit", () => {
  test("writes the trail while the bot that holds the database goes on writing", async () => {
    await aWritingBot();

    const { out, problems, code } = await audit(["--format", "jsonl"]);

    expect({ problems, code }).toEqual({ problems: "", code: 0 });
    const lines = out.trimEnd().split("\n");
    const versions = lines.map((line) => JSON.parse(line).version);
    expect(versions).toEqual(versions.map((_, index) => index + 1));
    expect(JSON.parse(lines[0] ?? "")).toMatchObject({ action: "request", actor: "U0REQUESTER" });
  });

  test("writes csv of what the filters ask for", async () => {
    await aLongTrail();

    const { out, code } = await audit([
      "--format",
      "csv",
      "--until",
      "2026-03-01T03:01:45Z",
      "--person",
      "U0ADA",
      "--since",
      "2026-03-01T03:00:30Z",
    ]);

    expect(code).toBe(0);
    const rows = out.trimEnd().split("\r\n");
    expect(rows[0]).toMatch(/^\uFEFF"at","operation_id","version","kind",/);
    expect(rows.slice(1).map((row) => /,"(start-call|accept|confirm|request)",/.exec(row)?.[1])).toEqual([
      "start-call",
      "accept",
      "confirm",
    ]);
  });

  test("a reader that has read enough ends it quietly", async () => {
    await aLongTrail();
    const child = start(["--format", "csv"]);
    const problems = text(child.stderr);

    await once(child.stdout, "data");
    child.stdout.destroy();

    expect((await once(child, "close"))[0]).toBe(0);
    expect(await problems).toBe("");
  });

  test("a long trail comes whole, to a reader that takes its time", async () => {
    const events = await aLongTrail();
    const child = start(["--format", "jsonl"]);
    let out = "";
    for await (const chunk of child.stdout.setEncoding("utf8")) {
      out += chunk;
      await new Promise(setImmediate);
    }
    expect(out.trimEnd().split("\n")).toHaveLength(events);
  });

  test("what is wrong with the arguments is told at once, with 64", async () => {
    const { out, problems, code } = await audit(["--since", "never", "--what"]);
    expect({ out, code }).toEqual({ out: "", code: 64 });
    expect(problems).toMatch(
      /^--format is needed.*\n--what is no option\.\n--since must be .*\n\n--help tells/,
    );
  });

  test("--help needs no database", async () => {
    const { out, code } = await audit(["--help"], {});
    expect(out).toContain("--format csv|jsonl");
    expect(code).toBe(0);
  });

  test.each([
    ["there is none", () => {}, /no record at .*bot\.db/],
    [
      "it is no database",
      () => writeFileSync(path, "# Notes\n".repeat(99)),
      /bot\.db is not a SQLite database/,
    ],
  ])("when %s, it says so and ends with 1", async (_, prepare, words) => {
    prepare();
    const { out, problems, code } = await audit(["--format", "csv"]);
    expect({ out, code }).toEqual({ out: "", code: 1 });
    expect(problems).toMatch(words);
    expect(problems.trim().split("\n")).toHaveLength(1);
  });

  test("a DATABASE_URL that cannot be used is not repeated, as it may hold a password", async () => {
    const { problems, code } = await audit(["--format", "csv"], { DATABASE_URL: "mysql://bot:secret@db/x" });
    expect(code).toBe(1);
    expect(problems).toMatch(/^DATABASE_URL is not valid\. It must be /);
    expect(problems).not.toContain("secret");
  });
});
