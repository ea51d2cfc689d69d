import { randomBytes } from "node:crypto";
import { type AddressInfo, connect, createServer } from "node:net";
import { Client } from "pg";
import { expect, onTestFinished, test } from "vitest";
import { startSandbox } from "../../sandbox/sandbox.ts";
import { systemClock } from "../../src/clock.ts";
import { createStore } from "../../src/store/create-store.ts";
import { inspectServer } from "../../src/store/postgres/inspect-server.ts";
import { examine } from "../support/doctor-process.ts";
import { createDatabase } from "./a-database.ts";

/** The environment of a bot whose record lies in a database of its own. */
async function aPlace({ isEmpty = false } = {}) {
  const database = await createDatabase();
  onTestFinished(() => database.drop());
  const sandbox = await startSandbox({ clock: systemClock });
  onTestFinished(() => sandbox.stop());
  const open = (owner = "test") => createStore({ databaseUrl: database.url, clock: systemClock, owner });
  if (!isEmpty) await (await open()).close();
  return { database, open, env: { ...sandbox.environment(), DATABASE_URL: database.url } };
}

/** As a pooler does, it hands out a number of its own for the connection. */
async function openPooler(databaseUrl: string): Promise<string> {
  const target = new URL(databaseUrl);
  const pooler = createServer((client) => {
    const server = connect(Number(target.port), target.hostname);
    client.pipe(server);
    server.on("data", (bytes) => {
      // BackendKeyData: K, its length 12, and the process's number.
      const at = bytes.indexOf(Buffer.from([0x4b, 0, 0, 0, 12]));
      if (at >= 0) bytes.writeInt32BE(4711, at + 5);
      client.write(bytes);
    });
    client.on("error", () => server.destroy());
    server.on("error", () => client.destroy());
    client.on("close", () => server.destroy());
    server.on("close", () => client.destroy());
  });
  await new Promise<void>((resolve) => pooler.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    pooler.close();
  });
  const url = new URL(databaseUrl);
  url.port = String((pooler.address() as AddressInfo).port);
  return url.href;
}

test("a doctor beside two bots counts them, and is green", async () => {
  const { env, open } = await aPlace();
  const bots = [await open(), await open("another")];
  onTestFinished(async () => {
    for (const bot of bots) await bot.close();
  });

  const { named, out, code } = await examine(env);

  expect({ failed: named("FAILED"), code }, out).toEqual({ failed: [], code: 0 });
  expect(out).toContain("running bot         2 are at work on this database");
  expect(out).toContain("agrees with Slack's and ngrok's and the database's");
  expect(out).toMatch(/PostgreSQL at \S+, database \w+ \(version \d+\), schema \d+/);
});

test("a database without tables yet is fine, and has none afterwards", async () => {
  const { env, database } = await aPlace({ isEmpty: true });
  const { named, out } = await examine(env);
  expect(named("FAILED"), out).toEqual([]);
  expect(out).toContain("nothing is recorded yet, the first start makes it");
  expect(await database.ask("select 1 from pg_tables where schemaname = 'public'")).toEqual([]);
});

test.each<[string, (url: string) => string | Promise<string>, RegExp]>([
  ["out of reach", (url) => moved(url, (to) => (to.port = "9")), /does not answer: .*Check that it runs/],
  ["not there", (url) => moved(url, (to) => (to.pathname = "/no_such")), /does not exist\. Create it/],
  ["behind a pooler", openPooler, /is reached through a pooler\n.*-> Name the server itself/],
])("a PostgreSQL that is %s is named alone", async (_, changed, says) => {
  const { env, database } = await aPlace();
  const { named, out, code } = await examine({ ...env, DATABASE_URL: await changed(database.url) });
  expect({ failed: named("FAILED"), code }, out).toEqual({ failed: ["database"], code: 1 });
  expect(out).toMatch(says);
});

test("a database of a newer bot is named alone", async () => {
  const { env, database } = await aPlace();
  await database.ask("insert into schema_versions values (99, 0)");
  const { named, out } = await examine(env);
  expect(named("FAILED"), out).toEqual(["database"]);
  expect(out).toContain("its schema is 99");
});

test("an ordinary user counts the connections that are left as the server's owner does", async () => {
  const database = await createDatabase();
  const role = `ngrok_chatops_test_${randomBytes(6).toString("hex")}`;
  const password = randomBytes(12).toString("hex");
  await database.ask(`create role ${role} login password '${password}'`);
  const others = Array.from({ length: 4 }, () => new Client({ connectionString: database.url }));
  onTestFinished(async () => {
    for (const other of others) await other.end();
    await database.ask(`drop role ${role}`);
    await database.drop();
  });
  for (const other of others) await other.connect();
  const asRole = moved(database.url, (to) => Object.assign(to, { username: role, password }));
  const left = async (url: string) => (await inspectServer(url, systemClock)).connectionsLeft;
  // Whoever else is at this server comes and goes between the two looks.
  await expect
    .poll(async () => (await left(asRole)) - (await left(database.url)), { timeout: 10_000 })
    .toBe(0);
});

function moved(url: string, change: (to: URL) => unknown): string {
  const to = new URL(url);
  change(to);
  return to.href;
}
