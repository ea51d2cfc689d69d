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
  for (let id = await scrollToFar(page); id !== null; id = await scrollToFar(page)) {
    await page.locator(`[id="${id}"] [data-gallery-frame]`).waitFor({ state: "attached" });
  }
}

/** The first item that is not drawn yet; null where all are. One step, for items are drawn while others are looked for. */
function scrollToFar(page: Page): Promise<string | null> {
  return page.locator('[data-gallery-item="far"]').evaluateAll((items) => {
    items[0]?.scrollIntoView();
    return items[0]?.id ?? null;
  });
}
