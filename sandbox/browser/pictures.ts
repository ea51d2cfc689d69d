import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { type Demo, startDemo } from "../demo/start-demo.ts";
import { startChromium } from "./chromium.ts";
import { createHands, patience } from "./hands.ts";

// Writes the README's pictures: an update as people see it, from the form to the new session id.
const folder = "docs/pictures";

const page16 = { width: 1280, height: 800 };
const phone = { width: 390, height: 844 };

const demo = await startDemo({ port: 0, say: (words) => void process.stdout.write(`${words}\n`) });
const browser = await startChromium();
try {
  await mkdir(folder, { recursive: true });
  await drawUpdate(demo, browser);
} finally {
  await browser.close();
  await demo.stop();
}

async function open(as: string, viewport: typeof page16, scale: number): Promise<Page> {
  const context = await browser.newContext({ viewport, deviceScaleFactor: scale, colorScheme: "light" });
  const page = await context.newPage();
  page.setDefaultTimeout(patience.usual);
  await page.goto(`${demo.url}/?as=${as}`);
  return page;
}

async function drawUpdate({ url }: Demo, _browser: Browser): Promise<void> {
  const page = await open("olga", page16, 1.5);
  const hands = createHands(page);
  const keep = (name: string, what: { screenshot(options: { path: string }): Promise<unknown> } = page) =>
    what.screenshot({ path: join(folder, `${name}.png`) });
  await hands.types("/ngrok session update edge-07");
  const form = hands.modal("Update a session");
  await form.getByRole("textbox", { name: "Reason" }).fill("CVE-2026-1234 is fixed in 3.22");
  await keep("form", form);
  await form.getByRole("button", { name: "Ask for approval" }).click();
  await form.getByRole("button", { name: "OK", exact: true }).click();
  await hands.becomes("Ada");
  const card = hands.message("edge-07");
  await hands.sees(card, "Update edge-07?");
  await keep("card-awaiting", card);
  const small = await open("ada", phone, 2);
  await small.goto(`${url}/?as=ada#/home`);
  await hands.confirms(card, "Approve", "Approve");
  await hands.sees(card, /edge-07 restarts at/);
  await keep("card-waiting", card);
  await keep("page");
  await hands.sees(card, "edge-07 is back.", patience.restart);
  await keep("card-back", card);
  await small.screenshot({ path: join(folder, "phone.png") });
}
