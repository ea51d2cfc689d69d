import { posix } from "node:path";
import { pathToFileURL } from "node:url";
import { readSources, type SourceFile } from "../../support/source-files.ts";

/** `view`: drawn by itself; `text`: words alone; `part`: stands in a view. */
type Makes = "view" | "text" | "part";

/** Sources whose exported functions make what people read. */
const WORDS = /^src\/(?:views\/.*|user-error|ngrok-error-words|store-error-words)\.ts$/;

/** By the type that an exported function of these declares to return. */
const MAKES: Record<string, Makes> = {
  Message: "view",
  Modal: "view",
  ModalView: "view",
  HomeView: "view",
  PlainTextOption: "view",
  DescribedError: "view",
  string: "text",
  "string | null": "text",
  ActionsBlock: "part",
  ContextBlock: "part",
  FilledModal: "part",
  FormNote: "part",
  FormNotes: "part",
  InputBlock: "part",
  KnownBlock: "part",
  "KnownBlock[]": "part",
  MrkdwnElement: "part",
  "Offer[]": "part",
  PlainTextElement: "part",
  "RichTextBlock[]": "part",
  SectionBlock: "part",
  SessionLimits: "part",
  "string[]": "part",
  Words: "part",
  Writing: "part",
  CallName: "part",
  boolean: "part",
  number: "part",
};

/** What declares its type in a way of its own, with what it makes. */
const BY_NAME: Record<string, Makes> = {
  "src/views/ingress-certificate.ts#certificateTrouble": "part",
  "src/views/operation-words.ts#verbs": "part",
  "src/views/operation-words.ts#isSession": "part",
  "src/views/preformatted.ts#preformattedLines": "part",
};

export interface ViewFunction {
  /** Such as `src/views/help.ts#help`. */
  name: string;
  fn: unknown;
  /** Null where its type is in no list here. */
  makes: Makes | null;
  returns: string;
  /** The files that import it, but for those of the same list. */
  usedBy: string[];
}

/** Every function that the views and the words of errors export, as it is and as its source declares it. */
export async function viewFunctions(): Promise<ViewFunction[]> {
  const sources = readSources("src/**/*.ts");
  const views = sources.filter(({ path }) => WORDS.test(path));
  const others = sources.filter(({ path }) => !WORDS.test(path));
  const all = views.map(async ({ path, text }) => {
    const exported = Object.entries(await import(pathToFileURL(path).href));
    return exported
      .filter(([, value]) => typeof value === "function" && !isClass(value))
      .map(([id, fn]) => {
        const name = `${path}#${id}`;
        const returns = declaredReturn(text, id);
        const usedBy = others.filter((file) => importedNames(file, path).includes(id));
        return {
          name,
          fn,
          returns,
          makes: BY_NAME[name] ?? MAKES[returns] ?? null,
          usedBy: usedBy.map((one) => one.path),
        };
      });
  });
  return (await Promise.all(all)).flat();
}

function isClass(value: unknown): boolean {
  return /^class\b/.test(String(value));
}

function importedNames({ path, text }: SourceFile, from: string): string[] {
  const imports = [...text.matchAll(/^import \{([^}]*)\} from "([^"]+)";/gm)];
  return imports
    .filter(([, , specifier = ""]) => posix.join(posix.dirname(path), specifier) === from)
    .flatMap(([, names = ""]) => names.split(",").map((name) => name.trim()));
}

/** The text between the parameters and the body; `unknown` where it is not written so. */
function declaredReturn(source: string, id: string): string {
  const start = source.search(new RegExp(`^export function ${id}\\b`, "m"));
  if (start < 0) return "unknown";
  const close = closingParenthesis(source, source.indexOf("(", start));
  return /^: (.+?) \{\n/.exec(source.slice(close + 1))?.[1] ?? "unknown";
}

function closingParenthesis(source: string, open: number): number {
  let depth = 0;
  for (let at = open; at < source.length; at++) {
    if (source[at] === "(") depth += 1;
    if (source[at] === ")") depth -= 1;
    if (depth === 0) return at;
  }
  return open;
}
