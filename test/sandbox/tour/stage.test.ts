import { beforeEach, expect, test } from "vitest";
import { createStage, must, type Stage } from "../../../sandbox/tour/stage.ts";

let printed: string[];
let stage: Stage;
beforeEach(() => {
  printed = [];
  stage = createStage({
    print: (line) => printed.push(line),
    explain: () => ["the bot's last words"],
    firstChapter: 1,
  });
  stage.chapter("One");
});

test("a step holds when the words on the screen show all that was expected, marks left aside", async () => {
  await stage.scene(() =>
    stage.step("Olga looks", async () => "*Update `edge-07`?*", ["Update edge-07?", /edge-\d+/]),
  );
  expect([stage.held, stage.failed]).toEqual([1, 0]);
  expect(printed.join("\n")).toContain("1.1 Olga looks");
});

test("a step whose words do not show it fails, and says what was expected", async () => {
  await stage.scene(() => stage.step("Olga looks", async () => "Nothing here", ["edge-07"]));
  expect([stage.held, stage.failed]).toEqual([0, 1]);
  expect(printed.join("\n")).toContain("✗ expected: “edge-07”");
  expect(printed.join("\n")).toContain("the bot's last words");
});

test("a failed step ends its scene, and the next scene goes on", async () => {
  let reached = false;
  await stage.scene(async () => {
    await stage.step("Fails", async () => {
      must(false, "a miracle");
      return "";
    });
    reached = true;
  });
  await stage.scene(() => stage.step("Holds", async () => ""));
  expect(reached).toBe(false);
  expect([stage.held, stage.failed]).toEqual([1, 1]);
});

test("what goes wrong between two steps is a failure as well", async () => {
  await stage.scene(async () => {
    throw new Error("The bot ended with SIGKILL.");
  });
  expect(stage.failed).toBe(1);
  expect(printed.join("\n")).toContain("The bot ended with SIGKILL.");
});
