import { existsSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { galleryItems } from "../sandbox/gallery/gallery-items.ts";
import { environmentSchema } from "../src/variables.ts";
import { readSources } from "./support/source-files.ts";

const page = readFileSync("docs/operations.md", "utf8");
const scripts: Record<string, string> = JSON.parse(readFileSync("package.json", "utf8")).scripts;

/** Read by Node and by Compose, not by the bot. */
const OTHERS_VARIABLES = ["NODE_EXTRA_CA_CERTS", "POSTGRES_PASSWORD"];

const matches = (text: string, pattern: RegExp) => [...text.matchAll(pattern)].map(([, one = ""]) => one);

/** The first cells of the tables between two headings: what somebody sees. */
function symptoms(from: string, to: string): string {
  const part = page.slice(page.indexOf(`\n## ${from}\n`), page.indexOf(`\n### ${to}\n`));
  return matches(part, /^\| (.+?) \|/gm).join("\n");
}

const sources = readSources("src/**/*.ts").map(({ text }) => text);
const seen = symptoms("What to do when", "Everything is to be stopped now");

describe("docs/operations.md", () => {
  test("every script of npm that it names is there", () => {
    const named = matches(page, /npm run (?:--silent )?([\w:-]+)/g);
    expect(named.length).toBeGreaterThan(8);
    expect(named.filter((name) => !(name in scripts))).toEqual([]);
  });

  test("every program of the bot that it names is there", () => {
    const named = matches(page, /(src\/[\w-]+-main\.ts)/g);
    expect(named.length).toBeGreaterThan(3);
    expect(named.filter((path) => !existsSync(path))).toEqual([]);
  });

  test("every variable that it names is read", () => {
    const named = matches(
      page,
      /(?<!\w)([A-Z]+(?:_[A-Z]+)+|OPERATORS|APPROVERS|ADMINS|VIEWERS|CHANNELS)(?!\w)/g,
    );
    expect(named.length).toBeGreaterThan(40);
    const known = [...Object.keys(environmentSchema.shape), ...OTHERS_VARIABLES];
    expect(named.filter((name) => !known.includes(name))).toEqual([]);
  });

  test("every metric that it names is in its table", () => {
    const listed = matches(page, /^\| `(ngrok_chatops_\w+)/gm);
    const named = matches(page, /(ngrok_chatops_\w+)/g).filter((name) => name !== "ngrok_chatops_before");
    expect(named.filter((name) => !listed.includes(name))).toEqual([]);
  });

  test("every heading that it links to is there", () => {
    const anchors = matches(page, /^#+ (.+)$/gm).map((heading) => heading.toLowerCase().replaceAll(" ", "-"));
    expect(matches(page, /\]\(#([^)]+)\)/g).filter((anchor) => !anchors.includes(anchor))).toEqual([]);
  });

  test("what it says that the bot says in Slack, the bot says", () => {
    const drawn = JSON.stringify(galleryItems().map(({ by: _, ...item }) => item)).replaceAll("*", "");
    const texts = [drawn, ...sources];
    const restored = page.slice(
      page.indexOf("\n### After a restore\n"),
      page.indexOf("\n## Several processes\n"),
    );
    const bold = matches(`${seen}\n${restored}`, /\*\*(.+?)\*\*/g);
    expect(bold.length).toBeGreaterThan(20);
    const change = page.slice(page.indexOf("\n### A change\n"), page.indexOf("\n### A key or a token"));
    const italic = matches(`${change}\n${restored}`, /(?<!\*)\*([^*\n]+)\*(?!\*)/g);
    expect(italic.length).toBeGreaterThan(15);
    expect([...bold, ...italic].filter((words) => !texts.some((text) => text.includes(words)))).toEqual([]);
  });

  test("what it says that the log or doctor says, they say", () => {
    const quoted = matches(seen, /`([^`]+)`/g).filter((words) => words.includes(" "));
    expect(quoted.length).toBeGreaterThan(20);
    expect(quoted.filter((words) => !sources.some((text) => text.includes(words)))).toEqual([]);
  });
});
