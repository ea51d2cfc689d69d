import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { type NgrokAccount, startNgrokAccount } from "../sandbox/ngrok/ngrok-account.ts";
import { seedFleet } from "../sandbox/ngrok/seed-fleet.ts";
import { type SlackWorkspace, startSlackWorkspace } from "../sandbox/slack/workspace.ts";
import { createApp } from "../src/app.ts";
import { systemClock } from "../src/clock.ts";
import { parseConfig } from "../src/config.ts";
import { createLogger } from "../src/logger.ts";
import { BotTokenRefusedError } from "../src/slack/identify-bot.ts";
import { createStore } from "../src/store/create-store.ts";
import { noProbe, type Probe } from "../src/store/probe.ts";
import { openOperations } from "./support/open-operations.ts";

const closers: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

async function startPlaces(): Promise<{ slack: SlackWorkspace; ngrok: NgrokAccount; folder: string }> {
  const folder = mkdtempSync(join(tmpdir(), "ngrok-chatops-"));
  closers.push(() => rmSync(folder, { recursive: true, force: true }));
  const slack = await startSlackWorkspace({ clock: systemClock });
  closers.push(() => slack.stop());
  const ngrok = await startNgrokAccount({ clock: systemClock });
  closers.push(() => ngrok.stop());
  return { slack, ngrok, folder };
}

async function startBot(
  environment: Record<string, string> = {},
  places?: Awaited<ReturnType<typeof startPlaces>>,
  probe: Probe = noProbe,
) {
  const { slack, ngrok, folder } = places ?? (await startPlaces());
  const config = parseConfig({
    SLACK_BOT_TOKEN: slack.botToken,
    SLACK_APP_TOKEN: slack.appToken,
    SLACK_API_URL: slack.apiUrl,
    NGROK_API_KEY: ngrok.apiKey,
    NGROK_API_URL: ngrok.url,
    DATABASE_URL: `file:${folder}/bot.db`,
    OPERATORS: "S0OPERATORS",
    APPROVERS: "S0APPROVERS",
    ...environment,
  });
  const app = createApp(config, { logger: createLogger({ level: "silent", secrets: [] }), probe });
  closers.push(() => app.stop());
  return { slack, ngrok, folder, app, started: app.start() };
}

/** What the person reads once something new is there. */
async function answerTo(slack: SlackWorkspace, name: "ada" | "olga", channel: string, text: string) {
  const person = slack.person(name);
  const before = person.messages(channel).length;
  await person.command(channel, text);
  const shown = await slack.waitFor(() => person.messages(channel)[before], `an answer to ${text}`);
  return slack.renderText(shown);
}

describe("createApp", () => {
  test("help tells each person what he may do, and where cards go", async () => {
    const { slack, started } = await startBot();
    expect(await started).toBe(true);
    const olga = await answerTo(slack, "olga", "fleet", "");
    expect(olga).toContain("U0OLGA0001");
    expect(olga).toContain("operator");
    expect(olga).toContain("C0FLEET001");
    expect(olga).toContain("[Create an ingress…]");
    const elsewhere = await answerTo(slack, "ada", "random", "help");
    expect(elsewhere).toContain("approver");
    expect(elsewhere).toContain("/invite");
    expect(elsewhere).not.toContain("[Create an ingress…]");
    expect(await answerTo(slack, "olga", "dm-olga", "help")).toContain("Nobody else would see a card");
    expect(slack.problems).toEqual([]);
  });

  test("on a bot without roles, help and denials say which variable to set", async () => {
    const { slack, started } = await startBot({ OPERATORS: "", APPROVERS: "" });
    await started;
    expect(await answerTo(slack, "olga", "fleet", "help")).toContain(
      "`OPERATORS=U0OLGA0001` and `APPROVERS=U…`",
    );
    await slack.person("olga").command("fleet", "ingress create");
    await slack.waitFor(() => {
      const modal = slack.person("olga").modal();
      return modal && slack.renderText(modal).includes("OPERATORS=U0OLGA0001");
    }, "the denial");
  });

  test("the buttons of help run the commands", async () => {
    const { slack, started } = await startBot();
    await started;
    await answerTo(slack, "olga", "fleet", "help");
    const olga = slack.person("olga");
    const before = olga.messages("fleet").length;
    await olga.click({ message: olga.messages("fleet").at(-1), actionId: "help-open" });
    await slack.waitFor(() => olga.messages("fleet").length > before, "the list of what is open");
    await olga.click({ message: olga.messages("fleet")[before - 1], actionId: "help-create-ingress" });
    await slack.waitFor(() => olga.modal(), "the form");
  });

  test("a command that does not exist is answered with the nearest", async () => {
    const { slack, started } = await startBot();
    await started;
    expect(await answerTo(slack, "olga", "fleet", "sesions")).toContain(
      "Did you mean `/ngrok sessions [words]`",
    );
  });

  test("CHANNELS keeps it to these and its DM", async () => {
    const { slack, started } = await startBot({ CHANNELS: "C0FLEET001" });
    await started;
    expect(await answerTo(slack, "olga", "random", "help")).toContain("only in #fleet and in its own DM");
    expect(await answerTo(slack, "olga", "fleet", "help")).toContain("You");
    expect(await answerTo(slack, "olga", "dm-olga", "help")).toContain("You");
  });

  test("a bot token that Slack refuses ends the start, naming the variable", async () => {
    const { started, slack } = await startBot({ SLACK_BOT_TOKEN: "xoxb-wrong" });
    await expect(started).rejects.toThrow(BotTokenRefusedError);
    expect(slack.connections).toBe(0);
  });

  test("stop ends a start that waits for Slack, and frees the record for the next", async () => {
    const places = await startPlaces();
    places.slack.faults.goOffline();
    const first = await startBot({}, places);
    await first.app.stop();
    expect(await first.started).toBe(false);
    places.slack.faults.comeBack();
    const second = await startBot({}, places);
    expect(await second.started).toBe(true);
  });

  test("a click that is being recorded when stop comes is recorded, and acked", async () => {
    const places = await startPlaces();
    const { slack, ngrok } = places;
    seedFleet(ngrok);
    let stopped: Promise<void> | null = null;
    const { app, started } = await startBot({}, places, (point) => {
      if (point === "before commit of approve") stopped = app.stop();
    });
    await started;
    const id = ngrok.agents.find("edge-01").session?.id ?? "";
    const olga = slack.person("olga");
    await olga.command("fleet", `session update ${id}`);
    await slack.waitFor(() => olga.modal()?.submit, "the form");
    await olga.fill({ Reason: "security fix" });
    await olga.submit();
    const ada = slack.person("ada");
    const card = await slack.waitFor(
      () => ada.messages("fleet").find((message) => slack.renderText(message).includes("[Approve]")),
      "the card",
    );
    expect(await ada.click({ message: card, actionId: "card-approve" })).toMatchObject({ kind: "answered" });
    await stopped;
    const store = await createStore({
      databaseUrl: `file:${places.folder}/bot.db`,
      clock: systemClock,
      owner: "test",
    });
    closers.push(() => store.close());
    const [operation] = await openOperations(store);
    expect(operation).toMatchObject({ state: "scheduled", approval: { by: "U0ADA00001" } });
  });

  test("after stop nothing is connected", async () => {
    const { slack, app, started } = await startBot();
    await started;
    await app.stop();
    await slack.waitFor(() => slack.connections === 0, "no socket");
    expect(await slack.person("olga").command("fleet", "help")).toMatchObject({ kind: "undelivered" });
  });
});
