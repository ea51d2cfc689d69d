import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { webApi } from "@slack/bolt";
import { afterEach, describe, expect, test } from "vitest";
import { startSlackWorkspace } from "../../sandbox/slack/workspace.ts";
import { systemClock } from "../../src/clock.ts";
import { createBoltLogger, createLogger } from "../../src/logger.ts";
import { createNetwork } from "../../src/network.ts";
import { createReceivers } from "../../src/slack/receivers.ts";
import { createSlackApp } from "../../src/slack/slack-app.ts";
import { answeringOptions, createBackgroundClient } from "../../src/slack/web-clients.ts";
import { createManualClock } from "../support/manual-clock.ts";

const closers: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

const logger = createLogger({ level: "silent", secrets: [] });
const { fetch } = createNetwork(null);
const wire = { clock: systemClock, logger: createBoltLogger(logger), fetch };

async function workspace() {
  const slack = await startSlackWorkspace({ clock: systemClock });
  closers.push(() => slack.stop());
  const clock = createManualClock();
  const deps = { ...wire, clock, slackApiUrl: slack.apiUrl };
  return {
    slack,
    clock,
    background: createBackgroundClient(slack.botToken, deps),
    answering: new webApi.WebClient(slack.botToken, answeringOptions(deps)),
  };
}

describe("Slack's libraries", () => {
  test("open sockets with the app token and call all else with the bot's, though App writes into its options", async () => {
    const tokens: Record<string, string | undefined> = {};
    const server = createServer((request, response) => {
      tokens[request.url ?? ""] = request.headers.authorization;
      response.end(JSON.stringify({ ok: true }));
    }).listen(0, "127.0.0.1");
    await once(server, "listening");
    closers.push(
      () => server.close(),
      () => server.closeAllConnections(),
    );
    const slackApiUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
    const deps = { slackApiUrl, clock: systemClock, logger, boltLogger: wire.logger, fetch };
    const receivers = createReceivers({ ...deps, appToken: "xapp-own" });
    const bot = { botId: "B1", botUserId: "U1", team: "" };
    const app = createSlackApp({ ...deps, token: "xoxb-own", bot, receiver: receivers.first });
    const started = receivers.start(app);
    await app.client.chat.postMessage({ channel: "C1", text: "x" });
    await expect.poll(() => tokens["/apps.connections.open"]).toBe("Bearer xapp-own");
    expect(tokens["/chat.postMessage"]).toBe("Bearer xoxb-own");
    await receivers.stop();
    await started;
  });

  test.each([{ kind: "hang-after" }, { kind: "status", status: 500 }, { kind: "drop-after" }] as const)(
    "send a post that met $kind once, whoever sends it",
    async (fault) => {
      const { slack, clock, background, answering } = await workspace();
      for (const client of [background, answering]) {
        const before = slack.calls.length;
        slack.faults.add("chat.postMessage", fault, 5);
        const post = client.chat.postMessage({ channel: slack.channels.fleet?.id ?? "", text: "x" });
        const failed = expect(post).rejects.toThrow();
        await slack.waitFor(() => slack.calls.length > before, "the post");
        await clock.advance(60_000);
        await failed;
        await clock.advance(60_000);
        slack.faults.clear();
        expect(slack.calls.length - before).toBe(1);
      }
    },
  );

  test("let a 429 of one method hold up no other call, of the same client or another", async () => {
    const { slack, background, answering } = await workspace();
    slack.faults.add("chat.postMessage", { kind: "rate-limit", retryAfterSeconds: 600 }, 2);
    const channel = slack.channels.fleet?.id ?? "";
    for (const client of [background, answering]) {
      await expect(client.chat.postMessage({ channel, text: "x" })).rejects.toMatchObject({
        retryAfter: 600,
      });
    }
    for (const client of [background, answering]) {
      expect((await client.conversations.info({ channel })).ok).toBe(true);
    }
  });
});
