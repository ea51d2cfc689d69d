import { afterEach, describe, expect, test } from "vitest";
import { createScaledClock, systemClock } from "../src/clock.ts";
import { createNetwork, type Network } from "../src/network.ts";
import { createNgrokClient } from "../src/ngrok/client.ts";
import { createRequestBudget } from "../src/ngrok/request-budget.ts";
import { createPatientFetch, neverSent } from "../src/slack/patient-fetch.ts";
import { createPrivatePlaces, type ProxyManner } from "./support/private-places.ts";

const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

async function behindProxy(manner: ProxyManner) {
  const places = await createPrivatePlaces({ "ngrok.test": "127.0.0.1:9", "slack.test": "127.0.0.1:9" });
  closers.push(places.close);
  places.behaves(manner);
  const network = createNetwork({ url: `http://127.0.0.1:${places.proxyPort}`, except: "" });
  closers.push(network.close);
  return { places, network };
}

// So that the pauses between attempts cost little; undici's own limits are real.
const clock = createScaledClock(4);

function restartThrough(network: Network): () => Promise<unknown> {
  const ngrok = createNgrokClient({
    mayChange: async () => true,
    baseUrl: "https://ngrok.test",
    apiKey: "2abcDEFghiJKL_secretsecret",
    clock,
    budget: createRequestBudget({ clock, perMinute: 100 }),
    open: () => network.dispatcher({ connections: 1, connectTimeoutMs: 100 }),
  });
  closers.push(ngrok.close);
  return () => ngrok.sessions.restart("ts_1").catch((error: unknown) => error);
}

/** A restart by ngrok's API, and a post to Slack. */
async function failures(network: Network) {
  const fetch = createPatientFetch({ clock, fetch: network.fetch, timeoutMs: 20_000, once: true });
  const post = fetch("https://slack.test/api/chat.postMessage", { method: "POST", body: "x" }).catch(
    (error: unknown) => error,
  );
  return { restart: await restartThrough(network)(), post: await post };
}

describe("a call that the way through a proxy ended", () => {
  test.each([
    [407, "answered 407: it wants a name and a password"],
    [502, "answered 502: see to the proxy, or name the host in NO_PROXY"],
  ] as const)("with %s was never sent, and says %s", async (manner, words) => {
    const { places, network } = await behindProxy(manner);
    const { restart, post } = await failures(network);
    expect(restart).toMatchObject({ name: "NgrokConnectionError", outcome: "not-done" });
    expect((restart as Error).cause).toMatchObject({ message: expect.stringContaining(words) });
    expect(post).toMatchObject({ name: "NotConnectedError", message: expect.stringContaining(words) });
    expect(neverSent(post)).toBe(true);
    expect(places.connects.length).toBeGreaterThan(2);
  });

  test("by hanging up was never sent", async () => {
    const { network } = await behindProxy("hangs-up");
    const { restart, post } = await failures(network);
    expect(restart).toMatchObject({ outcome: "not-done" });
    expect(neverSent(post)).toBe(true);
  });

  test("by not answering was never sent, and the next one does not queue behind it", async () => {
    const { places, network } = await behindProxy("hangs");
    const restart = restartThrough(network);
    for (let calls = 1; calls <= 3; calls += 1) {
      expect(await restart()).toMatchObject({ name: "NgrokConnectionError", outcome: "not-done" });
    }
    expect(places.connects.length).toBeGreaterThan(1);
  });

  test("as it is not there was never sent", async () => {
    const network = createNetwork({ url: "http://127.0.0.1:9", except: "" });
    closers.push(network.close);
    const { restart, post } = await failures(network);
    expect(restart).toMatchObject({ outcome: "not-done", message: expect.stringContaining("ECONNREFUSED") });
    expect(neverSent(post)).toBe(true);
  });

  test("at a certificate of a foreign authority was never sent, and names NODE_EXTRA_CA_CERTS", async () => {
    const { network } = await behindProxy("passes");
    const { restart, post } = await failures(network);
    expect(restart).toMatchObject({
      outcome: "not-done",
      cause: { message: expect.stringContaining("NODE_EXTRA_CA_CERTS") },
    });
    expect(post).toMatchObject({ message: expect.stringContaining("NODE_EXTRA_CA_CERTS") });
    expect(neverSent(post)).toBe(true);
  });
});

test("without a proxy a certificate of a foreign authority is told alike, and nothing was sent", async () => {
  const places = await createPrivatePlaces({ "slack.test": "127.0.0.1:9" });
  closers.push(places.close);
  const fetch = createPatientFetch({
    fetch: createNetwork(null).fetch,
    clock: systemClock,
    timeoutMs: 2_000,
    once: false,
  });
  const post = await fetch(`https://127.0.0.1:${places.fronts.get("slack.test")}/api/x`).catch(
    (error: unknown) => error,
  );
  expect(post).toMatchObject({ message: expect.stringContaining("NODE_EXTRA_CA_CERTS") });
  expect(neverSent(post)).toBe(true);
});

test("the proxy's password is in no error", async () => {
  const { places } = await behindProxy(407);
  const network = createNetwork({ url: `http://bot:hush-hush@127.0.0.1:${places.proxyPort}`, except: "" });
  closers.push(network.close);
  const { restart, post } = await failures(network);
  for (const error of [restart, post]) expect(JSON.stringify(texts(error))).not.toContain("hush");
  expect([...places.credentials]).toEqual(["bot:hush-hush"]);
});

/** What stands in an error and all that it stands for. */
function texts(error: unknown): string[] {
  if (!(error instanceof Error)) return [String(error)];
  return [error.message, error.stack ?? "", JSON.stringify(error), ...texts(error.cause)];
}
