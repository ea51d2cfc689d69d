import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as realDelay } from "node:timers/promises";
import pino from "pino";
import { expect, onTestFinished } from "vitest";
import type { PersonName } from "../../sandbox/slack/directory.ts";
import { startSlackWorkspace } from "../../sandbox/slack/workspace.ts";
import { createBoltLogger } from "../../src/logger.ts";
import { createNetwork } from "../../src/network.ts";
import { createHomeKeeper, type HomeKeeper } from "../../src/slack/home-keeper.ts";
import { createBackgroundClient } from "../../src/slack/web-clients.ts";
import { createStore } from "../../src/store/create-store.ts";
import type { Store } from "../../src/store/store.ts";
import { createManualClock } from "../support/manual-clock.ts";

const STEP_MS = 250;
// As long as a look lasts at most, whatever ngrok does.
const LOOK_LIMIT_MS = 30_000;
const MOST_REAL_MS = 15_000;

/** Keepers of Home between a Slack workspace and a store; what they draw is `says`, and when ngrok answers is up to the test. */
export async function createHomeWorld() {
  const clock = createManualClock();
  const slack = await startSlackWorkspace({ clock });
  const folder = await mkdtemp(join(tmpdir(), "home-"));
  const store = await createStore({ databaseUrl: join(folder, "bot.db"), clock, owner: "this-process" });
  const logged: Record<string, unknown>[] = [];
  const logger = pino({ level: "debug" }, { write: (line: string) => void logged.push(JSON.parse(line)) });
  const web = createBackgroundClient(slack.botToken, {
    slackApiUrl: slack.apiUrl,
    clock,
    logger: createBoltLogger(logger),
    fetch: createNetwork(null).fetch,
  });
  const scene = {
    says: "one",
    atWork: [] as string[],
    looks: [] as string[],
    /** A drawing is not ready before, though what it says is read. */
    ready: Promise.resolve(),
  };
  const waiting: (() => void)[] = [];
  const keepers: HomeKeeper[] = [];
  const ids = slack.people;

  const start = (owner = "this", viewers: Store["homeViewers"] = store.homeViewers) => {
    const keeper = createHomeKeeper({
      viewers,
      watch: {
        seen: () => ({ sessions: { state: "reading" }, ingresses: { state: "reading" } }),
        look: (freshness, signal) => {
          scene.looks.push(freshness);
          return new Promise<void>((resolve) => {
            waiting.push(resolve);
            clock.setTimer(resolve, LOOK_LIMIT_MS);
            signal.addEventListener("abort", () => resolve());
          });
        },
      },
      draw: async (_userId, note) => {
        const text = `${scene.says}${note === null ? "" : ` ${note}`}`;
        const atWork = [...scene.atWork];
        const block = { type: "section", text: { type: "plain_text", text } } as const;
        await scene.ready;
        return { view: { type: "home", blocks: [block] }, fingerprint: text, atWork };
      },
      slack: web,
      clock,
      logger,
      owner,
    });
    keepers.push(keeper);
    keeper.start();
    return keeper;
  };
  const step = async (ms: number) => {
    await realDelay(1);
    if (slack.inFlight === 0) await clock.advance(ms);
  };
  const until = async (holds: () => boolean, what: string, stepMs = STEP_MS) => {
    for (const startedAt = Date.now(); !holds(); await step(stepMs)) {
      if (Date.now() - startedAt > MOST_REAL_MS) throw new Error(`In vain waited until ${what}`);
    }
  };
  const during = async (work: Promise<unknown>) => {
    let isOver = false;
    void work.finally(() => {
      isOver = true;
    });
    await until(() => isOver, "it is over");
  };
  const shows = (name: PersonName) => {
    const home = slack.person(name).home();
    return home ? slack.renderText(home) : null;
  };
  onTestFinished(async () => {
    await during(Promise.all(keepers.map((keeper) => keeper.stop(1000))));
    await store.close();
    await slack.stop();
    await rm(folder, { recursive: true });
  });

  return {
    clock,
    slack,
    store,
    scene,
    ids,
    start,
    until,
    during,
    shows,
    /** Time goes on, in steps, each once all is quiet. */
    pass: async (ms: number, stepMs = STEP_MS) => {
      const untilMs = clock.monotonicMs() + ms;
      await until(() => clock.monotonicMs() >= untilMs, `${ms} ms passed`, stepMs);
    },
    answerNgrok: () => {
      for (const answer of waiting.splice(0)) answer();
    },
    awaitHome: (name: PersonName, words: string | null) =>
      until(() => shows(name) === words, `${name} sees ${words}`),
    publishes: () => slack.calls.filter(({ method }) => method === "views.publish"),
    logged: (message: string) => logged.filter(({ msg }) => msg === message),
    expectNoErrors: () => expect(logged.filter(({ level }) => Number(level) >= 50)).toEqual([]),
  };
}
