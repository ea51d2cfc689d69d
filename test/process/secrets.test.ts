import { spawn } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { text } from "node:stream/consumers";
import { afterEach, expect, onTestFinished, test } from "vitest";
import { findLeaks, type Written } from "../../sandbox/secrets/find-leaks.ts";
import { createMainProcesses, type Places } from "../support/main-process.ts";

const { startPlaces, run, end } = createMainProcesses();
afterEach(end);

const FLEET = "#fleet";
const WRONG_KEY = "2zYxWvUtSrQpOnMlKjIhGfEdCbA_6wRoNgKeYwRoNgKeY12";

/** What is no secret, and must be found where it was written, or nothing would have been. */
const SEEN = "a reason that anybody may read";

function secretsOf({ env }: Places): Record<string, string> {
  return {
    "bot token": String(env.SLACK_BOT_TOKEN),
    "app token": String(env.SLACK_APP_TOKEN),
    "ngrok's key": String(env.NGROK_API_KEY),
    "wrong key": WRONG_KEY,
  };
}

/** The database with what lies beside it, as the process has left it. */
function recorded({ file }: Places): Written[] {
  return readdirSync(dirname(file)).map((name) => ({
    where: `record ${name}`,
    text: readFileSync(join(dirname(file), name)),
  }));
}

function sent({ slack, ngrok }: Places): Written[] {
  return [
    ...slack.calls.map(({ method, args }) => ({ where: `Slack ${method}`, text: JSON.stringify(args) })),
    ...ngrok.calls.map(({ path, query, body }) => ({ where: `ngrok ${path}`, text: `${query} ${body}` })),
  ];
}

async function exported({ env }: Places): Promise<Written[]> {
  const all = ["jsonl", "csv"].map(async (format) => {
    const child = spawn(process.execPath, ["src/audit-main.ts", "--format", format], { env });
    const [out, problems] = await Promise.all([text(child.stdout), text(child.stderr)]);
    return { where: `audit ${format}`, text: out + problems };
  });
  return Promise.all(all);
}

/** Node throws there what nobody catches, with all secrets in it, once the process gets SIGUSR2. */
function preload(): string {
  const folder = mkdtempSync(join(tmpdir(), "spill-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const path = join(folder, "spill.mjs");
  const names = "SLACK_BOT_TOKEN SLACK_APP_TOKEN NGROK_API_KEY";
  writeFileSync(
    path,
    `process.on("SIGUSR2", () => setImmediate(() => {
      const words = ${JSON.stringify(names)}.split(" ").map((name) => process.env[name]).join(" ");
      throw Object.assign(new Error("spilt " + words, { cause: words }), { headers: { authorization: words } });
    }));`,
  );
  return path;
}

/** A fleet in which a device's metadata and an agent's refusal hold the bot's own key. */
function careless({ ngrok }: Places): void {
  ngrok.agents.add({
    name: "careless",
    metadata: JSON.stringify({ name: "careless", NGROK_API_KEY: ngrok.apiKey }),
    behaviour: { refuseUpdate: `bad key ${ngrok.apiKey}, sorry` },
    endpoints: [{ url: "https://careless.example.com" }],
    startedAgoMs: 60 * 60_000,
  });
}

test("no secret is in what a bot writes that is killed, or falls over an error that nobody caught", async () => {
  const places = await startPlaces();
  const { slack, ngrok, env } = places;
  careless(places);
  const olga = slack.person("olga");
  const shows = (words: string) =>
    slack.waitFor(
      () => olga.messages(FLEET).some((message) => slack.renderText(message).includes(words)),
      words,
      15_000,
    );
  const modal = (words: string) =>
    slack.waitFor(
      () => {
        const view = olga.modal();
        return view !== null && slack.renderText(view).includes(words);
      },
      words,
      15_000,
    );
  const traced = { ...env, LOG_LEVEL: "trace", SESSION_LABEL: "name", NODE_OPTIONS: `--import ${preload()}` };
  const wrong = run({ ...traced, NGROK_API_KEY: WRONG_KEY });
  await wrong.ready;
  await olga.command(FLEET, "sessions");
  await shows("API key");
  wrong.child.kill("SIGKILL");
  await wrong.ended;

  const bot = run(traced);
  await bot.ready;
  const sessionId = ngrok.agents.find("careless").session?.id ?? "";
  await olga.command(FLEET, `session show ${sessionId}`);
  await shows("key removed");
  await olga.command(FLEET, `session update ${sessionId}`);
  await modal("Reason");
  await olga.fill({ Reason: SEEN });
  await olga.submit();
  await shows("Update careless?");
  const card = olga
    .messages(FLEET)
    .findLast((message) => slack.renderText(message).includes("Update careless?"));
  await slack.person("ada").click({ message: card, actionId: "card-approve" });
  await shows("was not updated");

  bot.child.kill("SIGUSR2");
  expect(await bot.ended).toBe(1);
  const again = run(traced);
  await again.ready;
  again.child.kill("SIGKILL");
  await again.ended;

  const written = [
    ...[wrong, bot, again].map((one, index) => ({ where: `output ${index}`, text: one.text() })),
    ...sent(places),
    ...recorded(places),
    ...(await exported(places)),
  ];
  expect(bot.text()).toContain("Uncaught error");
  expect(bot.text()).toContain("spilt");
  expect(findLeaks(secretsOf(places), written)).toEqual([]);
  const seen = findLeaks({ reason: SEEN }, written).join("\n");
  for (const place of ["output 1", "Slack chat.postMessage", "record bot.db", "audit jsonl", "audit csv"]) {
    expect(seen).toContain(`${place}`);
  }
  expect(written.some(({ where }) => where.endsWith("-wal"))).toBe(true);
});
