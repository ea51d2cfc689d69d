import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Locator, Page } from "playwright-core";
import { afterEach, beforeEach, expect, test } from "vitest";
import { useDemo } from "./use-demo.ts";

let page: Page;
const here = useDemo();
beforeEach(async () => {
  page = await here.browser.newPage();
  await page.goto(here.demo.url);
});
afterEach(() => page.close());

const pane = async (name: string): Promise<Locator> => {
  await page.getByRole("tab", { name }).click();
  return page.getByRole("tabpanel", { name });
};
const bodiesOf = (row: Locator) => row.getByRole("region");
const agent = (name: string) => here.demo.sandbox.ngrok.agents.find(name);

test("an agent that connects anew is marked, with its new session id, and told to those who hear the page", async () => {
  const account = await pane("ngrok account");
  const old = agent("edge-07").session?.id ?? "";
  const row = account.getByRole("listitem").filter({ has: page.getByRole("heading", { name: "edge-07" }) });
  await row.getByText(old).waitFor();
  expect(await row.getByText("new session id").count()).toBe(0);
  here.demo.sandbox.ngrok.agents.disconnect("edge-07");
  await row.getByText("Offline").waitFor();
  await row.getByText(/No session, away \d+ s/).waitFor();
  here.demo.sandbox.ngrok.agents.reconnect("edge-07");
  const id = agent("edge-07").session?.id ?? "";
  expect(id).not.toBe(old);
  await row.getByText(id, { exact: true }).waitFor();
  await row.getByText("new session id").waitFor();
  expect(await row.getByText(/just now|new session id/i).count()).toBe(1);
  await account.getByText(`edge-07 is online under a new session id, ${id}`).waitFor();
});

test("an update shows what lies installed until the restart", async () => {
  const account = await pane("ngrok account");
  const edge = agent("edge-01");
  edge.installed = "3.22.1";
  edge.update = "done";
  await account.getByText("Version 3.19.0 · 3.22.1 installed, runs from its restart").waitFor();
  here.demo.sandbox.ngrok.agents.upgradeByHand("edge-01", "3.22.1");
  await account.getByText("3.22.1 installed").waitFor({ state: "detached" });
});

test("the NS records of an ingress are created at a click", async () => {
  const account = await pane("ngrok account");
  const waiting = here.demo.sandbox.ngrok.ingresses.all().filter(({ delegatedAt }) => delegatedAt === null);
  await account.getByText("NS records missing").first().waitFor();
  expect(await account.getByText("NS records missing").count()).toBe(waiting.length);
  await account.getByRole("button", { name: "Create the NS records of tunnel.example.org" }).click();
  await expect.poll(() => account.getByText("NS records missing").count()).toBe(waiting.length - 1);
});

test("a fault is switched on by keyboard, strikes, and is over by itself", async () => {
  const faults = await pane("Faults");
  const fault = faults.getByRole("switch", { name: "Update: answer lost" });
  await fault.focus();
  await page.keyboard.press("Space");
  await faults.getByText("Strikes once more, and is over then.").waitFor();
  await faults.getByText("On: ngrok: Update: answer lost.").waitFor();
  const { url, apiKey } = here.demo.sandbox.ngrok;
  await fetch(`${url}/tunnel_sessions/${agent("edge-04").session?.id}/update`, {
    method: "POST",
    headers: { authorization: `Bearer ${apiKey}`, "ngrok-version": "2", "content-type": "application/json" },
    body: "{}",
  }).catch(() => {});
  await faults.getByText("Over: it has struck once.").waitFor();
  expect(await fault.getAttribute("aria-checked")).toBe("false");
  await faults.getByText("Nothing is on.").waitFor();
});

test("an agent's fault is the chosen one's, until all is cleared", async () => {
  const faults = await pane("Faults");
  await faults.getByLabel("Which one").selectOption("edge-02");
  await faults.getByRole("switch", { name: "Never returns" }).click();
  await expect.poll(() => agent("edge-02").behaviour.neverReturn).toBe(true);
  await faults.getByRole("button", { name: "All clear" }).click();
  await expect.poll(() => agent("edge-02").behaviour.neverReturn).toBe(false);
  expect(agent("edge-09").behaviour.neverReturn).toBe(true);
});

test("the bot is killed, and started again", async () => {
  const faults = await pane("Faults");
  await faults.getByRole("button", { name: "Kill" }).click();
  await faults.getByText("The bot ended with SIGKILL.").waitFor();
  expect(here.demo.sandbox.slack.connections).toBe(0);
  await faults.getByRole("button", { name: "Start again" }).click();
  await faults.getByText("Running", { exact: true }).waitFor();
  await faults.getByText(/[12] open sockets? to Slack/).waitFor();
});

test("the bot that starts while Slack is offline says what it waits for", async () => {
  const faults = await pane("Faults");
  await faults.getByRole("switch", { name: "Slack is offline" }).click();
  await faults.getByRole("button", { name: "Kill" }).click();
  await faults.getByRole("button", { name: "Start again" }).click();
  await faults.getByText("Slack is offline: it is ready once it has connected there.").waitFor();
  await faults.getByRole("button", { name: "All clear" }).click();
  await faults.getByText(/[12] open sockets? to Slack/).waitFor();
});

test("a row of the traffic opens to what was said, without its secrets; the filter finds it", async () => {
  const traffic = await pane("Traffic");
  await here.demo.sandbox.slack.person("olga").command("#fleet", "help me-out");
  const row = traffic.getByRole("listitem").filter({ hasText: "slash_commands /ngrok help me-out" });
  await row.getByText(/acked · \d+ ms/).waitFor();
  await row.getByText("Slack → bot").waitFor();
  await row.getByRole("button").first().click();
  const said = await bodiesOf(row).getByText("response_url").innerText();
  expect(said).toContain('"text": "help me-out"');
  expect(said).toContain('"token": "[blanked]"');
  expect(said).toContain('"trigger_id": "[blanked]"');
  expect(said).toMatch(/"response_url": "http:\S+\/response\/\[blanked\]"/);
  await traffic.getByLabel("Containing").fill("socket opens");
  await row.waitFor({ state: "detached" });
  await traffic.getByText("socket opens").first().waitFor();
  await traffic.getByLabel("Containing").fill("");
  await traffic.getByLabel("With").selectOption("ngrok");
  await row.waitFor({ state: "detached" });
});

test("no pane breaks the rules of accessibility, nor scrolls sideways on a phone", async () => {
  const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
  for (const name of ["ngrok account", "Traffic", "Faults"]) {
    await (await pane(name)).waitFor();
    await page.evaluate(axe);
    const found = await page.evaluate(
      `axe.run("[role=tabpanel]").then(({ violations }) => violations.map(({ id, nodes }) => id + " " + nodes[0].html))`,
    );
    expect(found).toEqual([]);
  }
  await page.setViewportSize({ width: 390, height: 844 });
  for (const name of ["ngrok", "Traffic", "Faults"]) {
    await page.getByRole("navigation", { name: "Views" }).getByRole("button", { name }).click();
    expect(await page.evaluate("document.documentElement.scrollWidth")).toBeLessThanOrEqual(390);
    const wider = await page.getByRole("tabpanel").evaluate((panel) => panel.scrollWidth - panel.clientWidth);
    expect(wider).toBe(0);
  }
});
