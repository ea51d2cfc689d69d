import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import type { BrowserContextOptions, Locator, Page } from "playwright-core";
import { startDemo } from "../demo/start-demo.ts";
import { startChromium } from "./chromium.ts";
import { createHands, patience } from "./hands.ts";

// Takes the README's pictures: an update as people see it, from the form to the new session id.
const folder = "docs/pictures";
await mkdir(folder, { recursive: true });

const say = (words: string) => void process.stdout.write(`${words}\n`);
const demo = await startDemo({ port: 0, say });
const browser = await startChromium();
try {
  await takePictures();
} finally {
  await browser.close();
  await demo.stop();
}

async function open(path: string, options: BrowserContextOptions): Promise<Page> {
  const context = await browser.newContext({ colorScheme: "light", deviceScaleFactor: 1.5, ...options });
  const page = await context.newPage();
  page.setDefaultTimeout(patience.usual);
  await page.goto(demo.url + path);
  return page;
}

async function keep(shown: Page | Locator, name: string): Promise<void> {
  const path = join(folder, `${name}.png`);
  // A caret that blinks would make each picture another.
  await shown.screenshot({ path, caret: "hide" });
  say(path);
}

async function takePictures(): Promise<void> {
  const page = await open("/?as=olga", { viewport: { width: 1280, height: 800 } });
  const phone = await open("/?as=ada#/home", { viewport: { width: 390, height: 844 } });
  const hands = createHands(page);
  await hands.types("/ngrok session update edge-07");
  const form = hands.modal("Update a session");
  await form.getByRole("textbox", { name: "Reason" }).fill("CVE-2026-1234 is fixed in 3.22");
  await keep(form, "form");
  await form.getByRole("button", { name: "Ask for approval" }).click();
  await form.getByRole("button", { name: "OK", exact: true }).click();
  await hands.becomes("Ada");
  const card = hands.message("edge-07");
  await hands.sees(card, "Update edge-07?");
  await keep(card, "card-awaiting");
  await hands.sees(phone, /Update edge-07/);
  await keep(phone, "home-phone");
  await hands.confirms(card, "Approve", "Approve");
  await hands.sees(card, /edge-07 restarts at/);
  await keep(page, "page");
  await keep(card, "card-waiting");
  await hands.sees(card, "edge-07 is back.", patience.restart);
  await keep(card, "card-back");
}
