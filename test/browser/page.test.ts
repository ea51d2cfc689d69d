import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Demo, startDemo } from "../../sandbox/demo/start-demo.ts";
import { startChromium } from "./chromium.ts";

let browser: Browser;
let demo: Demo;
beforeAll(async () => {
  demo = await startDemo({ port: 0 });
  browser = await startChromium();
});
afterAll(async () => {
  await browser?.close();
  await demo?.stop();
});

test("a command that is typed into the page is answered there", async () => {
  const page = await browser.newPage();
  await page.goto(demo.url);
  await page.getByLabel("Message").fill("/ngrok open");
  await page.keyboard.press("Enter");
  await page.getByText("Nothing is open").first().waitFor();
  expect(demo.sandbox.slack.problems).toEqual([]);
});
