import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Drawn, drawnOf, type GalleryItem } from "../../../sandbox/gallery/gallery-item.ts";
import { galleryItems } from "../../../sandbox/gallery/gallery-items.ts";
import { aSessionTarget } from "../../../sandbox/gallery/samples/an-operation.ts";
import { deviceName } from "../../../src/operations/device-name.ts";
import { disarmed, hostileText, hugeText } from "../../support/hostile-text.ts";
import { propertyOptions } from "../../support/property.ts";
import { refusalsOfSlack } from "../../support/refusals-of-slack.ts";
import { type Rewrite, rewritten } from "./foreign-strings.ts";
import { buttonsOf, looseTexts, structureOf, unseenIn } from "./what-slack-reads.ts";

const items = galleryItems();
const byView = [...Map.groupBy(items, ({ view }) => view)];

/** Each view is drawn this often at least, one of many samples as often as it has samples. */
const FEWEST_RUNS = 10;
const MOST_RUNS = 100;

/** Words for where Slack takes plain text only, as at a field. */
const PLAIN_WORDS = ["domainProblem", "anotherDomainText", "tooManyBytes"];

/** What a view says where look-alikes stand for what would format. */
const SAID_OF_LOOK_ALIKES = / \*Details\* shows (?:all of it|it in full)\./g;

/** What is longer never comes so far: ngrok and DNS do not take it. */
const LONGEST: Record<string, number> = {
  domain: 253,
  nsTargets: 253,
  regionDomains: 253,
  description: 255,
  metadata: 4096,
  upstream: 255,
  words: 1000,
};

/** The same view of the same data, but for the strings that come from elsewhere; null where it then says nothing. */
function redrawn(item: GalleryItem, rewrite: Rewrite): Drawn | null {
  const by = item.by as (...given: unknown[]) => Parameters<typeof drawnOf>[0] | null;
  const drawn = by(...rewritten(item.view, item.given, rewrite));
  return drawn === null ? null : drawnOf(drawn, item.view);
}

/** Equal strings stay equal, whatever they become. */
function remembered(next: Rewrite): Rewrite {
  const made = new Map<string, string>();
  return (text, origin, field) => {
    const key = `${origin} ${text}`;
    const known = made.get(key) ?? next(text, origin, field);
    made.set(key, known);
    return known;
  };
}

/** A rewrite by these texts in turn: each string unlike all others, and no longer than such may be. */
function by(texts: readonly string[], finish: (text: string) => string = (text) => text): Rewrite {
  let count = 0;
  return remembered((_, origin, field) => {
    count += 1;
    return finish(nextOf(texts[count % texts.length] ?? "", count, origin, field));
  });
}

function nextOf(text: string, count: number, origin: string, field: string): string {
  if (origin === "id") return `ts_2aBcDe${count}${joined(text, 24)}`;
  if (origin === "url") return `https://e${count}.test/${joined(text, 200)}`;
  const [holder, name = ""] = field.split(".");
  const mark = `e${count}`;
  const length = Math.min(text.length, LONGEST[name] ?? text.length);
  const kept = text.slice(0, Math.max(0, length - mark.length));
  const marked = count % 2 === 0 ? `${kept}${mark}` : `${mark}${kept}`;
  return name === "name" && holder !== "target" ? nameOf(marked) : marked;
}

function joined(text: string, longest: number): string {
  return text.slice(0, longest).replace(/\s/g, "x").toWellFormed();
}

const harmless = (text: string) => disarmed(clean(text));

/** As a list calls a device whose metadata says this. What is recorded of a form may be anything. */
function nameOf(text: string): string {
  const session = { ...aSessionTarget().session, id: "ts_e" };
  return deviceName({ ...session, metadata: JSON.stringify({ name: text }) }, [], "name");
}

const each = { minLength: 3, maxLength: 8 };

describe.each(byView)("%s", (view, ofView) => {
  const isPlain = PLAIN_WORDS.some((name) => view.endsWith(`#${name}`));
  const any = fc.constantFrom(...ofView);
  const runs = propertyOptions(Math.min(MOST_RUNS, Math.max(FEWEST_RUNS, ofView.length)));

  test("lets nothing foreign ping, link, format, picture or hide anything", () => {
    fc.assert(
      fc.property(any, fc.array(hostileText(24), each), (item, texts) => {
        const shown = redrawn(item, by(texts));
        const unarmed = redrawn(item, by(texts, harmless));
        expect(unseenIn(shown?.drawn)).toEqual([]);
        expect(looseTexts(shown?.drawn)).toEqual([]);
        if (!isPlain) expect(structure(shown)).toEqual(structure(unarmed));
      }),
      runs,
    );
  });

  test("stays what Slack takes, and whole, whatever the length of what is foreign", () => {
    fc.assert(
      fc.property(any, fc.array(hugeText(), each), (item, texts) => {
        const shown = redrawn(item, by(texts));
        if (shown === null) return;
        expect(refusalsOfSlack(shown)).toEqual([]);
        expect(unseenIn(shown.drawn)).toEqual([]);
        expect(buttonsOf(shown.drawn)).toEqual(buttonsOf(redrawn(item, by(texts, harmless))?.drawn));
      }),
      runs,
    );
  });
});

function structure(shown: Drawn | null): unknown {
  return structureOf(JSON.parse(JSON.stringify(shown?.drawn ?? null).replace(SAID_OF_LOOK_ALIKES, "")));
}

/** What is not seen leaves no place for a harmless letter. */
function clean(text: string): string {
  return text.toWellFormed().replace(/[^\P{Cc}\t\n]|\p{Cf}|[\u2028\u2029]/gu, "");
}
