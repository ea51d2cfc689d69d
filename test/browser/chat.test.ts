import type { BrowserContext, Locator, Page } from "playwright-core";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { useDemo } from "./use-demo.ts";

let context: BrowserContext;
const here = useDemo();
beforeEach(async () => {
  context = await here.browser.newContext({ viewport: { width: 1280, height: 800 } });
});
afterEach(() => context.close());

async function open(place = "", as = "olga"): Promise<Page> {
  const page = await context.newPage();
  await page.goto(`${here.demo.url}/?as=${as}${place}`);
  await page.getByRole("heading", { level: 2 }).first().waitFor();
  return page;
}

const composer = (page: Page) => page.getByRole("combobox", { name: /^(Message|Reply)/ });
const actAs = (page: Page, name: string) => page.getByRole("button", { name, exact: true });

/** Of a busy machine. */
const patience = { timeout: 20_000 };

async function awaitDraft(page: Page, draft: RegExp) {
  await expect.poll(() => composer(page).inputValue(), patience).toMatch(draft);
}

async function awaitInView(shown: Locator) {
  await expect.poll(() => inView(shown), patience).toBe(true);
}

/** Ada and Ben are pinged by the card. */
async function askForUpdate(device: string) {
  const { slack } = here.demo.sandbox;
  const olga = slack.person("olga");
  await olga.command("fleet", `session update ${device} because`);
  await slack.waitFor(() => olga.modal()?.submit, "the form");
  await olga.submit();
  const card = await slack.waitFor(
    () => slack.messages.findLast(({ text }) => text.includes(`update ${device}`)),
    "the card",
  );
  await olga.closeModal({ all: true }).catch(() => {});
  return card;
}

describe("the composer", () => {
  test("is filled in by the first steps for those who wish, and has the focus then", async () => {
    const page = await open("", "otto");
    await page.getByRole("button", { name: "Act as Olga" }).click();
    await page.getByRole("button", { name: "Type it for me" }).click();
    await awaitDraft(page, /^\/ngrok session update edge-07 $/);
    expect(await composer(page).evaluate((line) => line.matches(":focus"))).toBe(true);
  });

  test("leads by keyboard alone from a slash to the form of a session", async () => {
    const page = await open();
    await page.keyboard.type("/ng");
    await page.getByRole("option", { name: /\/ngrok/ }).waitFor();
    await page.keyboard.press("Enter");
    await awaitDraft(page, /^\/ngrok $/);
    await page.keyboard.type("session up");
    await page.keyboard.press("Tab");
    await awaitDraft(page, /^\/ngrok session update $/);
    await page.keyboard.type("ge-1");
    await page.getByRole("option", { name: /edge-11/ }).waitFor();
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    const id = here.demo.sandbox.ngrok.agents.all().find(({ name }) => name === "edge-11")?.session?.id;
    await awaitDraft(page, new RegExp(`^/ngrok session update ${id} $`));
    await page.keyboard.press("Enter");
    const olga = here.demo.sandbox.slack.person("olga");
    await here.demo.sandbox.slack.waitFor(() => olga.modal()?.title?.text === "Update a session", "the form");
    await awaitDraft(page, /^$/);
    await olga.closeModal({ all: true });
  });

  test("closes what it offers at Escape, and brings back what was sent", async () => {
    const page = await open();
    await page.keyboard.type("/ngrok ope");
    await page.getByRole("option", { name: /^open/ }).waitFor();
    await page.keyboard.press("Escape");
    await page.getByRole("listbox").waitFor({ state: "detached" });
    await page.keyboard.type("n");
    await page.keyboard.press("Enter");
    await page.getByText("Nothing is open").first().waitFor();
    await page.keyboard.press("ArrowUp");
    await awaitDraft(page, /^\/ngrok open$/);
    await page.keyboard.press("ArrowDown");
    await awaitDraft(page, /^$/);
  });

  test("takes a suggestion by the mouse", async () => {
    const page = await open();
    await page.keyboard.type("/ngrok his");
    await page.getByRole("option", { name: /^history/ }).click();
    await awaitDraft(page, /^\/ngrok history $/);
  });

  test("shows in a thread that Slack takes no commands there", async () => {
    const { ts } = here.demo.sandbox.slack.person("ben").say("random", "a thread begins");
    const page = await open(`#/C0RANDOM01/thread/${ts}`);
    await page.keyboard.type("/ngrok open");
    await page.keyboard.press("Enter");
    const thread = page.getByRole("region", { name: "Thread in #random" }).first();
    await thread.getByText("/ngrok is not supported in threads. Sorry!").waitFor();
    await thread.getByText("Only visible to you").waitFor();
  });

  test("says beside itself what the sandbox refuses, and keeps the words", async () => {
    const page = await open();
    const words = "x".repeat(10_001);
    await composer(page).fill(words);
    await page.keyboard.press("Enter");
    await page
      .getByRole("alert")
      .getByText(/The body was refused/)
      .waitFor();
    await awaitDraft(page, /^x+$/);
  });

  test("keeps what is written while the words before are refused", async () => {
    const page = await open();
    let refuse = () => {};
    const asked = new Promise<void>((resolve) => {
      void page.route("**/people/olga/say", async (route) => {
        await new Promise<void>((go) => {
          refuse = go;
          resolve();
        });
        await route.fulfill({ status: 409, json: { ok: false, error: "Not now." } });
      });
    });
    await composer(page).fill("the first");
    await page.keyboard.press("Enter");
    await asked;
    await page.keyboard.type("the second");
    refuse();
    await page.getByRole("alert").getByText("Not now.").waitFor();
    expect(await composer(page).inputValue()).toBe("the second");
  });
});

describe("acting as another person", () => {
  test("is one press, stands in the address, and leaves nothing of the first on the page", async () => {
    const page = await open();
    await page.keyboard.type("/ngrok open");
    await page.keyboard.press("Enter");
    await page.getByText("Only visible to you").first().waitFor();
    await actAs(page, "Ben").focus();
    await page.keyboard.press("Enter");
    await page.locator("button[aria-current=true]", { hasText: "Ben" }).waitFor();
    expect(new URL(page.url()).searchParams.get("as")).toBe("ben");
    await page.getByText("This is the beginning of").waitFor();
    expect(await page.getByText("Only visible to you").count()).toBe(0);
    expect(await page.getByText("Nothing is open").count()).toBe(0);
  });

  test("shows whom a card has pinged, until he has seen it", async () => {
    const ada = here.demo.sandbox.slack.person("ada");
    ada.markRead();
    await askForUpdate("edge-01");
    const page = await open("#/C0ANNOUNCE");
    await actAs(page, "Ada 1 unread mention").click();
    const channel = page.getByRole("navigation", { name: "Places" }).getByRole("link", { name: /^fleet/ });
    await channel.getByText("1 unread mention").waitFor();
    expect(ada.mentions()).toHaveLength(1);
    await channel.click();
    await page.getByText("New", { exact: true }).waitFor();
    await actAs(page, "Ada").waitFor();
    await actAs(page, "Ben 1 unread mention").waitFor();
    expect(ada.mentions()).toEqual([]);
  });
});

describe("places", () => {
  test("a permalink leads to its message, and a reply's into its thread", async () => {
    const { slack } = here.demo.sandbox;
    const ben = slack.person("ben");
    const root = ben.say("announce", "the first of many");
    const reply = ben.say("announce", "the reply that is meant", { threadTs: root.ts });
    for (let count = 0; count < 40; count += 1) ben.say("announce", `and one more, ${count}`);
    const link = (ts: string, more = "") =>
      `https://sandbox.slack.com/archives/C0ANNOUNCE/p${ts.replace(".", "")}${more}`;
    ben.say("random", `<${link(root.ts)}|to the first>`);
    ben.say("random", `<${link(reply.ts, `?thread_ts=${root.ts}&cid=C0ANNOUNCE`)}|to the reply>`);

    const page = await open("#/C0RANDOM01");
    await page.getByRole("link", { name: "to the first" }).click();
    const first = page.locator(`article[data-ts="${root.ts}"]`);
    await awaitInView(first);
    expect(await first.getAttribute("data-sought")).toBe("true");
    expect(await page.evaluate("document.scrollingElement.scrollTop")).toBe(0);
    await page.getByRole("button", { name: "Jump to newest" }).click();
    await awaitInView(page.getByText("and one more, 39"));

    await page.goBack();
    await page.getByRole("link", { name: "to the reply" }).click();
    const meant = page.getByRole("region", { name: "Thread in #announce" }).first();
    await meant.locator(`article[data-ts="${reply.ts}"][data-sought=true]`).waitFor();
  });

  test("a channel without the bot says so, and takes it in", async () => {
    const page = await open("#/C0RANDOM01");
    await page.getByText("ngrok is not in this channel").waitFor();
    await page.getByRole("button", { name: "Add ngrok" }).click();
    await page.getByText("ngrok is not in this channel").waitFor({ state: "detached" });
    expect([...(here.demo.sandbox.slack.channels.random?.members ?? [])]).toContain(
      here.demo.sandbox.slack.botUserId,
    );
  });

  test("a channel of others is no dead end", async () => {
    const page = await context.newPage();
    await page.goto(`${here.demo.url}/?as=ben#/C0SECRET01`);
    await page.getByText("Ben is not in this channel").waitFor();
    await page.getByRole("link", { name: "Go to #fleet" }).click();
    await page.getByRole("region", { name: "Conversation in fleet" }).waitFor();
  });

  test("a lost connection is told, and that it is there again", async () => {
    const page = await context.newPage();
    let drop = () => {};
    let isDown = false;
    await page.routeWebSocket(/\/live/, (socket) => {
      if (isDown) return void socket.close();
      socket.connectToServer();
      drop = () => void socket.close();
    });
    await page.goto(here.demo.url);
    await composer(page).waitFor();
    isDown = true;
    drop();
    await page.getByText("The sandbox does not answer").waitFor();
    isDown = false;
    await page.getByText("Connected again").waitFor();
  });
});

describe("a conversation", () => {
  test("stays at its newest message, but does not pull back who reads further up", async () => {
    const ben = here.demo.sandbox.slack.person("ben");
    for (let count = 0; count < 30; count += 1) ben.say("random", `before, ${count}`);
    const page = await open("#/C0RANDOM01");
    await awaitInView(page.getByText("before, 29", { exact: true }));
    ben.say("random", "while at the end");
    await awaitInView(page.getByText("while at the end", { exact: true }));
    await page.getByText("while at the end", { exact: true }).hover();
    await page.mouse.wheel(0, -600);
    await page.getByRole("button", { name: "Jump to newest" }).waitFor();
    ben.say("random", "while further up");
    await page.getByText("while further up", { exact: true }).waitFor();
    expect(await inView(page.getByText("while further up", { exact: true }))).toBe(false);
    await composer(page).fill("my own");
    await page.keyboard.press("Enter");
    await awaitInView(page.getByText("my own", { exact: true }));
  });

  test("reads out what arrives from others, in plain words", async () => {
    const page = await open("#/C0ANNOUNCE");
    here.demo.sandbox.slack.person("ben").say("announce", "*Look*, <@U0OLGA0001>");
    await page
      .locator("[aria-live=polite]", { hasText: "ben in #announce: Look, @olga" })
      .waitFor({ state: "attached" });
  });
});

describe("the first steps", () => {
  test("say what to do first, and go for good when dismissed", async () => {
    const page = await open("", "otto");
    await page.getByRole("button", { name: /^Act as/ }).waitFor();
    await page.getByRole("button", { name: "Dismiss" }).click();
    await page.getByRole("button", { name: "Dismiss" }).waitFor({ state: "detached" });
    await page.reload();
    await composer(page).waitFor();
    expect(await page.getByRole("button", { name: "Dismiss" }).count()).toBe(0);
  });
});

/** Whether the middle of it is within the window. */
async function inView(shown: Locator): Promise<boolean> {
  const box = await shown.boundingBox();
  const middle = box ? box.y + box.height / 2 : -1;
  return middle > 0 && middle < 800;
}
