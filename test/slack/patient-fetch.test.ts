import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, test, vi } from "vitest";
import { systemClock } from "../../src/clock.ts";
import { createNetwork } from "../../src/network.ts";
import { createPatientFetch } from "../../src/slack/patient-fetch.ts";
import { createManualClock } from "../support/manual-clock.ts";

const closers: (() => void)[] = [];
afterEach(() => {
  for (const close of closers.splice(0)) close();
});

const { fetch } = createNetwork(null);

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener).listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  closers.push(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
}

describe("createPatientFetch", () => {
  test("no answer within the limit of the clock is an error", async () => {
    const clock = createManualClock();
    const url = await serve(() => {});
    const answer = createPatientFetch({ fetch, clock, timeoutMs: 5_000, once: true })(url);
    const failure = expect(answer).rejects.toThrow("Slack did not answer within 5 s");
    await clock.advance(5_000);
    await failure;
  });

  test("a body that never ends is an error, too", async () => {
    const clock = createManualClock();
    const reached = Promise.withResolvers<void>();
    const url = await serve((_, response) => {
      response.writeHead(200).write("{", () => reached.resolve());
    });
    const failure = expect(
      createPatientFetch({ fetch, clock, timeoutMs: 5_000, once: true })(url),
    ).rejects.toThrow("5 s");
    await reached.promise;
    await clock.advance(5_000);
    await failure;
  });

  test.each([
    ["1", 2],
    ["30", 1],
  ])("a 429 with Retry-After %s makes %d requests", async (seconds, requests) => {
    const clock = createManualClock();
    let seen = 0;
    const url = await serve((_, response) => {
      seen += 1;
      response.writeHead(seen === 1 ? 429 : 200, { "retry-after": seconds }).end("{}");
    });
    const answer = createPatientFetch({ fetch, clock, timeoutMs: 5_000, once: true })(url);
    await vi.waitFor(() => expect(seen).toBe(1));
    await vi.waitFor(async () => {
      await clock.advance(500);
      expect(seen).toBe(requests);
    });
    expect((await answer).status).toBe(requests === 2 ? 200 : 429);
  });

  test("a request that may have arrived is not sent again", async () => {
    let seen = 0;
    const url = await serve((request) => {
      seen += 1;
      request.socket.destroy();
    });
    await expect(
      createPatientFetch({ fetch, clock: systemClock, timeoutMs: 5_000, once: true })(url),
    ).rejects.toThrow();
    expect(seen).toBe(1);
  });
});
