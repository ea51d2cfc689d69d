export type Expected = string | RegExp;

/** A step that did not hold, in words for whoever reads the tour. */
export class StepFailure extends Error {
  override readonly name = "StepFailure";
}

/** @throws StepFailure with what was expected */
export function must(holds: boolean, expected: string): void {
  if (!holds) throw new StepFailure(`expected: ${expected}`);
}

export interface Stage {
  chapter(title: string): void;
  /** Steps that build on each other: the first that fails ends the scene, and the next scene goes on. */
  scene(play: () => Promise<void>): Promise<void>;
  /** `act` answers the words on the screen, in which everything `expected` must be. */
  step(title: string, act: () => Promise<string>, expected?: readonly Expected[]): Promise<void>;
  readonly held: number;
  readonly failed: number;
}

export interface StageOptions {
  print: (line: string) => void;
  /** What may explain a failure, such as the end of the bot's log. */
  explain: () => readonly string[];
  /** The number of its first chapter. */
  firstChapter: number;
}

export function createStage({ print, explain, firstChapter }: StageOptions): Stage {
  let chapters = firstChapter - 1;
  let steps = 0;
  let held = 0;
  let failed = 0;

  const fail = (error: unknown) => {
    failed += 1;
    const words = error instanceof StepFailure ? error.message : describe(error);
    print(indented(words, "   ✗ "));
    for (const line of explain()) print(`     | ${line}`);
  };

  return {
    chapter: (title) => {
      chapters += 1;
      steps = 0;
      print(`\n${chapters}. ${title}\n`);
    },
    scene: async (play) => {
      try {
        await play();
      } catch (error) {
        if (!(error instanceof SceneOver)) fail(error);
      }
    },
    step: async (title, act, expected = []) => {
      steps += 1;
      print(`${chapters}.${steps} ${title}`);
      try {
        const words = await act();
        if (words !== "") print(indented(words, "       "));
        const missing = expected.filter((wanted) => !shows(words, wanted));
        must(missing.length === 0, missing.map(quoted).join(", "));
      } catch (error) {
        fail(error);
        throw new SceneOver();
      }
      held += 1;
      print(`   ✓${expected.length > 0 ? ` ${expected.map(quoted).join(", ")}` : ""}`);
    },
    get held() {
      return held;
    },
    get failed() {
      return failed;
    },
  };
}

class SceneOver extends Error {
  override readonly name = "SceneOver";
}

/** Whether the words show it; the marks of bold and of code are not read. */
export function shows(words: string, wanted: Expected): boolean {
  const read = words.replace(/[*`]/g, "");
  return typeof wanted === "string" ? read.includes(wanted) : wanted.test(read);
}

function quoted(wanted: Expected): string {
  return typeof wanted === "string" ? `“${wanted}”` : String(wanted);
}

function indented(words: string, margin: string): string {
  const rest = " ".repeat(margin.length);
  return words
    .split("\n")
    .map((line, index) => (index === 0 ? margin : rest) + line)
    .join("\n");
}

function describe(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
