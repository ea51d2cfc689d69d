import type { Logger as BoltLogger } from "@slack/bolt";
import type { Clock } from "../clock.ts";
import type { Fetch } from "../http-fetch.ts";
import { createBackgroundClient } from "../slack/web-clients.ts";
import { once } from "./once.ts";
import { sampleOf, type TimeSample } from "./time-sample.ts";

export type AskSlack = ReturnType<typeof createAskSlack>;

/** What the checks ask Slack, each once. It opens no socket. */
export function createAskSlack(deps: {
  slackApiUrl: string;
  botToken: string;
  appToken: string;
  clock: Clock;
  logger: BoltLogger;
  fetch: Fetch;
}) {
  let time: TimeSample | null = null;
  const wire = {
    ...deps,
    heard: ({ answeredAt, durationMs }: { answeredAt: Date | null; durationMs: number }) => {
      time ??= answeredAt && sampleOf(answeredAt, durationMs, deps.clock);
    },
  };
  const bot = createBackgroundClient(deps.botToken, wire);
  const app = createBackgroundClient(deps.appToken, wire);
  const people = new Map<string, ReturnType<typeof bot.users.info>>();
  const groups = new Map<string, ReturnType<typeof bot.usergroups.users.list>>();
  const identity = once(() => bot.auth.test());
  return {
    identity,
    /** Of the app that the bot token belongs to. */
    appId: once(async () => {
      const { bot_id: botId = "" } = await identity();
      return (await bot.bots.info({ bot: botId })).bot?.app_id ?? null;
    }),
    /** Asks for the address of a socket, and leaves it unused: it does not count among the app's ten. */
    socketAddress: once(() => app.apps.connections.open()),
    channel: (channelId: string) => bot.conversations.info({ channel: channelId }),
    person: (userId: string) => remembered(people, userId, () => bot.users.info({ user: userId })),
    groupMembers: (groupId: string) =>
      remembered(groups, groupId, () => bot.usergroups.users.list({ usergroup: groupId })),
    /** Slack's clock, once Slack has answered. */
    time: () => time,
  };
}

function remembered<Value>(known: Map<string, Value>, id: string, ask: () => Value): Value {
  const value = known.get(id) ?? ask();
  known.set(id, value);
  return value;
}
