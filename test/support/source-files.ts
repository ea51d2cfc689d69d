import { globSync, readFileSync } from "node:fs";
import { posix } from "node:path";

export interface SourceImport {
  /** A path below the project's root, or a package's name. */
  target: string;
  typeOnly: boolean;
}

export interface SourceFile {
  path: string;
  text: string;
  imports: SourceImport[];
}

const IMPORT = /^(?:import|export)\s+(type\s)?(?:([^;"']*?)\s+from\s+)?["']([^"']+)["'];/gms;
const DYNAMIC = /\bimport\(\s*["']([^"']+)["']\s*\)/g;

/** But not what is installed beside them. */
export function readSources(pattern: string): SourceFile[] {
  return globSync(pattern, { exclude: ["**/node_modules/**"] })
    .map((path) => path.replaceAll("\\", "/"))
    .sort()
    .map((path) => ({ path, ...read(path) }));
}

function read(path: string): Pick<SourceFile, "text" | "imports"> {
  const text = readFileSync(path, "utf8");
  const fixed = [...text.matchAll(IMPORT)].map(([, type, names = "", specifier = ""]) => ({
    target: resolve(path, specifier),
    typeOnly: type !== undefined || onlyTypes(names),
  }));
  const dynamic = [...text.matchAll(DYNAMIC)].map(([, specifier = ""]) => ({
    target: resolve(path, specifier),
    typeOnly: false,
  }));
  return { text, imports: [...fixed, ...dynamic] };
}

/** `{ type A, type B }` leaves nothing at run time. */
function onlyTypes(names: string): boolean {
  const inner = /^\{(.*)\}$/s.exec(names.trim())?.[1];
  if (inner === undefined) return false;
  const parts = inner.split(",").map((part) => part.trim());
  return parts.filter((part) => part !== "").every((part) => part.startsWith("type "));
}

function resolve(from: string, specifier: string): string {
  if (specifier.startsWith(".")) return posix.join(posix.dirname(from), specifier);
  const [scope = "", name = ""] = specifier.split("/");
  return scope.startsWith("@") ? `${scope}/${name}` : scope;
}
