import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as realDelay } from "node:timers/promises";
import pino from "pino";
import type { Observe } from "../../sandbox/observe.ts";
import { startSandbox } from "../../sandbox/sandbox.ts";
import type { PersonName } from "../../sandbox/slack/directory.ts";
import { createApp } from "../../src/app.ts";
import { parseConfig } from "../../src/config.ts";
import { createManualClock } from "./manual-clock.ts";

const STEP_MS = 1000;
const MOST_REAL_MS = 15_000;
const ERROR_LEVEL = 50;
const FLEET = "#fleet";

/** The whole bot over real sockets against a sandbox, both on one manual clock, which moves on only when all is quiet. */
export async function createBotWorld(
  environment: Record<string, string> = {},
  observe?: Observe,
  { outsiders = false } = {},
) {
  const clock = createManualClock();
  const sandbox = await startSandbox({ clock, observe, outsiders });
  const { slack, ngrok } = sandbox;
  const folder = await mkdtemp(join(tmpdir(), "ngrok-chatops-"));
  const databaseFile = join(folder, "bot.db");
  const logged: Record<string, unknown>[] = [];
  const logger = pino({ level: "debug" }, { write: (line: string) => void logged.push(JSON.parse(line)) });
  let life = { diesAt: "", isDead: false, refuses: "" };
  let bot = await boot();

  async function boot() {
    const config = parseConfig({
      ...sandbox.environment(),
      DATABASE_URL: `file:${databaseFile}`,
      ...environment,
    });
    life = { diesAt: "", isDead: false, refuses: "" };
    const app = createApp(config, { clock, logger, probe: probeOf(life) });
    await app.start();
    return app;
  }

  /** What is dead records nothing any more; what it does besides, nobody has asked for. */
  function probeOf(own: typeof life) {
    return (point: string) => {
      if (point === own.diesAt) own.isDead = true;
      if (own.isDead) throw new Error(`Died ${point}`);
      if (point === own.refuses) throw new Error(`Refused ${point}`);
    };
  }

  async function until<T>(look: () => T | null | undefined | false, what: string): Promise<T> {
    const startedAt = Date.now();
    for (;;) {
      const seen = look();
      if (seen) return seen;
      if (Date.now() - startedAt > MOST_REAL_MS) throw new Error(`Not seen: ${what}\n${screen()}`);
      await realDelay(1);
      if (slack.inFlight === 0 && ngrok.inFlight === 0) await clock.advance(STEP_MS);
    }
  }

  /** Lets time pass, as it does for people: in steps, each once all is quiet. */
  async function pass(ms: number): Promise<void> {
    const untilMs = clock.monotonicMs() + ms;
    await until(() => clock.monotonicMs() >= untilMs, `${ms} ms passing`);
  }

  /** Time goes on meanwhile: what the bot still has in hand may wait for it. */
  async function stopBot(): Promise<void> {
    let stopped = false;
    const stopping = bot.stop().finally(() => {
      stopped = true;
    });
    await until(() => stopped, "the bot's end");
    await stopping;
  }

  /** Everything that Olga reads in #fleet. */
  function screen(name: PersonName = "olga", channel = FLEET): string {
    const person = slack.person(name);
    const modal = person.modal();
    const messages = person.messages(channel).map((message) => slack.renderText(message));
    return [...messages, ...(modal ? [slack.renderText(modal)] : [])].join("\n---\n");
  }

  return {
    clock,
    slack,
    ngrok,
    logged,
    databaseFile,
    until,
    pass,
    screen,
    /** Waits until the message or modal that shows `text` is there, and answers its words. */
    reads: (text: string | RegExp, name: PersonName = "olga", channel = FLEET) =>
      until(() => {
        const words = screen(name, channel)
          .split("\n---\n")
          .findLast((part) => (typeof text === "string" ? part.includes(text) : text.test(part)));
        return words ?? null;
      }, `${text} by ${name} in ${channel}`),
    /** The newest message in the channel that shows `text`. */
    message: (text: string, name: PersonName = "olga", channel = FLEET) =>
      until(
        () =>
          slack
            .person(name)
            .messages(channel)
            .findLast((message) => slack.renderText(message).includes(text)),
        `a message with ${text}`,
      ),
    modal: (text: string, name: PersonName = "olga") =>
      until(() => {
        const view = slack.person(name).modal();
        return view && slack.renderText(view).includes(text) ? view : null;
      }, `a modal with ${text} for ${name}`),
    commands: (name: "update" | "restart" | "stop") =>
      ngrok.calls.filter((call) => call.path.endsWith(`/${name}`)),
    sessionOf: (agent: string) => ngrok.agents.find(agent).session?.id ?? "",
    /** What the bot logged as errors, by its message. */
    errors: () => logged.filter((line) => Number(line.level) >= ERROR_LEVEL).map((line) => line.msg),
    stopBot,
    /** The process ends as it is: nothing more is recorded, and nothing handed back. */
    killBot: () => {
      life.isDead = true;
      return stopBot();
    },
    /** From this instant of the record on the process is dead; `killBot` then clears it away. */
    diesAt: (point: string) => {
      life.diesAt = point;
    },
    /** From now on the record refuses what comes to this instant; nothing, for an empty one. */
    refuses: (point: string) => {
      life.refuses = point;
    },
    bootBot: async () => {
      bot = await boot();
    },
    end: async () => {
      await stopBot();
      await sandbox.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

export type BotWorld = Awaited<ReturnType<typeof createBotWorld>>;
