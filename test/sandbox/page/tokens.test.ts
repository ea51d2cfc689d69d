import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";

const css = readFileSync(new URL("../../../sandbox/page/design/tokens.css", import.meta.url), "utf8");

/** Of WCAG 2.2, AA: for text, and for the edges of what is worked. */
const TEXT_CONTRAST = 4.5;
const EDGE_CONTRAST = 3;

const grounds = ["ground", "ground-sunken", "ground-raised", "ground-hover", "ground-selected"];
const inks = ["ink", "ink-soft", "accent"];
const pairs = [
  ...inks.flatMap((ink) => [...grounds, "mention-ground"].map((ground) => [ink, ground] as const)),
  ...["good", "warn", "bad"].flatMap((tone) => [
    [tone, `${tone}-ground`] as const,
    [tone, "ground"] as const,
  ]),
  ["accent-ink", "accent-ground"],
  ["accent-ink", "bad-fill"],
] as const;

describe.each(["light", "dark"])("in the %s colours", (scheme) => {
  test.each(pairs)("%s can be read on %s", (ink, ground) => {
    expect(contrast(colour(ink, scheme), colour(ground, scheme))).toBeGreaterThanOrEqual(TEXT_CONTRAST);
  });

  test.each(["ground", "ground-sunken", "ground-raised"])("an edge is seen on %s", (ground) => {
    expect(contrast(colour("line-strong", scheme), colour(ground, scheme))).toBeGreaterThanOrEqual(
      EDGE_CONTRAST,
    );
  });
});

function colour(name: string, scheme: string): string {
  const [, value = ""] = new RegExp(`--${name}: ([^;]+);`).exec(css) ?? [];
  const [light = "", dark = light] = value.match(/#[0-9a-f]{6}/g) ?? [];
  expect([name, light]).toEqual([name, expect.stringMatching(/^#/)]);
  return scheme === "light" ? light : dark;
}

function contrast(one: string, other: string): number {
  const [darker = 0, lighter = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (lighter + 0.05) / (darker + 0.05);
}

function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
