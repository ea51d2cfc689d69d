import { execFileSync } from "node:child_process";
import { DatabaseSync } from "node:sqlite";
import { afterEach, expect, test } from "vitest";
import { createMainProcesses, type Places } from "../support/main-process.ts";

const { startPlaces, run, end } = createMainProcesses();
afterEach(end);

/** Olga submits the form that stops an agent's session, and reads what becomes of it. */
async function stopSession({ slack, ngrok }: Places, agent: string, words: string): Promise<string> {
  const id = ngrok.agents.find(agent).session?.id ?? "";
  const olga = slack.person("olga");
  const shows = (text: string) => () => {
    const modal = olga.modal();
    return modal && slack.renderText(modal).includes(text) ? modal : null;
  };
  await olga.command("fleet", `session stop ${id}`);
  await slack.waitFor(() => shows(id)()?.submit, "the form");
  await olga.submit();
  const answer = slack.renderText(await slack.waitFor(shows(words), words));
  await olga.closeModal({ all: true });
  return answer;
}

const stops = ({ ngrok }: Places) => ngrok.calls.filter(({ path }) => path.endsWith("/stop"));

/** How large the files are that a process may write; its limit may be raised again. */
function limitFiles(pid: number | undefined, bytes: string): void {
  execFileSync("prlimit", ["--pid", String(pid), `--fsize=${bytes}:`]);
}

test("a full disk is told to who asks, and nothing is done; once there is room, work goes on", async () => {
  const places = await startPlaces();
  const bot = run(places.env);
  await bot.ready;
  // Less than what is written already: every further byte fails, as on a full disk.
  limitFiles(bot.child.pid, "4096");
  const refused = await stopSession(places, "edge-01", "nothing was done");
  expect(refused).toContain("disk of the bot's record is full");
  await bot.says("Check the disk and its free space");
  expect(stops(places)).toHaveLength(0);

  limitFiles(bot.child.pid, "unlimited");
  await stopSession(places, "edge-01", "ecorded");
  await expect.poll(() => stops(places).length, { timeout: 20_000 }).toBe(1);
  bot.child.kill("SIGTERM");
  expect(await bot.ended).toBe(0);
});

test("a database that another program holds is told to who asks; once it is free, work goes on", async () => {
  const places = await startPlaces();
  const bot = run(places.env);
  await bot.ready;
  const other = new DatabaseSync(places.file);
  other.exec("begin immediate");
  const refused = await stopSession(places, "edge-01", "nothing was done");
  expect(refused).toContain("locked by another program");
  await bot.says(`${places.file} is locked by another program`);
  other.exec("rollback");
  other.close();
  await stopSession(places, "edge-01", "ecorded");
  await expect.poll(() => stops(places).length, { timeout: 20_000 }).toBe(1);
  bot.child.kill("SIGTERM");
  expect(await bot.ended).toBe(0);
});
