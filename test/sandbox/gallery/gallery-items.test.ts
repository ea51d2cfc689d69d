import { beforeAll, describe, expect, test } from "vitest";
import type { GalleryItem } from "../../../sandbox/gallery/gallery-item.ts";
import { anchorOf, galleryItems } from "../../../sandbox/gallery/gallery-items.ts";
import { refusalsOfSlack } from "../../support/refusals-of-slack.ts";
import { type ViewFunction, viewFunctions } from "./views-of-sources.ts";

/** Words that are never sent as they are: handlers put them into what they send. */
const PARTS_FOR_HANDLERS = [
  "src/views/home/home-buttons.ts#homeNote",
  "src/views/home/home-view.ts#homeFingerprint",
  "src/views/ingress-form.ts#fieldBlockId",
  "src/views/operation-words.ts#domainOf",
  "src/views/plain-from-mrkdwn.ts#plainFromMrkdwn",
  "src/views/session-option.ts#nameInOption",
  "src/views/text.ts#cut",
];

let items: GalleryItem[];
let functions: ViewFunction[];
beforeAll(async () => {
  items = galleryItems();
  functions = await viewFunctions();
});

/** What views alone use is a part of them. */
function isShown({ name, makes, usedBy }: ViewFunction): boolean {
  return makes !== "part" && usedBy.length > 0 && !PARTS_FOR_HANDLERS.includes(name);
}

describe("the gallery", () => {
  test("knows of every function that the views export whether it makes a view, words or a part", () => {
    const unknown = functions.filter(({ makes }) => makes === null);
    expect(unknown.map(({ name, returns }) => `${name} returns ${returns}`)).toEqual([]);
  });

  test("has an item of every view, and of all words that are sent", () => {
    const drawn = new Set(items.map(({ view }) => view));
    const missing = functions.filter((one) => isShown(one) && !drawn.has(one.name));
    expect(missing.map(({ name }) => name)).toEqual([]);
  });

  test("takes for parts only words that handlers use", () => {
    const used = functions.filter(({ makes, usedBy }) => makes === "text" && usedBy.length > 0);
    expect(PARTS_FOR_HANDLERS.filter((name) => !used.some((one) => one.name === name))).toEqual([]);
  });

  test("says truly which view drew an item", () => {
    const byName = new Map(functions.map(({ name, fn }) => [name, fn]));
    const elsewhere = items.filter(({ view, by }) => byName.get(view) !== by);
    expect([...new Set(elsewhere.map(({ view }) => view))]).toEqual([]);
  });

  test("gives each item an anchor of its own", () => {
    const anchors = items.map(anchorOf);
    expect(anchors.filter((anchor, index) => anchors.indexOf(anchor) !== index)).toEqual([]);
    expect(anchors.filter((anchor) => !/^[a-z0-9]+(-[a-z0-9]+)*$/.test(anchor))).toEqual([]);
  });

  test("holds nothing that Slack would refuse", () => {
    const refused = items.flatMap((item) =>
      refusalsOfSlack(item).map((words) => `${item.group}, ${item.name}: ${words}`),
    );
    expect(refused).toEqual([]);
  });
});
