import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { type Sandbox, startSandbox } from "../../sandbox/sandbox.ts";
import type { PersonName } from "../../sandbox/slack/directory.ts";
import { type Clock, createScaledClock } from "../../src/clock.ts";
import { startMeasured } from "../measured-process.ts";

export interface Scene {
  sandbox: Sandbox;
  /** That of the bot, of ngrok and of Slack's limits. */
  clock: Clock;
  askers: readonly PersonName[];
  approvers: readonly PersonName[];
  /** Of the scene's clock. */
  pass(ms: number): Promise<void>;
}

const MOST_ASKERS = 10;
const botOnClock = fileURLToPath(new URL("../../sandbox/bot.ts", import.meta.url));

/**
 * The real bot as a process, as it is without a variable set, on one clock with a Slack and an ngrok. Nothing is
 * lifted: neither its own request limit, nor ngrok's, nor how much Slack takes a minute.
 */
export async function inScene<Result>(
  speed: number,
  act: (scene: Scene) => Promise<Result>,
): Promise<Result> {
  const folder = mkdtempSync(join(tmpdir(), "ngrok-chatops-bench-"));
  const origin = new Date();
  const clock = createScaledClock(speed, origin);
  const sandbox = await startSandbox({ clock, guests: MOST_ASKERS });
  const askers: PersonName[] = Array.from({ length: MOST_ASKERS }, (_, at): PersonName => `guest-${at + 1}`);
  try {
    const bot = await startMeasured(botOnClock, {
      ...sandbox.environment(),
      OPERATORS: askers.map((name) => sandbox.slack.person(name).id).join(),
      DATABASE_URL: `file:${join(folder, "bot.db")}`,
      SANDBOX_SPEED: String(speed),
      SANDBOX_ORIGIN_MS: String(origin.getTime()),
    });
    const pass = (ms: number) => delay(ms / speed);
    try {
      return await act({ sandbox, clock, askers, approvers: ["ada", "ben"], pass });
    } finally {
      await bot.stop();
    }
  } finally {
    await sandbox.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}
