import type { Page } from "playwright-core";
import { afterEach, beforeEach, expect, test } from "vitest";
import { useDemo } from "./use-demo.ts";

let page: Page;
const here = useDemo();
beforeEach(async () => {
  page = await here.browser.newPage({ viewport: { width: 390, height: 600 } });
});
afterEach(() => page.close());

const home = () => page.getByRole("region", { name: "Home" });

/** As the bot does it, which names no block. */
async function drawAnew(words: string) {
  const { slack } = here.demo.sandbox;
  const olga = slack.person("olga");
  const [, ...others] = olga.home()?.blocks ?? [];
  const header = { type: "header", text: { type: "plain_text", text: words } };
  const blocks = [header, ...others.map(({ block_id: _, ...block }) => block)];
  const answer = await fetch(`${slack.apiUrl}views.publish`, {
    method: "POST",
    headers: { authorization: `Bearer ${slack.botToken}`, "content-type": "application/json" },
    body: JSON.stringify({ user_id: olga.id, view: { type: "home", blocks } }),
  });
  expect(await answer.json()).toMatchObject({ ok: true });
}

test("Home that is drawn anew leaves the reader where he is, with the button that he has come to", async () => {
  await page.goto(`${here.demo.url}/?as=olga#/home`);
  const sessions = home().getByRole("button", { name: "Sessions", exact: true });
  await sessions.focus();
  const place = () => home().evaluate((scroller) => scroller.scrollTop);
  const before = await place();
  expect(before).toBeGreaterThan(0);
  await drawAnew("Something has changed");
  await home().getByText("Something has changed").waitFor();
  expect([await place(), await sessions.evaluate((button) => button.matches(":focus"))]).toEqual([
    before,
    true,
  ]);
});

test("a list that is asked for on Home shows at once as unread under Messages", async () => {
  await page.goto(`${here.demo.url}/?as=ada#/home`);
  await home().getByRole("button", { name: "Sessions", exact: true }).click();
  await page.getByRole("link", { name: "Messages 1 unread" }).click();
  await page.getByText("17 sessions online").first().waitFor();
});

test("Home that is opened while the bot is away is drawn once it is back", async () => {
  const bot = (verb: string) =>
    fetch(`${here.demo.url}/demo/bot/${verb}`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: "{}",
    });
  await bot("kill");
  await page.goto(`${here.demo.url}/?as=ben#/home`);
  await home().getByText("The bot is not running").waitFor();
  await bot("start");
  await home().getByRole("button", { name: "Sessions", exact: true }).waitFor();
  expect(await home().getByText("The bot is not running").count()).toBe(0);
});
