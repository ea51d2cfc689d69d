import { fileURLToPath } from "node:url";
import { approvals } from "./chapters/approvals.ts";
import { attention } from "./chapters/attention.ts";
import { freeze } from "./chapters/freeze.ts";
import { home } from "./chapters/home.ts";
import { inRealTime } from "./chapters/in-real-time.ts";
import { ingresses } from "./chapters/ingresses.ts";
import { record } from "./chapters/record.ts";
import { restartAndStop } from "./chapters/restart-and-stop.ts";
import { sessions } from "./chapters/sessions.ts";
import { soundness } from "./chapters/soundness.ts";
import { trouble } from "./chapters/trouble.ts";
import { unconfigured } from "./chapters/unconfigured.ts";
import { updates } from "./chapters/updates.ts";
import { createPages } from "./pages.ts";
import { type Production, type Running, startProduction } from "./production.ts";
import { createStage } from "./stage.ts";

const LIMIT_MS = 4 * 60_000;
const LOG_TAIL = 15;
const SPEED = 20;

const entry = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const pages = createPages((line) => void process.stdout.write(`${line}\n`));
const print = pages.add();
const printLater = pages.add();
const playing: Running[] = [];

type Chapter = (on: Production) => Promise<void>;

interface Play {
  print: (line: string) => void;
  firstChapter: number;
  options: Parameters<typeof startProduction>[1];
  chapters: readonly Chapter[];
}

/** Plays the chapters in front of a sandbox of their own, and looks at what they leave behind. */
async function play({ options, chapters, ...page }: Play): Promise<{ held: number; failed: number }> {
  const lines = (): readonly string[] =>
    running?.bot.lines.filter((line) => !line.includes('"level":"trace"')).slice(-LOG_TAIL) ?? [];
  const stage = createStage({ ...page, explain: lines });
  let running: Running | null = null;
  await stage.scene(async () => {
    running = await startProduction(stage, options);
    playing.push(running);
    for (const chapter of [...chapters, soundness]) await chapter(running);
  });
  await endAll(playing.filter((one) => one === running));
  return stage;
}

async function endAll(productions: readonly Running[]): Promise<void> {
  await Promise.all(productions.map((production) => production.end()));
}

const botStarts: Chapter = ({ bot }) => bot.start();

const realTime: Play = {
  print,
  firstChapter: 1,
  options: { speed: 1, entry: entry("../../src/start.js"), environment: { RESTART_WAIT_SECONDS: "10" } },
  chapters: [botStarts, inRealTime],
};

const spedUp: Play = {
  print: printLater,
  firstChapter: 2,
  options: {
    speed: SPEED,
    entry: entry("../bot.ts"),
    environment: {
      RESTART_WAIT_SECONDS: "10",
      RESTART_LATEST_MINUTES: "2",
      RECONNECT_TIMEOUT_SECONDS: "60",
      APPROVAL_EXPIRES_MINUTES: "10",
      // Olga, and Ben, so that one of the approvers may ask as well.
      OPERATORS: "U0OLGA0001,U0BEN00001",
      ADMINS: "U0ADA00001",
      ANNOUNCE_CHANNEL: "C0ANNOUNCE",
      NGROK_REQUESTS_PER_MINUTE: "6000",
    },
  },
  chapters: [
    unconfigured,
    botStarts,
    sessions,
    ingresses,
    approvals,
    freeze,
    home,
    updates,
    attention,
    restartAndStop,
    trouble,
    record,
  ],
};

/** Ends what was started and leaves, in 10 s at most. */
function abandon(): void {
  pages.showAll();
  setTimeout(() => process.exit(1), 10_000).unref();
  void endAll(playing).finally(() => process.exit(1));
}

setTimeout(() => {
  print(`\n✗ The tour took longer than ${LIMIT_MS / 1000} s.`);
  abandon();
}, LIMIT_MS).unref();
process.once("SIGINT", abandon);
process.once("SIGTERM", abandon);

// The update in real time is mostly waiting, so the rest plays meanwhile and is printed after it.
const results = await Promise.all([play(realTime).finally(pages.turn), play(spedUp)]);
const held = results.reduce((sum, one) => sum + one.held, 0);
const failed = results.reduce((sum, one) => sum + one.failed, 0);
printLater(`\n${held} steps held${failed > 0 ? `, ${failed} did not` : ""}.`);
printLater(`${held} passed, ${failed} failed`);
process.exit(failed === 0 && held > 0 ? 0 : 1);
