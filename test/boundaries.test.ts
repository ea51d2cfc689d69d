import { existsSync, globSync, readFileSync } from "node:fs";
import { basename, posix } from "node:path";
import { describe, expect, test } from "vitest";
import { readSources, type SourceFile, type SourceImport } from "./support/source-files.ts";

/** Who may import whom; docs/architecture.md tells why. `types` leave nothing at run time. */
const walls: Record<string, { uses: string[]; types: string[] }> = {
  ngrok: { uses: ["clock", "undici", "zod"], types: [] },
  views: { uses: ["ids", "operations"], types: ["access", "ngrok", "@slack/types"] },
  operations: { uses: ["clock", "access", "ngrok", "zod", "node:crypto"], types: ["store", "pino"] },
  store: { uses: ["clock", "operations", "kysely", "pg", "zod", "node:*"], types: [] },
  handlers: {
    uses: [
      "lost-socket",
      "ids",
      "views",
      "access",
      "clock",
      "user-error",
      "operations",
      "@slack/bolt",
      "zod",
      "node:timers",
      "node:url",
    ],
    types: ["ngrok", "@slack/web-api", "pino"],
  },
  slack: {
    uses: [
      "clock",
      "lost-socket",
      "network",
      "views",
      "@slack/bolt",
      "@slack/web-api",
      "undici",
      "zod",
      "node:crypto",
    ],
    types: ["access", "http-fetch", "store", "operations", "pino", "node:stream"],
  },
  audit: { uses: ["csv-stringify", "zod", "node:util"], types: ["store"] },
  doctor: {
    uses: ["clock", "network", "ngrok", "slack", "store", "@slack/bolt", "zod", "node:net", "node:util"],
    types: ["config", "http-fetch", "pino"],
  },
  health: {
    uses: ["clock", "store", "prom-client", "node:fs", "node:http"],
    types: ["handlers", "ngrok", "operations", "slack", "pino", "node:net"],
  },
  clock: { uses: [], types: [] },
  ids: { uses: [], types: [] },
  network: { uses: ["http-fetch", "undici"], types: ["node:stream"] },
  "http-fetch": { uses: ["undici"], types: ["@slack/bolt"] },
  closing: { uses: ["clock"], types: ["pino"] },
  access: { uses: ["clock", "lookup-cache"], types: [] },
  "lookup-cache": { uses: [], types: ["clock"] },
  variables: { uses: ["operations", "zod"], types: [] },
  config: { uses: ["redact", "variables"], types: ["zod"] },
  redact: { uses: [], types: [] },
  "lost-socket": { uses: [], types: [] },
  logger: { uses: ["redact", "pino", "@slack/bolt"], types: [] },
  "ngrok-error-words": { uses: ["ngrok", "views"], types: [] },
  "store-error-words": { uses: ["store"], types: [] },
  "user-error": {
    uses: ["ngrok", "ngrok-error-words", "store", "store-error-words", "@slack/web-api", "node:crypto"],
    types: [],
  },
  app: {
    uses: [
      "clock",
      "closing",
      "doctor",
      "engine",
      "handlers",
      "health",
      "logger",
      "network",
      "slack",
      "store",
      "node:os",
    ],
    types: ["config", "http-fetch", "pino", "undici"],
  },
  engine: {
    uses: ["access", "handlers", "logger", "ngrok", "operations", "slack"],
    types: ["clock", "closing", "config", "health", "network", "store", "pino", "undici"],
  },
  main: { uses: ["app", "config", "slack", "store", "node:module"], types: ["pino"] },
  "doctor-main": { uses: ["clock", "config", "doctor", "logger", "node:os"], types: [] },
  "audit-main": { uses: ["audit", "store", "variables", "node:stream"], types: [] },
};

const ENTRIES = ["src/main.ts", "src/audit-main.ts", "src/doctor-main.ts"];

const LONGEST_FILE = 250;
// Of claims and tables, where splitting parts what is read together.
const LONGEST_TEST = 350;
const VAGUE_NAME = /^(.*-)?(utils?|helpers?|common|lib|types|constants|manager|service|misc)(-.*)?\.tsx?$/;

const sources = readSources("src/**/*.ts");
const everything = readSources("{src,sandbox,test,bench,deploy}/**/*.{ts,tsx}");

/** `src/views/card/x.ts` belongs to `views`, `src/ids.ts` to `ids`; a package is its own. */
function partOf(path: string): string {
  return path.startsWith("src/") ? (path.split("/")[1] ?? "").replace(/\.ts$/, "") : path;
}

function isAllowed(from: string, { target, typeOnly }: SourceImport): boolean {
  const wall = walls[from];
  const to = partOf(target);
  if (!wall || to === from) return wall !== undefined;
  const allowed = typeOnly ? [...wall.uses, ...wall.types] : wall.uses;
  return allowed.includes(to) || (to.startsWith("node:") && allowed.includes("node:*"));
}

describe("the walls", () => {
  test("every part of src stands in the table", () => {
    const parts = new Set(sources.map(({ path }) => partOf(path)));
    expect([...parts].filter((part) => !walls[part])).toEqual([]);
  });

  test("nothing is imported across a wall", () => {
    const breaches = sources.flatMap(({ path, imports }) =>
      imports
        .filter((one) => !isAllowed(partOf(path), one))
        .map(({ target, typeOnly }) => `${path} imports ${typeOnly ? "types of " : ""}${target}`),
    );
    expect(breaches).toEqual([]);
  });

  test("src imports nothing of the sandbox or the tests", () => {
    const breaches = sources.flatMap(({ path, imports }) =>
      imports
        .filter(({ target }) => /^(sandbox|test|bench|deploy)\//.test(target))
        .map(({ target }) => `${path} imports ${target}`),
    );
    expect(breaches).toEqual([]);
  });

  test("what is imported exists", () => {
    const missing = everything.flatMap(({ path, imports }) =>
      imports
        .filter(({ target }) => /\.tsx?$/.test(target) && !existsSync(target))
        .map(({ target }) => `${path}: ${target}`),
    );
    expect(missing).toEqual([]);
  });

  test("there is no cycle", () => {
    expect(firstCycle(sources, () => true)).toBeNull();
    expect(firstCycle(everything, ({ typeOnly }) => !typeOnly)).toBeNull();
  });

  test("only the entry points touch the process", () => {
    const touching = sources
      .filter(
        ({ path, text }) =>
          !ENTRIES.includes(path) &&
          /(?<![\w."'`/ -])process[.[]|node:process|globalThis\.process/.test(text),
      )
      .map(({ path }) => path);
    expect(touching).toEqual([]);
  });
});

function firstCycle(files: SourceFile[], counts: (one: SourceImport) => boolean): string[] | null {
  const imports = new Map(
    files.map(({ path, imports }) => [path, imports.filter(counts).map(({ target }) => target)]),
  );
  const done = new Set<string>();
  const visit = (path: string, trail: string[]): string[] | null => {
    if (trail.includes(path)) return [...trail.slice(trail.indexOf(path)), path];
    if (done.has(path)) return null;
    for (const target of imports.get(path) ?? []) {
      const cycle = visit(target, [...trail, path]);
      if (cycle) return cycle;
    }
    done.add(path);
    return null;
  };
  for (const path of imports.keys()) {
    const cycle = visit(path, []);
    if (cycle) return cycle;
  }
  return null;
}

describe("the files", () => {
  test(`none is longer than ${LONGEST_FILE} lines, or ${LONGEST_TEST} of tests`, () => {
    const long = everything
      .map(({ path, text }) => ({ path, lines: text.trimEnd().split("\n").length }))
      .filter(({ path, lines }) => lines > (path.startsWith("test/") ? LONGEST_TEST : LONGEST_FILE));
    expect(long).toEqual([]);
  });

  test("none has a name that says nothing, or a number for a name", () => {
    const vague = everything
      .map(({ path }) => path)
      .filter((path) => VAGUE_NAME.test(basename(path)) || /-\d+\.tsx?$/.test(path));
    expect(vague).toEqual([]);
  });

  test("no test is switched off or alone", () => {
    const off = everything
      .filter(
        ({ path, text }) =>
          path.endsWith(".test.ts") && /\b(test|it|describe)\.(skip|only|todo)\b/.test(text),
      )
      .map(({ path }) => path);
    expect(off).toEqual([]);
  });
});

describe("the documents", () => {
  // `src/x.ts`, `docs/`, `test/e2e/…`: what looks like a path of this project.
  const PATH =
    /`((?:src|test|sandbox|docs|bench|deploy|\.ci)\/[\w./-]*[\w/-]|[A-Z]+\.md|[\w-]+\.(?:yml|yaml|json))`/g;
  const LINK = /\]\((?!https?:|#|mailto:)([^)#\s]+)/g;

  test("every path that they name exists", () => {
    const documents = [...globSync("*.md"), ...globSync("docs/*.md")];
    const missing = documents.flatMap((document) => {
      const text = readFileSync(document, "utf8");
      const named = [...text.matchAll(PATH)].map(([, path = ""]) => path);
      const linked = [...text.matchAll(LINK)].map(([, path = ""]) =>
        posix.join(posix.dirname(document), path),
      );
      return [...named, ...linked].filter((path) => !existsSync(path)).map((path) => `${document}: ${path}`);
    });
    expect(missing).toEqual([]);
  });
});
