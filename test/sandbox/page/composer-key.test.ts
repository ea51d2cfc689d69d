import { describe, expect, test } from "vitest";
import { type ComposerState, composerKey } from "../../../sandbox/page/chat/composer-key.ts";

const press = (
  key: string,
  state: Partial<ComposerState>,
  more: { shiftKey?: boolean; composing?: boolean } = {},
) =>
  composerKey(
    { key, shiftKey: more.shiftKey ?? false, nativeEvent: { isComposing: more.composing ?? false } },
    { draft: "/ngrok ", active: -1, count: 0, takes: false, walking: false, ...state },
  );
const offered = { count: 3, takes: true };

describe("the return key", () => {
  test("sends, unless a suggestion is chosen that would change the text", () => {
    expect(press("Enter", {})).toBe("send");
    expect(press("Enter", offered)).toBe("send");
    expect(press("Enter", { ...offered, active: 0 })).toBe("take");
    expect(press("Enter", { ...offered, active: 0, takes: false })).toBe("send");
  });

  test("is left to the text with Shift, and to an input method at work", () => {
    expect(press("Enter", {}, { shiftKey: true })).toBeNull();
    expect(press("Enter", { ...offered, active: 0 }, { composing: true })).toBeNull();
  });
});

describe("in a list", () => {
  test("arrows go round, and in from either end", () => {
    const down = [-1, 0, 2].map((active) => press("ArrowDown", { ...offered, active }));
    const up = [-1, 0, 2].map((active) => press("ArrowUp", { ...offered, active }));
    expect([down, up]).toEqual([
      [0, 1, 0],
      [2, 2, 1],
    ]);
  });

  test("Tab takes what changes the text, else leads on; Escape closes", () => {
    expect(press("Tab", offered)).toBe("take");
    expect(press("Tab", { ...offered, takes: false })).toBeNull();
    expect(press("Escape", offered)).toBe("dismiss");
  });
});

describe("what was sent before", () => {
  test("is reached from an empty line only, and walked through from there", () => {
    expect(press("ArrowUp", { draft: "" })).toBe("back");
    expect(press("ArrowUp", { draft: "hello" })).toBeNull();
    expect(press("ArrowUp", { draft: "hello", walking: true })).toBe("back");
    expect(press("ArrowDown", { draft: "hello", walking: true })).toBe("forth");
    expect(press("ArrowDown", { draft: "" })).toBeNull();
  });

  test("leaves all other keys alone", () => {
    for (const key of ["Tab", "Escape", "a"]) expect(press(key, { draft: "" })).toBeNull();
  });
});
