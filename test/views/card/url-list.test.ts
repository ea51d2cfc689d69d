import { describe, expect, test } from "vitest";
import { anOperation, aSessionTarget } from "../../../sandbox/gallery/samples/an-operation.ts";
import { aReport, candidates } from "../../../sandbox/gallery/samples/card-parts.ts";
import { chooseModal } from "../../../src/views/card/choose-modal.ts";
import { detailsModal } from "../../../src/views/card/details-modal.ts";
import { followUpMessage } from "../../../src/views/card/follow-up-message.ts";
import { urlList } from "../../../src/views/card/url-list.ts";

const urls = (length: number) => Array.from({ length }, (_, index) => `https://${index}.example.com`);
const below = (length: number) => urls(length).join("\n");
const textsOf = (blocks: readonly object[]) =>
  blocks.map((block) => ("text" in block ? (block.text as { text: string }).text : ""));

describe("a list of URLs", () => {
  test("stands on the line of its label while there are two at most", () => {
    expect(urlList("Back:", ["a", "b"], { max: 100, most: 8 })).toBe("Back: a, b");
    expect(urlList("Back:", ["a", "b", "c"], { max: 100, most: 8 })).toBe("Back:\na\nb\nc");
  });

  test("cuts no URL where there is no room, and counts it", () => {
    const long = "x".repeat(90);
    expect(urlList("Back:", ["a", "b", long, "c"], { max: 100, most: 8 })).toBe("Back:\na\nb\nand 2 more");
  });

  test("ends after eight in a follow-up", () => {
    const report = { ...aReport, backUrls: urls(10), missingUrls: urls(3) };
    const [, lines] = textsOf(followUpMessage(anOperation({ state: "succeeded", report })).blocks);
    expect(lines).toContain(`\nBack:\n${below(8)}\nand 2 more\nMissing:\n${below(3)}`);
  });

  test("ends after twelve in the details", () => {
    const serves = urls(40).map((url) => ({ url, survives: false }));
    const report = { ...aReport, backUrls: urls(13), missingUrls: [] };
    const target = aSessionTarget({}, { serves });
    const texts = textsOf(detailsModal(anOperation({ state: "succeeded", target, report })).blocks);
    expect(texts).toContain(`Serves\n${below(12)}\nand 28 more`);
    expect(texts).toContain(`Back:\n${below(12)}\nand 1 more`);
  });
});

test("the choice of a session stands above what tells the candidates apart, with three URLs of each", () => {
  const many = candidates.map((candidate) => ({ ...candidate, urls: urls(5) }));
  const problem = { code: "ambiguous" as const, candidates: many };
  const { blocks } = chooseModal(anOperation({ state: "needs-attention", problem }));
  expect(blocks.map(({ type }) => type)).toEqual(["section", "input", ...many.map(() => "section")]);
  for (const text of textsOf(blocks).slice(2)) expect(text).toMatch(/2\.example\.com\nand 2 more$/);
});
