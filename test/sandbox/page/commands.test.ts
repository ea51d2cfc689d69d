import { expect, test } from "vitest";
import { commands } from "../../../sandbox/page/chat/commands.ts";
import { commandsOf } from "../../../src/handlers/commands.ts";
import type { HandlerDeps } from "../../../src/handlers/deps.ts";
import { helpEntry } from "../../../src/handlers/help.ts";

test("the page offers the bot's own commands, in its words", () => {
  // The handlers are made, never run.
  const bots = [helpEntry, ...commandsOf({} as HandlerDeps)].map(({ usage, does }) => ({ usage, does }));
  const pages = commands.map(({ words, takes, does }) => ({
    usage: `/ngrok ${words} ${takes}`.trim(),
    does,
  }));
  expect(pages).toEqual(bots);
});

test("a command names something exactly if it takes an id", () => {
  for (const { words, takes, names } of commands)
    expect([words, names !== null]).toEqual([words, /ID/.test(takes)]);
});
