import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { startChromium } from "../../sandbox/browser/chromium.ts";
import type { PageServer } from "../../sandbox/demo/page-server.ts";
import { anchorOf, galleryItems } from "../../sandbox/gallery/gallery-items.ts";
import { drawWholeGallery, startGallerySite } from "./gallery-site.ts";

const PHONE_WIDTH = 390;
// So tall that few steps lead through the whole of it.
const TALL = 3000;
// A thousand pictures, while other tests may be at work.
const DRAWING_LIMIT_MS = 240_000;

let browser: Browser;
let site: PageServer;
beforeAll(async () => {
  site = await startGallerySite();
  browser = await startChromium();
});
afterAll(async () => {
  await browser?.close();
  await site?.stop();
});

describe("the whole gallery, on a phone", () => {
  let page: Page;
  const wrong: string[] = [];
  beforeAll(async () => {
    page = await browser.newPage({ viewport: { width: PHONE_WIDTH, height: TALL }, colorScheme: "light" });
    page.on("console", (message) => message.type() === "error" && wrong.push(message.text()));
    page.on("pageerror", (error) => wrong.push(error.message));
    page.on("request", (request) => {
      if (!request.url().startsWith(`${site.url}/`)) wrong.push(`asked ${request.url()}`);
    });
    await page.goto(`${site.url}/gallery`);
    await drawWholeGallery(page);
  }, DRAWING_LIMIT_MS);
  afterAll(async () => {
    await page?.close();
  });

  test("has every item that there is, and no other", async () => {
    const ids = await page.locator("[data-gallery-item]").evaluateAll((items) => items.map(({ id }) => id));
    expect(ids.toSorted()).toEqual(galleryItems().map(anchorOf).toSorted());
  });

  describe.each(["light", "dark"] as const)("%s", (colorScheme) => {
    beforeEach(() => page.emulateMedia({ colorScheme }));

    test("knows every element, and leaves no item empty", async () => {
      const found = await page.locator("[data-gallery-item]").evaluateAll((items) => ({
        unknown: items.filter((item) => item.querySelector("[data-unknown]")).map(({ id }) => id),
        empty: items
          .filter((item) => !(item.querySelector("[data-gallery-frame]")?.clientHeight > 20))
          .map(({ id }) => id),
      }));
      expect(found).toEqual({ unknown: [], empty: [] });
    });

    test("needs no scrolling sideways", async () => {
      const wide = await page.locator("[data-gallery-item]").evaluateAll((items) => {
        const [window] = items.map(({ ownerDocument }) => ownerDocument.defaultView);
        return items
          .filter((item) =>
            [item, ...item.querySelectorAll("*")].some(
              (part) =>
                part.scrollWidth > part.clientWidth + 1 &&
                part.clientWidth > 0 &&
                window.getComputedStyle(part).overflowX === "visible",
            ),
          )
          .map(({ id }) => id);
      });
      expect(wide).toEqual([]);
      const width = await page.locator("html").evaluate(({ scrollWidth }) => scrollWidth);
      expect(width).toBe(PHONE_WIDTH);
    });

    test("goes without an error, and asks nobody else for anything", () => {
      expect(wrong).toEqual([]);
    });
  });
});

describe("the page", () => {
  let page: Page;
  beforeEach(async () => {
    page = await browser.newPage();
    return () => page.close();
  });
  const filter = async (words: string) => {
    await page.goto(`${site.url}/gallery`);
    await page.getByRole("searchbox", { name: "Filter" }).fill(words);
  };

  test("leaves what has the words of the filter, and counts it", async () => {
    await filter("dead man");
    await page.getByText(/^2 of \d+ pictures$/).waitFor();
    const names = await page.locator("[data-gallery-item] h3").allTextContents();
    expect(names).toEqual(["of a restart", "hostile name"]);
  });

  test("leads to the item that its address names", async () => {
    const [last] = galleryItems().slice(-1).map(anchorOf);
    await page.goto(`${site.url}/gallery#${last}`);
    const item = page.locator(`[id="${last}"]`);
    await item.locator("[data-gallery-frame]").waitFor();
    const top = () =>
      item.evaluate((one) => one.getBoundingClientRect().top / one.ownerDocument.defaultView.innerHeight);
    await expect.poll(top, { timeout: 30_000 }).toBeLessThan(1);
    expect(await top()).toBeGreaterThanOrEqual(0);
  });

  test("says of a button that nothing is done here", async () => {
    await filter("operator who approves");
    await page.getByText(/^1 of \d+ pictures$/).waitFor();
    await page.getByRole("button", { name: "History" }).click();
    await page.getByText("This is the gallery, where nothing is done.").waitFor();
  });
});
