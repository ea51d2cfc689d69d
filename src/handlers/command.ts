import { editDistance } from "./edit-distance.ts";

/** One command: `session show` has the words `session` and `show`. */
export interface CommandShape {
  words: readonly string[];
  /** Whether words may follow. */
  takesWords: boolean;
}

export type Match<Shape> = { found: Shape; args: string[] } | { nearest: Shape | null };

// Short words differ by a letter easily, so that a guess must share most of them.
const mostEdits = (word: string) => (word.length < 4 ? 1 : 2);

/**
 * The command that is meant. Capitals do not matter, nor whether a thing is named in the singular or plural.
 * Where none fits, the nearest one, if any is near.
 */
export function matchCommand<Shape extends CommandShape>(
  words: readonly string[],
  commands: readonly Shape[],
): Match<Shape> {
  const given = words.map(fold);
  const fitting = commands
    .filter(({ words: own }) => own.every((word, at) => fold(word) === given[at]))
    .sort((a, b) => b.words.length - a.words.length)[0];
  if (!fitting) return { nearest: nearestCommand(given, commands) };
  const args = words.slice(fitting.words.length);
  if (args.length === 0) return { found: fitting, args };
  const slip = slipIn(words, fitting, commands);
  return fitting.takesWords && !slip ? { found: fitting, args } : { nearest: slip ?? fitting };
}

/** `session restrat ID` is a slip in `session restart ID`; `sessions shop` is a search. */
function slipIn<Shape extends CommandShape>(
  words: readonly string[],
  fitting: Shape,
  commands: readonly Shape[],
): Shape | null {
  if (fitting.takesWords && words[0]?.toLowerCase() === fitting.words[0]) return null;
  return nearestCommand(
    words.map(fold),
    commands.filter((command) => command.words.length > fitting.words.length && startsWith(command, fitting)),
  );
}

function startsWith(command: CommandShape, beginning: CommandShape): boolean {
  return beginning.words.every((word, at) => fold(word) === fold(command.words[at] ?? ""));
}

function nearestCommand<Shape extends CommandShape>(
  given: readonly string[],
  commands: readonly Shape[],
): Shape | null {
  const ranked = commands
    .map((command) => ({ command, edits: editsTo(given, command) }))
    .filter(({ edits }) => edits !== null)
    .sort((a, b) => b.command.words.length - a.command.words.length || (a.edits ?? 0) - (b.edits ?? 0));
  return ranked[0]?.command ?? null;
}

/** Null when any of the command's words is too far from the given one. */
function editsTo(given: readonly string[], { words }: CommandShape): number | null {
  let total = 0;
  for (const [at, word] of words.entries()) {
    const edits = editDistance(given[at] ?? "", fold(word));
    if (edits > mostEdits(word)) return null;
    total += edits;
  }
  return total;
}

const SINGULAR: Record<string, string> = { ingresses: "ingress", sessions: "session", "?": "help" };

function fold(word: string): string {
  const lower = word.toLowerCase();
  return SINGULAR[lower] ?? lower;
}
