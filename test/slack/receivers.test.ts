import { App } from "@slack/bolt";
import { afterEach, describe, expect, test, vi } from "vitest";
import { type SlackWorkspace, startSlackWorkspace } from "../../sandbox/slack/workspace.ts";
import { systemClock } from "../../src/clock.ts";
import { createBoltLogger, createLogger } from "../../src/logger.ts";
import { createReceivers } from "../../src/slack/receivers.ts";
import { SocketRefusedError } from "../../src/slack/socket-fetch.ts";

const open: { stop(): Promise<void> }[] = [];
afterEach(async () => {
  for (const part of open.splice(0).reverse()) await part.stop();
});

async function connect(slack: SlackWorkspace, appToken = slack.appToken) {
  const lines: Record<string, unknown>[] = [];
  const logger = createLogger({
    level: "info",
    secrets: [],
    out: { write: (line) => lines.push(JSON.parse(line)) },
  });
  const receivers = createReceivers({
    appToken,
    slackApiUrl: slack.apiUrl,
    clock: systemClock,
    logger,
    boltLogger: createBoltLogger(logger),
  });
  open.push(receivers);
  const app = new App({
    token: "xoxb-x",
    botId: "B1",
    botUserId: "U1",
    receiver: receivers.first,
    tokenVerificationEnabled: false,
    logger: createBoltLogger(logger),
  });
  app.command("/ngrok", async ({ ack }) => ack("Here I am"));
  return { receivers, app, lines };
}

async function workspace() {
  const slack = await startSlackWorkspace({ clock: systemClock });
  open.push(slack);
  return slack;
}

describe("createReceivers", () => {
  test("two sockets are open, and both are closed in the end", async () => {
    const slack = await workspace();
    const { receivers, app } = await connect(slack);
    await receivers.start(app);
    await slack.waitFor(() => slack.connections === 2, "two sockets");
    await receivers.stop();
    await slack.waitFor(() => slack.connections === 0, "no socket");
  });

  test("a stop while a socket is being opened is no error", async () => {
    const slack = await workspace();
    const { receivers, app, lines } = await connect(slack);
    const opening = Promise.withResolvers<void>();
    receivers.first.client.on("authenticated", () => setImmediate(opening.resolve));
    const started = receivers.start(app);
    await opening.promise;
    await receivers.stop();
    await started;
    await slack.waitFor(() => slack.connections === 0, "no socket");
    expect(lines.filter((line) => line.level === "error")).toEqual([]);
  });

  test("while one socket is closed, the other answers", async () => {
    const slack = await workspace();
    const { receivers, app } = await connect(slack);
    await receivers.start(app);
    await slack.waitFor(() => slack.connections === 2, "two sockets");
    await receivers.first.client.disconnect();
    await slack.waitFor(() => slack.connections === 1, "one socket");
    expect(await slack.person("olga").command("fleet", "")).toEqual({ kind: "answered", words: null });
  });

  test("a start before Slack can be reached ends in a hello once it can", async () => {
    const slack = await workspace();
    slack.faults.goOffline();
    const { receivers, app, lines } = await connect(slack);
    const started = receivers.start(app);
    await vi.waitFor(() => expect(lines.some((line) => line.level === "warn")).toBe(true));
    slack.faults.comeBack();
    await started;
    expect(slack.connections).toBeGreaterThan(0);
  }, 15_000);

  test("a stop ends a start that could go on for ever", async () => {
    const slack = await workspace();
    slack.faults.goOffline();
    const { receivers, app } = await connect(slack);
    const started = receivers.start(app);
    await receivers.stop();
    await started;
    slack.faults.comeBack();
    expect(slack.connections).toBe(0);
  });

  test.each(["invalid_auth", "not_allowed_token_type"])(
    "a token that Slack refuses (%s) ends the start",
    async (code) => {
      const slack = await workspace();
      slack.faults.add("apps.connections.open", { kind: "error", error: code }, 5);
      const { receivers, app } = await connect(slack);
      await expect(receivers.start(app)).rejects.toThrow(SocketRefusedError);
      await expect(receivers.start(app)).rejects.toThrow(/SLACK_APP_TOKEN/);
    },
  );

  test("a reason that needs a person is explained in the log", async () => {
    const slack = await workspace();
    const { receivers, app, lines } = await connect(slack);
    await receivers.start(app);
    slack.faults.disconnectSockets("link_disabled");
    await slack.waitFor(() => lines.some((line) => line.reason === "link_disabled"), "the reason");
    expect(lines.find((line) => line.reason === "link_disabled")).toMatchObject({
      level: "error",
      explanation: expect.stringContaining("switched off"),
    });
  });
});
