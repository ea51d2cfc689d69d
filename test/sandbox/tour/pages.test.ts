import { expect, test } from "vitest";
import { createPages } from "../../../sandbox/tour/pages.ts";

test("a later page is shown once the one before it is complete, and at once from then on", () => {
  const shown: string[] = [];
  const pages = createPages((line) => shown.push(line));
  const [first, second] = [pages.add(), pages.add()];
  second("later 1");
  first("now");
  expect(shown).toEqual(["now"]);
  pages.turn();
  second("later 2");
  expect(shown).toEqual(["now", "later 1", "later 2"]);
});

test("everything is shown when the tour is abandoned", () => {
  const shown: string[] = [];
  const pages = createPages((line) => shown.push(line));
  pages.add();
  pages.add()("later");
  pages.showAll();
  expect(shown).toEqual(["later"]);
});
