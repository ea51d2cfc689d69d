import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";
import { afterEach, describe, expect, onTestFinished, test } from "vitest";
import { findLeaks, type Written } from "../../sandbox/secrets/find-leaks.ts";
import { examine } from "../support/doctor-process.ts";
import { createMainProcesses, type Places } from "../support/main-process.ts";
import { createDatabase, type TestDatabase } from "./a-database.ts";
import { openBreakableWay } from "./breakable-way.ts";

const { startPlaces, run, end } = createMainProcesses();
afterEach(end);

const password = "h&sh h/sh+0123";
const FLEET = "#fleet";
/** What is no secret, and must be found where it was written, or nothing would have been. */
const REASON = "a reason that anybody may read";

function withPassword(databaseUrl: string): string {
  const url = new URL(databaseUrl);
  url.password = encodeURIComponent(password);
  return url.href;
}

const secretsOf = ({ env }: Places) => ({
  "bot token": String(env.SLACK_BOT_TOKEN),
  "app token": String(env.SLACK_APP_TOKEN),
  "ngrok's key": String(env.NGROK_API_KEY),
  password,
});

/** Every row of every table. */
async function recorded({ ask }: TestDatabase): Promise<Written[]> {
  const tables = await ask<{ name: string }>(
    "select tablename as name from pg_tables where schemaname = 'public'",
  );
  const written: Written[] = [];
  for (const { name } of tables) {
    const rows = await ask<{ row: string }>(`select to_jsonb(one)::text as row from ${name} one`);
    written.push({ where: `table ${name}`, text: rows.map(({ row }) => row).join("\n") });
  }
  return written;
}

/** An agent whose metadata and whose refusal hold the bot's own key; Olga asks for its update, Ada approves. */
async function refusedUpdate({ slack, ngrok }: Places): Promise<void> {
  ngrok.agents.add({
    name: "careless",
    metadata: JSON.stringify({ name: "careless", NGROK_API_KEY: ngrok.apiKey }),
    behaviour: { refuseUpdate: `bad key ${ngrok.apiKey}, sorry` },
    startedAgoMs: 60 * 60_000,
  });
  const olga = slack.person("olga");
  const card = (words: string) =>
    slack.waitFor(
      () => olga.messages(FLEET).findLast((message) => slack.renderText(message).includes(words)),
      words,
      15_000,
    );
  await olga.command(FLEET, `session update ${ngrok.agents.find("careless").session?.id}`);
  await slack.waitFor(() => olga.modal()?.submit, "the form", 15_000);
  await olga.fill({ Reason: REASON });
  await olga.submit();
  await slack.person("ada").click({ message: await card("Update careless?"), actionId: "card-approve" });
  await card("was not updated");
}

test("no secret is in the record, the log and the doctor's words of a bot whose PostgreSQL goes away", async () => {
  const database = await createDatabase();
  onTestFinished(() => database.drop());
  const way = await openBreakableWay(database.url);
  onTestFinished(() => way.end());
  const places = await startPlaces();
  const env = {
    ...places.env,
    DATABASE_URL: withPassword(way.url),
    SESSION_LABEL: "name",
    LOG_LEVEL: "trace",
  };
  const bot = run(env);
  await bot.ready;
  await refusedUpdate(places);
  way.close();
  await bot.says("database connection lost");
  const away = await examine(env);
  const refused = run(env);
  expect(await refused.ended).toBe(1);
  way.open();
  await bot.says("database is back");
  const back = await examine(env);
  bot.child.kill("SIGTERM");
  expect(await bot.ended).toBe(0);

  const written = [
    { where: "output", text: bot.text() },
    { where: "output of a start in vain", text: refused.text() },
    { where: "doctor, away", text: away.out },
    { where: "doctor, back", text: back.out },
    ...(await recorded(database)),
  ];
  expect(findLeaks(secretsOf(places), written)).toEqual([]);
  const seen = findLeaks({ reason: REASON }, written).join("\n");
  for (const place of ["output", "table operations", "table audit_events"]) expect(seen).toContain(place);
  expect(away.named("FAILED")).toEqual(["database"]);
  expect(refused.text()).toContain("does not answer");
});

/** A PostgreSQL that asks for the password as it is, and repeats it in its refusal. */
async function talkativeServer(): Promise<string> {
  const message = (type: string, body: Buffer) => {
    const length = Buffer.alloc(4);
    length.writeInt32BE(body.length + 4);
    return Buffer.concat([Buffer.from(type), length, body]);
  };
  const server = createServer((client) => {
    client.on("error", () => {});
    client.once("data", () => {
      client.write(message("R", Buffer.from([0, 0, 0, 3])));
      client.once("data", (answer) => {
        const given = answer.subarray(5, -1).toString();
        const fields = ["SFATAL", "VFATAL", "C28P01", `Mno user with "${given}"`, "", ""].join("\0");
        client.end(message("E", Buffer.from(fields)));
      });
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => {
    server.close();
  });
  return `postgres://bot@127.0.0.1:${(server.address() as AddressInfo).port}/bot`;
}

describe("a password that PostgreSQL refuses, and repeats", () => {
  test("is neither logged nor printed, by the bot and the doctor", async () => {
    const places = await startPlaces();
    const env = { ...places.env, DATABASE_URL: withPassword(await talkativeServer()) };
    const bot = run(env);
    expect(await bot.ended).toBe(1);
    const { out, named } = await examine(env);
    const written = [
      { where: "output", text: bot.text() },
      { where: "doctor", text: out },
    ];
    expect(named("FAILED")).toEqual(["database"]);
    for (const { text } of written)
      expect(text).toContain("refuses the user or the password of DATABASE_URL");
    expect(findLeaks(secretsOf(places), written)).toEqual([]);
  });
});
