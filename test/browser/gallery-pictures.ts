import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { startChromium } from "../../sandbox/browser/chromium.ts";
import { drawWholeGallery, startGallerySite } from "./gallery-site.ts";

// Sheets of the whole gallery for people to look at: some items on each, at both widths, into the folder PICTURES.
const WIDTHS = [1280, 390];
const ITEMS_ON_A_SHEET = 8;

const folder = process.env.PICTURES;
if (!folder) throw new Error("Set PICTURES to the folder that the pictures go into.");
const colorScheme = process.env.SCHEME === "dark" ? "dark" : "light";
await mkdir(folder, { recursive: true });

const site = await startGallerySite();
const browser = await startChromium();
try {
  for (const width of WIDTHS) {
    const page = await browser.newPage({ viewport: { width, height: 3000 }, colorScheme });
    await page.goto(`${site.url}/gallery`);
    await drawWholeGallery(page);
    await page.setViewportSize({ width, height: 200 });
    await takeSheets(page, (group, sheet) => join(folder, `${group}-${width}-${sheet}.png`));
    await page.close();
  }
} finally {
  await browser.close();
  await site.stop();
}

async function takeSheets(page: Page, pathOf: (group: string, sheet: string) => string): Promise<void> {
  await page.addStyleTag({
    content: `header:has(h1), nav, section:not(:has([data-shown])), [data-gallery-item]:not([data-shown]) { display: none !important; }
      main { grid-column: 1 / -1; }
      [data-gallery-item] { content-visibility: visible !important; }`,
  });
  const groups = await page.locator("section:has([data-gallery-item])").all();
  for (const group of groups) {
    const name = (await group.locator("h2").first().textContent()) ?? "";
    const count = await group.locator("[data-gallery-item]").count();
    for (let first = 0; first < count; first += ITEMS_ON_A_SHEET) {
      const shown = [first, first + ITEMS_ON_A_SHEET];
      await group.evaluate((section, [from, to]) => {
        for (const item of section.ownerDocument.querySelectorAll("[data-shown]")) {
          delete item.dataset.shown;
        }
        for (const item of [...section.querySelectorAll("[data-gallery-item]")].slice(from, to)) {
          item.dataset.shown = "";
        }
      }, shown);
      const sheet = String(first / ITEMS_ON_A_SHEET + 1).padStart(2, "0");
      const path = pathOf(name.toLowerCase().replace(/\W+/g, "-"), sheet);
      await page.screenshot({ path, fullPage: true });
    }
  }
}
