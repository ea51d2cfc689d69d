import { describe, expect, test } from "vitest";
import { createTrafficLog } from "../../../sandbox/demo/traffic-log.ts";
import { createManualClock } from "../../support/manual-clock.ts";
import { anAccount } from "../ngrok/an-account.ts";

function aLog({ secrets = [] as string[], kept = 500 } = {}) {
  const clock = createManualClock();
  const log = createTrafficLog({ clock, secrets: () => secrets, kept });
  const post = (body: unknown, credential?: string) =>
    log.observe({ from: "bot", to: "slack", what: "chat.postMessage", body, credential });
  return { clock, log, post, entries: () => [...log.entries()] };
}

test("an entry is open until it is told its outcome, and only the first one counts", async () => {
  const { clock, log, post, entries } = aLog();
  const met = post({ text: "Hello" });
  expect(entries()).toMatchObject([{ number: 1, result: null, durationMs: null }]);
  await clock.advance(40);
  met({ result: "ok", failed: false, body: { ok: true } });
  met({ result: "no answer", failed: true });
  expect(entries()).toMatchObject([{ result: "ok", failed: false, durationMs: 40 }]);
  expect(log.bodies(1)).toEqual({ request: '{\n  "text": "Hello"\n}', response: '{\n  "ok": true\n}' });
});

test("only the newest are kept, and numbers go on after all was forgotten", () => {
  const { log, post, entries } = aLog({ kept: 3 });
  for (let count = 0; count < 5; count += 1) post({ count });
  expect(entries().map(({ number }) => number)).toEqual([3, 4, 5]);
  expect(log.bodies(2)).toBeNull();
  log.clear();
  post({});
  expect(entries().map(({ number }) => number)).toEqual([6]);
  expect(log.bodies(5)).toBeNull();
});

test("a body is cut where it is endless, and says how much is missing", () => {
  const { log, post } = aLog();
  post("x".repeat(21_234));
  const request = log.bodies(1)?.request ?? "";
  expect(request).toHaveLength(20_000 + "\n… and 1,234 more characters, which are not kept.".length);
  expect(request).toContain("… and 1,234 more characters");
});

describe("what opens something is blanked", () => {
  test.each([
    ["Slack's bot token", { text: "it is xoxb-12345-abcdef" }, "xoxb-12345"],
    ["Slack's app token", "xapp-1-A0-123-abc", "xapp-1-A0"],
    ["a bearer", "Authorization: Bearer a-very-long-one", "a-very-long-one"],
    ["a trigger id", { trigger_id: "12.0123456789abcdef0123456789abcdef" }, "0123456789abcdef"],
    ["a trigger id elsewhere", "exchanged 12.0123456789abcdef0123456789abcdef", "0123456789abcdef"],
    ["a verification token", { token: "short" }, "short"],
    ["a response_url's ticket", { response_url: "http://x/response/0f8fad5b-d9cb-469f" }, "0f8fad5b"],
    ["a socket's ticket", { url: "ws://x/link/?ticket=0f8fad5b-d9cb&app_id=A0" }, "0f8fad5b"],
    ["an ngrok key", "2TMGJ5XTkNXxX2o9kiFMMLhTHw7_4yvHpxVV3pTsB8kSPYY5a", "4yvHpxVV3p"],
    ["a credential in ngrok's words", "Your credential: 'odd one'. API keys and", "odd one"],
    ["what is known, in JSON", { a: 'it is q"uoted-secret' }, "uoted-secret"],
    ["what is known", { a: 'said "quoted-secret" twice: "quoted-secret"' }, "quoted-secret"],
  ])("%s", (_what, body, secret) => {
    const { log, post, entries } = aLog({ secrets: ["quoted-secret", 'q"uoted-secret'] });
    post(body)({ result: `not ${JSON.stringify(body)}`, failed: true, body });
    const { request, response } = log.bodies(1) ?? {};
    for (const text of [request, response, entries()[0]?.result]) {
      expect(text).not.toContain(secret);
      expect(text).toContain("[blanked]");
    }
  });

  test("what came as a credential, wherever the answer repeats it", () => {
    const { log, post } = aLog();
    post({ ok: 1 }, "Bearer odd+key/1")({ result: "403", failed: true, body: "odd+key/1 is unknown" });
    expect(log.bodies(1)?.response).toBe("[blanked] is unknown");
  });
});

test("a key that ngrok refuses, and repeats, is blanked in its own words", async () => {
  const { log, entries } = aLog();
  const { ask } = await anAccount({ observe: log.observe });
  for (const key of ["wrongKey_ofSomeone", "no key at all"]) {
    const { text } = await ask("GET", "/endpoints", { headers: { authorization: `Bearer ${key}` } });
    expect(text).toContain(key);
  }
  expect(entries().map(({ what, result }) => `${what} ${result}`)).toEqual([
    "GET /endpoints 403 ERR_NGROK_203",
    "GET /endpoints 403 ERR_NGROK_202",
  ]);
  for (const number of [1, 2]) {
    expect(log.bodies(number)?.response).toMatch(/Your (credential|authentication): '\[blanked\]'/);
  }
});

test("a request that is never answered, or cut off, is told as such with its fault", async () => {
  const { log, entries } = aLog();
  const { account, ask } = await anAccount({ observe: log.observe });
  account.faults.add({ action: "drop-after", path: "/endpoints" });
  await expect(ask("GET", "/endpoints")).rejects.toThrow();
  await expect.poll(() => entries()[0]?.result).toBe("no answer");
  expect(entries()).toMatchObject([{ failed: true, fault: "drop-after" }]);
});

test("of the bot's own log, warnings and worse are told", () => {
  const { log, entries } = aLog({ secrets: ["the-secret"] });
  log.botSaid('{"level":"info","msg":"ready"}');
  log.botSaid('{"level":"warn","msg":"Slow with the-secret"}');
  log.botSaid('{"level":"error","msg":"Odd","err":{"message":"the-secret"}}');
  log.botSaid("Segmentation fault");
  expect(entries().map(({ what, result, failed }) => [what, result, failed])).toEqual([
    ["Slow with [blanked]", "warn", false],
    ["Odd", "error", true],
    ["Segmentation fault", "warn", false],
  ]);
  expect(log.bodies(2)?.request).not.toContain("the-secret");
});
