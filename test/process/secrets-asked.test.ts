import { afterEach, describe, expect, test } from "vitest";
import { findLeaks, type Written } from "../../sandbox/secrets/find-leaks.ts";
import { examine } from "../support/doctor-process.ts";
import { createMainProcesses, type Places } from "../support/main-process.ts";

const { startPlaces, run, end } = createMainProcesses();
afterEach(end);

const DOCTOR = [process.execPath, "src/doctor-main.ts"];
const password = "h&sh h/sh+0123";
const inUrl = encodeURIComponent(password);

const wrong = {
  "wrong bot token": "xoxb-1234567890123-wrongwrongwrongwrong",
  "wrong app token": "xapp-1-A0WRONG0001-1234567890123-wrongwrongwrongwrong",
  "wrong key": "2zYxWvUtSrQpOnMlKjIhGfEdCbA_6wRoNgKeYwRoNgKeY12",
  password,
};

const secretsOf = ({ env }: Places) => ({
  "bot token": String(env.SLACK_BOT_TOKEN),
  "app token": String(env.SLACK_APP_TOKEN),
  "ngrok's key": String(env.NGROK_API_KEY),
  ...wrong,
});

describe("no secret is in what npm run doctor prints", () => {
  const unlike: Record<string, (env: Record<string, string>) => Record<string, string>> = {
    "all being well": () => ({}),
    "a wrong bot token": () => ({ SLACK_BOT_TOKEN: wrong["wrong bot token"] }),
    "a wrong app token": () => ({ SLACK_APP_TOKEN: wrong["wrong app token"] }),
    "a wrong ngrok key": () => ({ NGROK_API_KEY: wrong["wrong key"] }),
    "the tokens swapped": ({ SLACK_BOT_TOKEN = "", SLACK_APP_TOKEN = "" }) => ({
      SLACK_BOT_TOKEN: SLACK_APP_TOKEN,
      SLACK_APP_TOKEN: SLACK_BOT_TOKEN,
    }),
    "each of them in the wrong place": ({
      SLACK_BOT_TOKEN = "",
      SLACK_APP_TOKEN = "",
      NGROK_API_KEY = "",
    }) => ({
      SLACK_BOT_TOKEN: NGROK_API_KEY,
      SLACK_APP_TOKEN: NGROK_API_KEY,
      NGROK_API_KEY: `${SLACK_BOT_TOKEN} ${SLACK_APP_TOKEN}`,
      NGROK_API_URL: `https://${NGROK_API_KEY}@127.0.0.1`,
      OPERATORS: SLACK_BOT_TOKEN,
    }),
    "a PostgreSQL that is not there": () => ({ DATABASE_URL: `postgres://bot:${inUrl}@127.0.0.1:9/bot` }),
    "a DATABASE_URL that is none": () => ({ DATABASE_URL: `postgres://bot:${inUrl}@127.0.0.1:no/bot` }),
    "a DATABASE_URL of bad options": () => ({
      DATABASE_URL: `postgres://bot:${inUrl}@127.0.0.1:9/bot?sslmode=maybe`,
    }),
    "a proxy that is not there": () => ({
      HTTPS_PROXY: `http://bot:${inUrl}@127.0.0.1:9`,
      SLACK_API_URL: "https://slack.test/api/",
      NGROK_API_URL: "https://ngrok.test",
    }),
    "a HTTPS_PROXY that is none": () => ({ HTTPS_PROXY: `http://bot:${inUrl}@127.0.0.1:9/path` }),
  };

  test.each(Object.entries(unlike))("%s", async (_, change) => {
    const places = await startPlaces();
    const env = { ...places.env, ...change(places.env) };
    const seen = await Promise.all([DOCTOR, [...DOCTOR, "--json"]].map((command) => examine(env, command)));
    const written: Written[] = seen.map(({ out }, index) => ({ where: `doctor ${index}`, text: out }));
    expect(findLeaks(secretsOf(places), written)).toEqual([]);
    // What is no secret is found there.
    expect(findLeaks({ check: "configuration" }, written)).toHaveLength(written.length);
  });
});

test("no secret is in what the health port answers, the right key being there or a wrong one", async () => {
  const places = await startPlaces();
  const { slack, ngrok, env } = places;
  const sessionId = ngrok.agents.find("edge-01").session?.id ?? "";
  const written: Written[] = [];
  for (const key of [ngrok.apiKey, wrong["wrong key"]]) {
    const bot = run({ ...env, NGROK_API_KEY: key, HEALTH_PORT: "0" });
    await bot.ready;
    const port = /"port":(\d+),"msg":"Health server listens"/.exec(bot.text())?.[1];
    const olga = slack.person("olga");
    const before = olga.messages("#fleet").length;
    await olga.command("#fleet", `session show ${sessionId}`);
    await slack.waitFor(() => olga.messages("#fleet").length > before, "an answer");
    for (const path of ["/healthz", "/readyz", "/metrics", `/${env.SLACK_BOT_TOKEN}`]) {
      const answer = await fetch(`http://127.0.0.1:${port}${path}`);
      const headers = JSON.stringify([...answer.headers]);
      written.push({ where: path, text: `${headers} ${await answer.text()}` });
    }
    bot.child.kill("SIGTERM");
    expect(await bot.ended).toBe(0);
  }
  expect(findLeaks(secretsOf(places), written)).toEqual([]);
  expect(findLeaks({ session: sessionId }, written)).toEqual([]);
  const seen = written.map(({ text }) => String(text)).join("\n");
  expect(seen).toContain('"isWell":true');
  expect(seen).toMatch(/ngrok_requests_total\{[^}]*result="refused"\} [1-9]/);
  expect(seen).toMatch(/slack_calls_total\{method="response_url",result="ok"\} [1-9]/);
});
