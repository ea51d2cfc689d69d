import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startNgrokAccount } from "../../sandbox/ngrok/ngrok-account.ts";
import { seedFleet } from "../../sandbox/ngrok/seed-fleet.ts";
import { type SlackWorkspaceOptions, startSlackWorkspace } from "../../sandbox/slack/workspace.ts";
import { type Clock, systemClock } from "../../src/clock.ts";

/** Real processes of `src/start.js`, each against a Slack and an ngrok of this machine. `end` leaves nothing behind. */
export function createMainProcesses() {
  const closers: (() => unknown)[] = [];

  async function startPlaces({
    clock = systemClock,
    ...workspace
  }: Partial<SlackWorkspaceOptions> & { clock?: Clock } = {}) {
    const folder = mkdtempSync(join(tmpdir(), "ngrok-chatops-"));
    closers.push(() => rmSync(folder, { recursive: true, force: true }));
    const slack = await startSlackWorkspace({ clock, wireClock: systemClock, ...workspace });
    closers.push(() => slack.stop());
    const ngrok = await startNgrokAccount({ clock });
    closers.push(() => ngrok.stop());
    seedFleet(ngrok);
    const file = join(folder, "bot.db");
    const env: Record<string, string> = {
      SLACK_BOT_TOKEN: slack.botToken,
      SLACK_APP_TOKEN: slack.appToken,
      SLACK_API_URL: slack.apiUrl,
      NGROK_API_KEY: ngrok.apiKey,
      NGROK_API_URL: ngrok.url,
      DATABASE_URL: `file:${file}`,
      OPERATORS: "S0OPERATORS",
      APPROVERS: "S0APPROVERS",
    };
    return { slack, ngrok, file, env };
  }

  /**
   * @param before words in front of the command, such as `prlimit` and its own
   * @param place the folder of the program, this one unless given, and what Node itself is told
   */
  function run(
    env: Record<string, string>,
    before: readonly string[] = [],
    { cwd, nodeArguments = [] }: { cwd?: string; nodeArguments?: readonly string[] } = {},
  ) {
    const [command = "", ...rest] = [...before, process.execPath, ...nodeArguments, "src/start.js"];
    const child = spawn(command, rest, { env, cwd, stdio: ["ignore", "pipe", "pipe"] });
    closers.push(() => child.kill("SIGKILL"));
    let text = "";
    const waiting = new Set<{ words: string; seen: () => void }>();
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding("utf8").on("data", (chunk: string) => {
        text += chunk;
        for (const one of waiting) if (text.includes(one.words)) one.seen();
      });
    }
    /** Resolves once the process has written these words. */
    const says = (words: string) =>
      new Promise<void>((seen) => (text.includes(words) ? seen() : waiting.add({ words, seen })));
    return {
      child,
      says,
      ready: says('"msg":"ready"'),
      ended: once(child, "close").then(([code]) => code),
      text: () => text,
    };
  }

  return {
    startPlaces,
    run,
    end: async () => {
      for (const close of closers.splice(0).reverse()) await close();
    },
  };
}

export type Places = Awaited<ReturnType<ReturnType<typeof createMainProcesses>["startPlaces"]>>;
