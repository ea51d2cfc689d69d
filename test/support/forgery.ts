import type { Saying } from "../../sandbox/observe.ts";
import type { PersonName } from "../../sandbox/slack/directory.ts";
import { createBotWorld } from "./bot-world.ts";
import { createSteps } from "./e2e-steps.ts";
import { recordOf } from "./record-of.ts";

// biome-ignore lint/suspicious/noExplicitAny: forged payloads are of any shape
export type Payload = any;

/** A bot's world that remembers what Slack sent to the bot, so that it can be sent again, changed. */
export async function createForgery(agents: readonly string[], environment: Record<string, string> = {}) {
  const sent: Payload[] = [];
  const world = await createBotWorld(environment, ({ from, to, body }: Saying) => {
    if (from === "slack" && to === "bot" && body) sent.push(structuredClone(body));
    return () => {};
  });
  for (const name of agents) {
    const endpoints = [{ url: `https://${name}.example.com` }];
    world.ngrok.agents.add({ name, endpoints, startedAgoMs: 60 * 60_000 });
  }
  const { slack, ngrok } = world;
  const writes = () => ngrok.calls.filter(({ method }) => method !== "GET").length;

  return {
    ...world,
    steps: createSteps(world),
    /** The newest payload of this type, as Slack sent it. */
    payload: (type: string): Payload => {
      const found = sent.findLast((one) => one.type === type || (type === "command" && one.command));
      if (!found) throw new Error(`Slack has sent no ${type}.`);
      return structuredClone(found);
    },
    /** Sends it, and answers the payload of its ack. */
    send: async (payload: Payload): Promise<Payload> => {
      const answer = await slack.forge.ask(payload.command ? "slash_commands" : "interactive", payload);
      if (answer.kind !== "acked") throw new Error(`Not acked: ${answer.kind}`);
      return answer.payload;
    },
    /** All that may be seen of a change: on record, and at ngrok. */
    done: () => ({ ...recordOf(world.databaseFile), writes: writes() }),
    /** What this person alone was told, in a channel or in the bot's DM, newest last. */
    toldTo: (name: PersonName) =>
      slack.messages
        .filter(
          ({ onlyFor, channel, from }) =>
            onlyFor === slack.person(name).id ||
            (from === "bot" && channel === slack.channels[`dm-${name}`]?.id),
        )
        .map(slack.renderText),
  };
}

export type Forgery = Awaited<ReturnType<typeof createForgery>>;
