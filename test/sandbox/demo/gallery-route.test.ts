import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { GalleryEntries } from "../../../sandbox/demo/gallery-entries.ts";
import { galleryRoute } from "../../../sandbox/demo/gallery-route.ts";
import { type PageServer, startPageServer } from "../../../sandbox/demo/page-server.ts";
import { galleryItems } from "../../../sandbox/gallery/gallery-items.ts";

let folder: string;
let server: PageServer;
let gallery: GalleryEntries;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "gallery-page-"));
  server = await startPageServer({
    folder,
    port: 0,
    entriesFor: () => null,
    routes: { views: galleryRoute },
  });
  const response = await fetch(`${server.url}/views`);
  gallery = (await response.json()) as GalleryEntries;
});
afterAll(async () => {
  await server?.stop();
  rmSync(folder, { recursive: true });
});

test("the page is given every item, with the ids that Slack would have set", () => {
  expect(gallery.items).toHaveLength(galleryItems().length);
  const idsOf = (item: (typeof gallery.items)[number]) => {
    if (item.kind === "options") return [];
    return (item.kind === "message" ? item.blocks : item.view.blocks).map((block) => block.block_id);
  };
  expect(gallery.items.flatMap(idsOf).filter((id) => !id)).toEqual([]);
  const twice = gallery.items.filter((item) => new Set(idsOf(item)).size < idsOf(item).length);
  expect(twice.map(({ id }) => id)).toEqual([]);
});

test("what was answered to a submit comes with the modal, at a block that is there", () => {
  const wrong = gallery.items.filter((item) => "errors" in item && Object.keys(item.errors).length > 0);
  expect(wrong.length).toBeGreaterThan(5);
  const astray = wrong.filter(
    (item) =>
      "errors" in item &&
      Object.keys(item.errors).some((id) => !item.view.blocks.some((block) => block.block_id === id)),
  );
  expect(astray.map(({ id }) => id)).toEqual([]);
});

test("whoever a sample names is in the directory", () => {
  const { people, channels, groups } = gallery.directory;
  // Hostile texts, which are shown as they are, name one who is not there.
  const known = new Set(["U1", ...[...people, ...channels, ...groups].map(({ id }) => id)]);
  const named = JSON.stringify(gallery.items).matchAll(/<[@#](\w+)>|<!subteam\^(\w+)>/g);
  const unknown = [...named].map(([, id, group]) => id ?? group ?? "").filter((id) => !known.has(id));
  expect([...new Set(unknown)]).toEqual([]);
});
