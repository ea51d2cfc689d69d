import type { Page } from "playwright-core";
import { buildPage } from "../../sandbox/demo/build-page.ts";
import { galleryRoute } from "../../sandbox/demo/gallery-route.ts";
import { type PageServer, startPageServer } from "../../sandbox/demo/page-server.ts";

/** The page with what the gallery needs, and nothing behind it. */
export async function startGallerySite(): Promise<PageServer> {
  const folder = await buildPage();
  return startPageServer({ folder, port: 0, entriesFor: () => null, routes: { views: galleryRoute } });
}

/** Scrolls through the whole gallery, so that each of its items is drawn. */
export async function drawWholeGallery(page: Page): Promise<void> {
  await page.locator("[data-gallery-item]").first().waitFor();
  const far = page.locator('[data-gallery-item="far"]');
  while ((await far.count()) > 0) {
    const id = await far.first().getAttribute("id");
    const next = page.locator(`[id="${id}"]`);
    await next.evaluate((item) => item.scrollIntoView());
    await next.locator("[data-gallery-frame]").waitFor({ state: "attached" });
  }
}
