import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { dirname } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterEach, describe, expect, onTestFinished, test } from "vitest";
import { systemClock } from "../../src/clock.ts";
import { neededScopes } from "../../src/slack/needed-scopes.ts";
import { createStore } from "../../src/store/create-store.ts";
import { examine } from "../support/doctor-process.ts";
import { createMainProcesses, type Places } from "../support/main-process.ts";

const { startPlaces, end } = createMainProcesses();
afterEach(end);

const everything = {
  APPROVALS_CHANNEL: "C0FLEET001",
  ANNOUNCE_CHANNEL: "C0ANNOUNCE",
  CHANNELS: "C0FLEET001,C0RANDOM01",
  APPROVAL_PING: "U0BEN00001,S0OPERATORS",
};

/** A record that a bot has left, of the newest schema. */
async function aRecord({ file }: Places): Promise<void> {
  await (await createStore({ databaseUrl: file, clock: systemClock, owner: "test" })).close();
}

async function withRecord({ file, ...places }: Places, sql: string): Promise<DatabaseSync> {
  await aRecord({ file, ...places });
  const database = new DatabaseSync(file);
  database.exec(sql);
  return database;
}

function behind(ms: number) {
  return { ...systemClock, now: () => new Date(Date.now() + ms) };
}

async function takenPort(): Promise<string> {
  const server = createServer((_, response) => response.end("Somebody else"));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.close();
  });
  return String((server.address() as AddressInfo).port);
}

test("npm run doctor is green against the sandbox, in words, and leaves nothing behind", async () => {
  const places = await startPlaces();
  await aRecord(places);
  const folder = dirname(places.file);
  const before = [readdirSync(folder), readFileSync(places.file, "base64")];
  const env = { ...places.env, ...everything, PATH: process.env.PATH ?? "" };

  const { out, code, named } = await examine(env, ["npm", "run", "--silent", "doctor"]);

  expect(named("FAILED"), out).toEqual([]);
  expect(named("warning"), out).toEqual([]);
  expect(named("not checked")).toEqual(["Home, /ngrok"]);
  for (const name of [...Object.keys(everything), "SLACK_BOT_TOKEN", "NGROK_API_KEY", "database", "clock"]) {
    expect(named("ok")).toContain(name);
  }
  expect(out).toMatch(/\nNothing failed in \d+ checks \(1 not checked\)\.\n$/);
  expect(code).toBe(0);
  expect([readdirSync(folder), readFileSync(places.file, "base64")]).toEqual(before);
  const changes = places.ngrok.calls.filter(({ effect }) => effect !== null);
  expect(changes).toEqual([]);
  expect(places.slack.connections).toBe(0);
});

interface Broken {
  what: string;
  options?: Parameters<typeof startPlaces>[0];
  breaks?: (places: Places) => unknown;
  env?: Record<string, string>;
  names: string;
  says: RegExp;
  code?: number;
}

const brokenThings: Broken[] = [
  {
    what: "a bad variable",
    env: { LOG_LEVEL: "loud" },
    names: "configuration",
    says: /-> LOG_LEVEL is not valid: "loud"\. It must be /,
    code: 78,
  },
  {
    what: "a bot token that was revoked",
    breaks: ({ slack }) => slack.faults.refuseToken("bot", "token_revoked"),
    names: "SLACK_BOT_TOKEN",
    says: /Slack refuses it \(token_revoked\)\n.*-> Take the Bot User OAuth Token/,
    code: 78,
  },
  {
    what: "an app token that is wrong",
    env: { SLACK_APP_TOKEN: "xapp-1-A0NGROKBOT-1-wrong" },
    names: "SLACK_APP_TOKEN",
    says: /\(invalid_auth\)\n.*-> Take an app-level token .* connections:write/,
    code: 78,
  },
  {
    what: "an app token of another app",
    options: { appToken: "xapp-1-A0ANOTHER1-1-sandbox" },
    env: { SLACK_APP_TOKEN: "xapp-1-A0ANOTHER1-1-sandbox" },
    names: "SLACK_APP_TOKEN",
    says: /of the app A0ANOTHER1, and SLACK_BOT_TOKEN is of A0NGROKBOT\n.*-> Take both tokens from the same app/,
    code: 78,
  },
  {
    what: "a scope that is missing",
    options: { scopes: neededScopes.filter((scope) => scope !== "usergroups:read") },
    names: "scopes",
    says: /missing: usergroups:read\n.*-> Paste manifest\.yml/,
  },
  {
    what: "a bot that is not in APPROVALS_CHANNEL",
    env: { APPROVALS_CHANNEL: "C0RANDOM01" },
    names: "APPROVALS_CHANNEL",
    says: /not in #random \(C0RANDOM01\)\n.*-> Type `\/invite @ngrok`/,
  },
  {
    what: "a channel that is archived",
    breaks: ({ slack }) => {
      const { announce } = slack.channels;
      if (announce) announce.archived = true;
    },
    names: "ANNOUNCE_CHANNEL",
    says: /#announce \(C0ANNOUNCE\) is archived\n.*-> Unarchive it/,
  },
  {
    what: "a channel that does not exist",
    env: { CHANNELS: "C0FLEET001,C0NOWHERE" },
    names: "CHANNELS",
    says: /there is no channel C0NOWHERE, or it is private .*\n.*-> .*correct CHANNELS/,
  },
  {
    what: "a user group that does not exist",
    env: { APPROVERS: "S0NOBODY01" },
    names: "APPROVERS",
    says: /S0NOBODY01 cannot be read \(no_such_subteam\)\n.*-> Correct APPROVERS/,
  },
  {
    what: "a person who is deactivated",
    breaks: ({ slack }) => {
      slack.people.olga.standing = { kind: "deactivated" };
    },
    env: { OPERATORS: "U0OLGA0001" },
    names: "OPERATORS",
    says: /U0OLGA0001 \(olga\) is deactivated in Slack\n.*-> Take U0OLGA0001 out of OPERATORS/,
  },
  {
    what: "Slack out of reach",
    breaks: ({ slack }) => slack.faults.goOffline(),
    names: "Slack",
    says: /Slack cannot be reached: \S.*\n.*-> Let this machine call/,
  },
  {
    what: "an ngrok key that is bad",
    env: { NGROK_API_KEY: "2wrongwrongwrongwrong_wrongwrongwrong" },
    names: "NGROK_API_KEY",
    says: /ngrok refuses the key \(ERR_NGROK_203\)\n.*-> Make an API key/,
  },
  {
    what: "an ngrok key without write permission",
    breaks: ({ ngrok }) => {
      ngrok.permissions.write = false;
    },
    names: "ngrok permission",
    says: /may not write in the account \(ERR_NGROK_635\)\n.*-> Have an administrator give/,
  },
  {
    what: "an account that may not restart sessions",
    breaks: ({ ngrok }) => {
      ngrok.permissions.restarts = false;
    },
    names: "ngrok permission",
    says: /may not restart or stop sessions \(ERR_NGROK_1701\)\n.*-> See https:\/\/ngrok\.com\/pricing/,
  },
  {
    what: "an account without session operations",
    breaks: ({ ngrok }) => {
      ngrok.permissions.sessions = false;
    },
    names: "NGROK_API_KEY",
    says: /may not use session operations \(ERR_NGROK_1700\)\n.*-> See https:\/\/ngrok\.com\/pricing/,
  },
  {
    what: "an account without session updates",
    breaks: ({ ngrok }) => {
      ngrok.permissions.updates = false;
    },
    names: "ngrok permission",
    says: /may not update sessions \(ERR_NGROK_1702\)\n.*-> See https:\/\/ngrok\.com\/pricing/,
  },
  {
    what: "ngrok out of reach",
    env: { NGROK_API_URL: "http://127.0.0.1:9" },
    names: "ngrok",
    says: /its API cannot be used: .*ECONNREFUSED.*\n.*-> Let this machine call/,
  },
  {
    what: "a database of a newer bot",
    breaks: async (places) =>
      (await withRecord(places, "insert into schema_versions values (99, 0)")).close(),
    names: "database",
    says: /written by a newer ngrok-chatops: its schema is 99, .* Start the newer one again/,
  },
  {
    what: "a database that is none",
    breaks: ({ file }) => writeFileSync(file, "# Notes\n".repeat(99)),
    names: "database",
    says: /is not a SQLite database\. Point DATABASE_URL elsewhere/,
  },
  {
    what: "a database that another program keeps locked",
    breaks: async (places) => {
      const database = await withRecord(places, "pragma locking_mode = exclusive; begin immediate");
      onTestFinished(() => database.close());
    },
    names: "database",
    says: /bot\.db is locked by another program\. Close it there/,
  },
  {
    what: "a clock that is two minutes behind",
    options: { clock: behind(120_000) },
    names: "clock",
    says: /clock is 1(19|20|21) s behind Slack's, 1(19|20|21) s behind ngrok's\n.*-> Have this machine set its clock by NTP/,
  },
];

describe("with one thing broken, that thing alone is named, with what to do", () => {
  test.each(brokenThings)("$what", async ({ options, breaks, env = {}, names, says, code = 1 }) => {
    const places = await startPlaces(options);
    await breaks?.(places);
    const seen = await examine({ ...places.env, ...everything, ...env });
    expect(seen.named("FAILED"), seen.out).toEqual([names]);
    expect(seen.named("warning"), seen.out).toEqual([]);
    expect(seen.out).toMatch(says);
    expect(seen.code).toBe(code);
    for (const secret of [places.env.NGROK_API_KEY, env.NGROK_API_KEY, places.slack.botToken]) {
      if (secret) expect(seen.out).not.toContain(secret);
    }
  });

  test("a HEALTH_PORT that another program has", async () => {
    const { env } = await startPlaces();
    const seen = await examine({ ...env, HEALTH_PORT: await takenPort() });
    expect(seen.named("FAILED"), seen.out).toEqual(["HEALTH_PORT"]);
    expect(seen.out).toMatch(/is taken by another program\n.*-> End that program, or set HEALTH_PORT/);
  });
});

describe("what needs no mending is a warning at most", () => {
  test("roles that nobody has yet, and scopes beyond the manifest's", async () => {
    const { env } = await startPlaces({ scopes: [...neededScopes, "im:write"] });
    const { named, out, code } = await examine({ ...env, OPERATORS: "", APPROVERS: "" });
    expect(named("warning")).toEqual(["scopes", "roles"]);
    expect(out).toMatch(/OPERATORS and APPROVERS are not set: nobody may change anything/);
    expect(out).toMatch(/more than manifest\.yml asks for: im:write/);
    expect(code).toBe(0);
  });

  test("a schema that the next start will bring up to date", async () => {
    const places = await startPlaces();
    const sql = "delete from schema_versions where version = (select max(version) from schema_versions)";
    (await withRecord(places, sql)).close();
    const { named, out, code } = await examine(places.env);
    expect(named("warning")).toEqual(["database"]);
    expect(out).toMatch(/the next start brings it to \d+.*\n.*-> Back it up/);
    expect(code).toBe(0);
  });
});

test("--json has one object a line, --help needs nothing, and other arguments are refused", async () => {
  const doctor = [process.execPath, "src/doctor-main.ts"];
  const { env } = await startPlaces();
  const { out } = await examine(env, [...doctor, "--json"]);
  const results = out
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));
  expect(results[0]).toEqual({ name: "configuration", verdict: "ok", found: "every variable can be used" });
  expect((await examine({}, [...doctor, "--help"])).out).toContain("It changes nothing");
  await expect(examine({}, [...doctor, "--mend"])).rejects.toThrow("--help tells how it is used.");
});
