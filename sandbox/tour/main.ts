import { fileURLToPath } from "node:url";
import { approvals } from "./chapters/approvals.ts";
import { attention } from "./chapters/attention.ts";
import { inRealTime } from "./chapters/in-real-time.ts";
import { ingresses } from "./chapters/ingresses.ts";
import { record } from "./chapters/record.ts";
import { restartAndStop } from "./chapters/restart-and-stop.ts";
import { sessions } from "./chapters/sessions.ts";
import { soundness } from "./chapters/soundness.ts";
import { trouble } from "./chapters/trouble.ts";
import { unconfigured } from "./chapters/unconfigured.ts";
import { updates } from "./chapters/updates.ts";
import { type Production, type Running, startProduction } from "./production.ts";
import { createStage } from "./stage.ts";

const LIMIT_MS = 4 * 60_000;
const LOG_TAIL = 15;

const SPEED = 20;

const realBot = fileURLToPath(new URL("../../src/main.ts", import.meta.url));
const spedUpBot = fileURLToPath(new URL("../bot.ts", import.meta.url));
const print = (line: string) => void process.stdout.write(`${line}\n`);

type Chapter = (on: Production) => Promise<void>;

let playing: Running | null = null;
const stage = createStage({ print, explain: () => playing?.bot.lines.slice(-LOG_TAIL) ?? [] });

/** Starts a production, plays its chapters, and looks at what it left behind. */
async function play(
  options: Parameters<typeof startProduction>[1],
  chapters: readonly Chapter[],
): Promise<void> {
  const running = await startProduction(stage, options);
  playing = running;
  try {
    for (const chapter of [...chapters, soundness]) await chapter(running);
  } finally {
    await running.end();
  }
}

function end(): void {
  const { held, failed } = stage;
  print(`\n${held} steps held${failed > 0 ? `, ${failed} did not` : ""}.`);
  print(`${held} passed, ${failed} failed`);
  process.exit(failed === 0 && held > 0 ? 0 : 1);
}

const limit = setTimeout(() => {
  print(`\n✗ The tour took longer than ${LIMIT_MS / 1000} s.`);
  void playing?.end().finally(() => process.exit(1));
  setTimeout(() => process.exit(1), 10_000).unref();
}, LIMIT_MS);
limit.unref();

for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.once(signal, () => {
    void (playing?.end() ?? Promise.resolve()).finally(() => process.exit(1));
  });
}

const started: Chapter = ({ bot }) => bot.start();
const part = process.argv[2] ?? "all";
if (part !== "fast") {
  await play({ speed: 1, entry: realBot, environment: { RESTART_WAIT_SECONDS: "10" } }, [
    started,
    inRealTime,
  ]);
}
if (part !== "real") {
  const environment = {
    RESTART_WAIT_SECONDS: "10",
    RESTART_LATEST_MINUTES: "2",
    RECONNECT_TIMEOUT_SECONDS: "60",
    APPROVAL_EXPIRES_MINUTES: "10",
    OPERATORS: "U0OLGA0001,U0BEN00001",
    ANNOUNCE_CHANNEL: "C0ANNOUNCE",
    NGROK_REQUESTS_PER_MINUTE: "6000",
  };
  await play({ speed: SPEED, entry: spedUpBot, environment }, [
    unconfigured,
    started,
    sessions,
    ingresses,
    approvals,
    updates,
    attention,
    restartAndStop,
    trouble,
    record,
  ]);
}
end();
