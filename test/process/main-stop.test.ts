import { existsSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { afterEach, describe, expect, test } from "vitest";
import { createMainProcesses, type Places } from "../support/main-process.ts";

const { startPlaces, run, end } = createMainProcesses();
afterEach(end);

/** The form in which Olga stops an agent's session, which needs nobody's approval. */
async function openStopForm({ slack, ngrok }: Places, agent: string) {
  const id = ngrok.agents.find(agent).session?.id ?? "";
  const olga = slack.person("olga");
  await olga.command("fleet", `session stop ${id}`);
  await slack.waitFor(() => {
    const modal = olga.modal();
    return modal?.submit && slack.renderText(modal).includes(id);
  }, "the form");
  return olga;
}

async function stopSession(places: Places, agent: string): Promise<void> {
  const olga = await openStopForm(places, agent);
  await olga.submit();
}

const stops = ({ ngrok }: Places) => ngrok.calls.filter(({ path }) => path.endsWith("/stop"));

function recorded({ file }: Places) {
  const database = new DatabaseSync(file, { readOnly: true });
  const rows = database.prepare("select state, lease_owner, document from operations").all();
  database.close();
  return rows.map(({ state, lease_owner, document }) => ({
    state,
    lease_owner,
    call: JSON.parse(String(document)).call?.name,
  }));
}

describe("SIGTERM", () => {
  test("while ngrok does not answer a call leaves its intent to the next process, and ends with 0", async () => {
    const places = await startPlaces();
    places.ngrok.faults.add({ path: "/tunnel_sessions/*/stop", action: "hang" });
    const bot = run(places.env);
    await bot.ready;
    await stopSession(places, "edge-01");
    await expect.poll(() => stops(places).length, { timeout: 20_000 }).toBe(1);
    bot.child.kill("SIGTERM");
    expect(await bot.ended).toBe(0);
    expect(recorded(places)).toEqual([{ state: "stopping", lease_owner: null, call: "stop" }]);
    expect(existsSync(`${places.file}.owner`)).toBe(false);
    expect(bot.text()).not.toContain('"level":"error"');
  });

  test("during a call waits for its answer, and records it", async () => {
    const places = await startPlaces();
    const fault = { path: "/tunnel_sessions/*/stop", action: "slow", ms: 1500, wait: "after" } as const;
    places.ngrok.faults.add(fault);
    const bot = run(places.env);
    await bot.ready;
    await stopSession(places, "edge-01");
    await expect.poll(() => stops(places).length, { timeout: 20_000 }).toBe(1);
    bot.child.kill("SIGTERM");
    expect(await bot.ended).toBe(0);
    expect(recorded(places)).toEqual([{ state: "confirming", lease_owner: null, call: undefined }]);
  });

  test("during a form's look at ngrok lets it be recorded, and the person be told", async () => {
    const places = await startPlaces();
    const bot = run(places.env);
    await bot.ready;
    const olga = await openStopForm(places, "edge-01");
    const looked = places.ngrok.calls.length;
    places.ngrok.faults.add({ path: "/**", method: "GET", action: "slow", ms: 1000, times: "always" });
    await olga.submit();
    await expect.poll(() => places.ngrok.calls.length, { timeout: 20_000 }).toBeGreaterThan(looked);
    bot.child.kill("SIGTERM");
    expect(await bot.ended).toBe(0);
    expect(recorded(places)).toMatchObject([{ lease_owner: null }]);
    const modal = olga.modal();
    expect(modal && places.slack.renderText(modal)).toMatch(/recorded/i);
  });

  test("while the sockets cannot connect again ends with 0", async () => {
    const { slack, env } = await startPlaces();
    const bot = run(env);
    await bot.ready;
    slack.faults.goOffline();
    await bot.says("Slack socket reconnecting");
    bot.child.kill("SIGTERM");
    expect(await bot.ended).toBe(0);
  });

  test("before Slack has said who the bot is ends with 0, though Slack does not answer", async () => {
    const { slack, env, file } = await startPlaces();
    slack.faults.add("auth.test", { kind: "hang" });
    const bot = run(env);
    await expect.poll(() => existsSync(`${file}.owner`), { timeout: 20_000 }).toBe(true);
    bot.child.kill("SIGTERM");
    expect(await bot.ended).toBe(0);
    expect(existsSync(`${file}.owner`)).toBe(false);
  });

  test("and another one ends it at once with 143; what was recorded is there", async () => {
    const places = await startPlaces();
    places.ngrok.faults.add({ path: "/tunnel_sessions/*/stop", action: "hang" });
    const bot = run(places.env);
    await bot.ready;
    await stopSession(places, "edge-01");
    await expect.poll(() => stops(places).length, { timeout: 20_000 }).toBe(1);
    bot.child.kill("SIGTERM");
    await bot.says('"msg":"stopping"');
    bot.child.kill("SIGTERM");
    expect(await bot.ended).toBe(143);
    expect(recorded(places)).toMatchObject([{ state: "stopping", call: "stop" }]);
  });
});
