import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { commandName } from "../src/ids.ts";
import { neededScopes } from "../src/slack/needed-scopes.ts";
import { calledMethods } from "./support/slack-methods.ts";
import { readSources } from "./support/source-files.ts";

const manifest = parse(readFileSync("manifest.yml", "utf8"));
const granted: string[] = manifest.oauth_config.scopes.bot;

const HISTORY = ["channels:history", "groups:history", "im:history"];

/** Scopes of each method for a bot, as https://docs.slack.dev/reference/methods names them. */
const scopesOf: Record<string, string[]> = {
  // With the app-level token, whose scope is another matter.
  "apps.connections.open": [],
  "auth.test": [],
  "bots.info": ["users:read"],
  "chat.deleteScheduledMessage": ["chat:write"],
  "chat.getPermalink": [],
  "chat.postEphemeral": ["chat:write"],
  "chat.postMessage": ["chat:write"],
  "chat.scheduleMessage": ["chat:write"],
  // It needs none, and lists what this app has asked for alone.
  "chat.scheduledMessages.list": [],
  "chat.update": ["chat:write"],
  "conversations.history": HISTORY,
  "conversations.info": ["channels:read", "groups:read", "im:read"],
  "conversations.replies": HISTORY,
  "usergroups.users.list": ["usergroups:read"],
  "users.info": ["users:read"],
  "views.open": [],
  "views.publish": [],
  "views.push": [],
  "views.update": [],
};

const called = calledMethods();

describe("manifest.yml", () => {
  test("it names the command that the bot answers", () => {
    expect(manifest.features.slash_commands).toEqual([
      expect.objectContaining({ command: commandName, should_escape: false }),
    ]);
  });

  test("the table here knows every method that the sources call, and no other", () => {
    expect(called).toEqual(Object.keys(scopesOf).sort());
  });

  test("every method that is called has its scopes, and every scope is needed", () => {
    const needed = new Set(["commands", ...called.flatMap((method) => scopesOf[method] ?? [])]);
    expect([...granted].sort()).toEqual([...needed].sort());
  });

  test("the bot holds what it was granted against this very list", () => {
    expect(neededScopes).toEqual(granted);
  });

  test("everything comes over the socket, so that no URL is named", () => {
    expect(manifest.settings).toMatchObject({
      socket_mode_enabled: true,
      interactivity: { is_enabled: true },
      token_rotation_enabled: false,
    });
    expect(JSON.stringify(manifest)).not.toContain("http");
  });

  test("events are subscribed exactly where listeners exist", () => {
    const listens = readSources("src/**/*.ts").flatMap(({ text }) =>
      [...text.matchAll(/\bapp\.(?:message\(|event\("(\w+)")/g)].map(([, event = "message"]) => event),
    );
    expect(manifest.settings.event_subscriptions).toEqual({ bot_events: listens });
    expect(manifest.features.app_home.home_tab_enabled).toBe(listens.includes("app_home_opened"));
  });

  test("its texts fit Slack's limits", () => {
    const { display_information: shown, features } = manifest;
    expect(shown.name.length).toBeLessThanOrEqual(35);
    expect(shown.description.length).toBeLessThanOrEqual(140);
    expect(shown.background_color).toMatch(/^#[0-9a-f]{6}$/);
    expect(features.bot_user.display_name.length).toBeLessThanOrEqual(80);
    expect(commandName.length).toBeLessThanOrEqual(32);
  });
});
