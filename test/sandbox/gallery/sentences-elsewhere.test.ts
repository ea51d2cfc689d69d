import { expect, test } from "vitest";
import { readSources } from "../../support/source-files.ts";

/** A string from its first quotation mark to its last, with what stands before it. */
const LITERAL = /"(?:[^"\\\n]|\\.)*"|`(?:[^`\\]|\\.)*`/g;
const NOT_CODE = /\/\*[\s\S]*?\*\/|^\s*\/\/.*$|^import [\s\S]*?;$/gm;
/** What runs the bot reads, not who uses it: the log, and errors that are none of a person's doing. */
const FOR_THE_LOG = /(?:\blog(?:ger)?(?:\.\w+|\[[^\]]+\])|\boutage\.\w+|\bnew \w*Error|\bsuper)\([^;]*$/;
/** Words in help's list of commands, and what is asked for, of which a denial makes a sentence. */
const PHRASE_IN = /(?:\bcommand\(|\bWHAT = |\bdoes: |\banyone\(|\bapprover\()[^;]*$/;
const MOST_WORDS_OF_A_NAME = 3;

test("handlers hold no sentences: people read those of views alone, which the gallery shows", () => {
  expect(sentencesOf("src/handlers/**/*.ts")).toEqual([]);
});

test("what keeps messages true in Slack holds none either", () => {
  expect(sentencesOf("src/slack/**/*.ts").filter((found) => !FOR_THE_ADMIN.test(found))).toEqual([]);
});

/** Why the bot does not start, cannot be heard, or is not told who somebody is: for the log. */
const FOR_THE_ADMIN =
  /^src\/slack\/(?:identify-bot|lookup-failures|socket-fetch|socket-line|watch-socket)\.ts: /;

/** Blocks, or an answer that is a bare text. */
const DRAWN = /blocks: \[|\b(?:mrkdwn|plain)\(|\brespond\((?:["`]|\{[^;]*\btext:)/;

test("nobody but the views draws blocks, or answers without any", () => {
  const sources = readSources("src/{handlers,slack}/**/*.ts");
  expect(sources.filter(({ text }) => DRAWN.test(text)).map(({ path }) => path)).toEqual([]);
});

test("a sentence is told from a name, a phrase and a word for the log", () => {
  const told = (line: string) => sentencesIn(line).length;
  expect(told('throw new UserRefusal("Choose a time.", block);')).toBe(1);
  expect(told(`await respond(\`Usage: \${name} show ID\`);`)).toBe(1);
  expect(told('const SLOW = "ngrok has not answered yet";')).toBe(1);
  expect(told('logger.warn({ err }, "Channel could not be looked up");')).toBe(0);
  expect(told('logger[isNews ? "warn" : "debug"]({ err }, "Channel could not be looked up");')).toBe(0);
  expect(told('const answer = words[level]({ err }, "Channel could not be looked up");')).toBe(1);
  expect(told('throw new Error("The form has no channel for its card");')).toBe(0);
  expect(told('const TITLE = "Edit agent ingress";')).toBe(0);
  expect(told(`const key = \`\${view.id}:\${view.hash}\`;`)).toBe(0);
});

function sentencesOf(pattern: string): string[] {
  return readSources(pattern).flatMap(({ path, text }) => sentencesIn(text).map((one) => `${path}: ${one}`));
}

function sentencesIn(source: string): string[] {
  const code = source.replace(NOT_CODE, "");
  return [...code.matchAll(LITERAL)]
    .filter(({ 0: literal, index }) => isSentence(literal, code.slice(Math.max(0, index - 300), index)))
    .map(([literal]) => literal);
}

function isSentence(literal: string, before: string): boolean {
  const text = literal.slice(1, -1).replace(/\$\{[^}]*\}/g, "x");
  const words = text.split(/\s+/).filter((word) => /[a-z]{2}/i.test(word));
  if (words.length < 2 || FOR_THE_LOG.test(before) || PHRASE_IN.test(before)) return false;
  return words.length > MOST_WORDS_OF_A_NAME || /[.?!…:;*“”]/.test(text);
}
