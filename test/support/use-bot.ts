import { afterAll, beforeAll, expect } from "vitest";
import type { BehaviourChanges } from "../../sandbox/ngrok/agent-options.ts";
import { type BotWorld, createBotWorld } from "./bot-world.ts";
import { createSteps, type Steps } from "./e2e-steps.ts";

export interface BotUse {
  /** Linux agents of 3.19.0 with one URL each, besides those of the seeded fleet. */
  agents?: Record<string, BehaviourChanges>;
  environment?: Record<string, string>;
  /** Whether the bot may log errors, as it does where Slack is away. */
  mayLogErrors?: boolean;
  /** Whether there are guests, bots and people of other workspaces in #fleet too. */
  outsiders?: boolean;
}

/**
 * One bot for all tests of a file, whose agents do not disturb each other. At the file's end nothing that real
 * Slack would have swallowed has happened, and the bot has logged no error.
 */
export function useBot({
  agents = {},
  environment = {},
  mayLogErrors = false,
  outsiders = false,
}: BotUse = {}) {
  const bot = {} as { world: BotWorld; steps: Steps };
  beforeAll(async () => {
    bot.world = await createBotWorld(environment, undefined, { outsiders });
    bot.steps = createSteps(bot.world);
    for (const [name, behaviour] of Object.entries(agents)) {
      const endpoints = [{ url: `https://${name}.example.com` }];
      bot.world.ngrok.agents.add({ name, behaviour, endpoints, startedAgoMs: 60 * 60_000 });
    }
  });
  afterAll(async () => {
    const { slack } = bot.world;
    await bot.world.end();
    expect(slack.problems).toEqual([]);
    if (!mayLogErrors) expect(bot.world.errors()).toEqual([]);
  });
  return bot;
}
