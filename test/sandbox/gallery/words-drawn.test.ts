import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { expect, test } from "vitest";

/** Sources that hold words for people. */
const SOURCES = /\/(src\/(?:views\/.*|user-error|ngrok-error-words|store-error-words)\.ts)$/;
/** Code that says or decides something; `?? 0` and the like do not. */
const SAYS = /["`][^"`]*[a-z]{2,}[^"`]*["`]|\b(?:return|case|default)\b/i;

/** What no operation, session or error that there can be ever comes to, and what draws nothing. */
const NEVER_DRAWN = [
  // An operation is looked at before anybody is asked to approve it.
  "src/views/card/card-context.ts: return [escapeText(subjectId)];",
  'src/views/card/plan-words.ts: return "";',
  // A version without a major number is taken for an SDK's.
  'src/views/card/report-words.ts: : "ngrok\'s newest"',
  // Only what is late can be left; only two of a kind are compared.
  'src/views/card/resolved-words.ts: ?? "restart"',
  'src/views/card/ended-words.ts: return "Look at `/ngrok ingresses`.";',
  // Of forms about sessions: there is no other kind of input, and no other kind of change.
  "src/views/form-again.ts: default: return block;",
  'src/views/session-asked-modal.ts: ?? "Change"',
  "src/views/session-restart-modal.ts: return null;",
  // Compares two drawings; nobody reads it.
  "src/views/home/home-view.ts: function homeFingerprint(data: HomeData): string { const sessions = un",
  'src/views/home/home-view.ts: function undated<T>(seen: Seen<T>): Seen<T> { if (seen.state === "read',
  // Reads what came back.
  'src/views/session-option.ts: function nameInOption(text: string): string { return text.split(" · ")',
  'src/user-error.ts: ?? "no reason given"',
  'src/user-error.ts: name = "ShownError"; readonly reference',
  'src/user-error.ts: constructor(cause: unknown, reference: string) { super("Shown to the p',
  "src/user-error.ts: function newReference(): string { return [...randomBytes(6)].map((byte",
];

const LONGEST = 70;

test("every sentence of the views is in an item of the gallery", () => {
  expect(undrawn()).toEqual([...NEVER_DRAWN].sort());
});

/** What of the sources is not run while the gallery draws all its items, by a process of its own that counts it. */
function undrawn(): string[] {
  const folder = mkdtempSync(join(tmpdir(), "gallery-coverage-"));
  try {
    const gallery = pathToFileURL("sandbox/gallery/gallery-items.ts").href;
    const program = `(await import(${JSON.stringify(gallery)})).galleryItems();`;
    const { status, stderr } = spawnSync(process.execPath, ["--input-type=module", "-e", program], {
      env: { ...process.env, NODE_V8_COVERAGE: folder, NODE_OPTIONS: "" },
      encoding: "utf8",
    });
    expect(stderr).toBe("");
    expect(status).toBe(0);
    return readdirSync(folder)
      .flatMap((file) => readCoverage(readFileSync(join(folder, file), "utf8")))
      .sort();
  } finally {
    rmSync(folder, { recursive: true });
  }
}

interface Coverage {
  result: {
    url: string;
    functions: { ranges: { startOffset: number; endOffset: number; count: number }[] }[];
  }[];
}

/** Node strips types by spaces, so that the offsets are those of the sources. */
function readCoverage(json: string): string[] {
  const { result } = JSON.parse(json) as Coverage;
  return result.flatMap(({ url, functions }) => {
    const path = SOURCES.exec(url)?.[1];
    if (path === undefined) return [];
    const source = readFileSync(fileURLToPath(url), "utf8");
    return functions
      .flatMap(({ ranges }) => ranges)
      .filter(({ count }) => count === 0)
      .map(({ startOffset, endOffset }) => source.slice(startOffset, endOffset))
      .filter((code) => SAYS.test(code))
      .map((code) => `${path}: ${code.replace(/\s+/g, " ").trim().slice(0, LONGEST)}`);
  });
}
