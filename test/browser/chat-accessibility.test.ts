import type { Page } from "playwright-core";
import { beforeAll, expect, test } from "vitest";
import { seriousViolations } from "./accessibility.ts";
import { useDemo } from "./use-demo.ts";

const here = useDemo();
let root = "";
beforeAll(async () => {
  const { slack } = here.demo.sandbox;
  const { ts } = slack
    .person("ben")
    .say("fleet", "a thread of <@U0ADA00001>, with a very-long-word-".repeat(8));
  slack.person("olga").say("fleet", "a reply for <@U0ADA00001>", { threadTs: ts });
  await slack.person("ada").command("fleet", "sessions");
  root = ts;
});

const wide = { width: 1280, height: 800 };
const phone = { width: 390, height: 800 };
const screens = [wide, phone].flatMap((viewport) =>
  (["light", "dark"] as const).map((colorScheme) => ({ viewport, colorScheme })),
);

async function everyView(page: Page, isPhone: boolean, look: (name: string) => Promise<void>) {
  const composer = page.getByRole("combobox", { name: /^(Message|Reply)/ });
  await page.goto(`${here.demo.url}/?as=ada#/C0FLEET001`);
  await page.getByText("Only visible to you").first().waitFor();
  await look("the channel");
  await composer.pressSequentially("/ngrok session show ");
  await page.getByRole("option").first().waitFor();
  await page.keyboard.press("ArrowDown");
  await look("suggestions");
  await composer.fill("");
  await page.goto(`${here.demo.url}/?as=ada#/C0FLEET001/thread/${root}`);
  await page.getByText("a reply for").first().waitFor();
  await look("the thread");
  await page.goto(`${here.demo.url}/?as=ada#/home`);
  await page.getByRole("region", { name: "Home" }).waitFor();
  await look("the Home tab");
  await page.goto(`${here.demo.url}/?as=ben#/C0SECRET01`);
  await page.getByText("is not in this channel").waitFor();
  await look("a channel of others");
  if (!isPhone) return;
  await page.getByRole("button", { name: /^Ben/ }).click();
  await page.getByRole("dialog").waitFor();
  await look("people and channels");
}

const spareWidth = (page: Page) =>
  page.evaluate<number>("document.scrollingElement.scrollWidth - document.scrollingElement.clientWidth");

test.each(screens)(
  "nothing of the shell and the chat keeps anyone out, or is wider than the screen, at $viewport.width px, $colorScheme",
  async ({ viewport, colorScheme }) => {
    const page = await here.browser.newPage({ viewport, colorScheme });
    await everyView(page, viewport === phone, async (name) => {
      expect([name, await spareWidth(page), ...(await seriousViolations(page))]).toEqual([name, 0]);
    });
    await page.close();
  },
);

test.each(["ngrok", "Traffic", "Faults", "Chat"])("%s fits a phone's width", async (name) => {
  const page = await here.browser.newPage({ viewport: phone });
  await page.goto(here.demo.url);
  await page.getByRole("navigation", { name: "Views" }).getByRole("button", { name }).click();
  expect(await spareWidth(page)).toBe(0);
  expect(await page.getByRole("heading", { level: 1 }).count()).toBe(1);
  await page.close();
});
