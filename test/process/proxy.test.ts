import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, onTestFinished, test } from "vitest";
import { createMainProcesses } from "../support/main-process.ts";
import { createPrivatePlaces } from "../support/private-places.ts";

const { startPlaces, run, end } = createMainProcesses();
afterEach(end);

const password = "hush%40hush";

/** A Slack and an ngrok under names that only the proxy knows, so that nothing gets to them directly. */
async function behindProxy() {
  const places = await startPlaces();
  const { slack, ngrok } = places;
  const proxy = await createPrivatePlaces({
    "slack.test": new URL(slack.apiUrl).host,
    "ngrok.test": new URL(ngrok.url).host,
  });
  onTestFinished(() => proxy.close());
  slack.knownAs("https://slack.test");
  const folder = mkdtempSync(join(tmpdir(), "authority-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const authority = join(folder, "authority.pem");
  writeFileSync(authority, proxy.authority);
  const env = {
    ...places.env,
    SLACK_API_URL: "https://slack.test/api/",
    NGROK_API_URL: "https://ngrok.test",
    HTTPS_PROXY: `http://bot:${password}@127.0.0.1:${proxy.proxyPort}`,
    NODE_EXTRA_CA_CERTS: authority,
  };
  return { ...places, proxy, env };
}

describe("behind a proxy", () => {
  test("Web API, both sockets, answers and ngrok's API go through it, with its password and nothing else", async () => {
    const { slack, proxy, env } = await behindProxy();
    const bot = run(env);
    await bot.ready;
    await slack.waitFor(() => slack.connections === 2, "both sockets");
    const olga = slack.person("olga");
    expect((await olga.command("fleet", "sessions")).kind).toBe("answered");
    // Told by ngrok's API, and shown through the command's response_url.
    const lists = () =>
      olga.messages("fleet").some((message) => slack.renderText(message).includes("edge-01"));
    await slack.waitFor(lists, "the sessions");
    expect(slack.calls.map(({ method }) => method)).toContain("response_url");
    expect(new Set(proxy.connects)).toEqual(new Set(["slack.test:443", "ngrok.test:443"]));
    expect([...proxy.credentials]).toEqual(["bot:hush@hush"]);
    bot.child.kill("SIGTERM");
    expect(await bot.ended).toBe(0);
    expect(bot.text()).toContain('"proxy":"127.0.0.1:');
    expect(bot.text()).not.toMatch(/hush|"level":"error"/);
  });

  test("a proxy that dies and comes back costs the sockets only as long as it is away", async () => {
    const { slack, proxy, env } = await behindProxy();
    const bot = run(env);
    await bot.ready;
    await slack.waitFor(() => slack.connections === 2, "both sockets");
    proxy.behaves(502);
    proxy.cut();
    await slack.waitFor(() => slack.connections === 0, "no socket");
    await bot.says("the proxy in HTTPS_PROXY answered 502: see to the proxy");
    proxy.behaves("passes");
    await slack.waitFor(() => slack.connections === 2, "both sockets again", 30_000);
    expect((await slack.person("olga").command("fleet", "help")).kind).toBe("answered");
    bot.child.kill("SIGTERM");
    expect(await bot.ended).toBe(0);
    await expect.poll(() => proxy.tunnels).toBe(0);
  });

  test("a stop that it cut off after ngrok had it is not called again, and comes to its end", async () => {
    const { slack, ngrok, proxy, env } = await behindProxy();
    const fault = { path: "/tunnel_sessions/*/stop", action: "slow", ms: 60_000, wait: "after" } as const;
    ngrok.faults.add(fault);
    const bot = run(env);
    await bot.ready;
    const olga = slack.person("olga");
    const { id = "" } = ngrok.agents.find("edge-01").session ?? {};
    await olga.command("fleet", `session stop ${id}`);
    const form = () => {
      const modal = olga.modal();
      return modal?.submit && slack.renderText(modal).includes(id);
    };
    await slack.waitFor(form, "the form");
    await olga.submit();
    const stops = () => ngrok.calls.filter(({ path }) => path.endsWith("/stop"));
    await expect.poll(() => stops().length, { timeout: 20_000 }).toBe(1);
    proxy.cut();
    const card = () => olga.messages("fleet").find((one) => slack.renderText(one).includes("is stopped"));
    await slack.waitFor(card, "the end", 45_000);
    expect(stops()).toHaveLength(1);
    bot.child.kill("SIGTERM");
    expect(await bot.ended).toBe(0);
  });

  test("a proxy that wants a password is told in words, and the bot tries on", async () => {
    const { proxy, env } = await behindProxy();
    proxy.behaves(407);
    const bot = run(env);
    await bot.says(
      "the proxy in HTTPS_PROXY answered 407: it wants a name and a password, which go before its host, name:password@host",
    );
    proxy.behaves("passes");
    await bot.ready;
    bot.child.kill("SIGTERM");
    expect(await bot.ended).toBe(0);
    expect(bot.text()).not.toContain("hush");
  });

  test("a proxy that does not answer is given up after 10 s, and does not hold up the stop", async () => {
    const { proxy, env } = await behindProxy();
    proxy.behaves("hangs");
    const bot = run(env);
    await bot.says("Slack cannot be reached");
    bot.child.kill("SIGTERM");
    expect(await bot.ended).toBe(0);
  });

  test("without its authority's certificate the log names NODE_EXTRA_CA_CERTS, and nothing ends", async () => {
    const { proxy, env } = await behindProxy();
    const { NODE_EXTRA_CA_CERTS: _, ...without } = env;
    const bot = run(without);
    await bot.says("set NODE_EXTRA_CA_CERTS to the file of that authority's certificate");
    expect(bot.text()).toMatch(/UNABLE_TO_VERIFY_LEAF_SIGNATURE|SELF_SIGNED_CERT_IN_CHAIN/);
    expect(new Set(proxy.connects)).toEqual(new Set(["slack.test:443"]));
    bot.child.kill("SIGTERM");
    expect(await bot.ended).toBe(0);
  });

  test("what NO_PROXY names is connected to directly, and so is this machine by http", async () => {
    const { proxy, env } = await behindProxy();
    const { env: direct } = await startPlaces();
    const http = run({ ...direct, HTTPS_PROXY: env.HTTPS_PROXY });
    await http.ready;
    const excepted = run({ ...env, NO_PROXY: ".test" });
    await excepted.says("ENOTFOUND");
    expect(proxy.connects).toEqual([]);
  });
});

test("without a proxy an authority that Node does not know is told alike", async () => {
  const { env, proxy } = await behindProxy();
  const address = `https://127.0.0.1:${proxy.fronts.get("slack.test")}/api/`;
  const { HTTPS_PROXY: _, NODE_EXTRA_CA_CERTS: __, ...direct } = env;
  const bot = run({ ...direct, SLACK_API_URL: address });
  await bot.says("set NODE_EXTRA_CA_CERTS to the file of that authority's certificate");
});
