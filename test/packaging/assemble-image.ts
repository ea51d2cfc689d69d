import { execFileSync } from "node:child_process";
import { chmodSync, cpSync, mkdirSync, renameSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { argumentsOf, copyOf, instructionsOf, type Stage, stages } from "./image.ts";

/** The user that the image runs under; nobody else is known to have no rights to a folder of root's. */
const USER = 1000;
const isRoot = process.getuid?.() === 0;

export interface AssembledImage {
  /** The working directory of the last stage, as it is in the image, but for its place. */
  app: string;
  /** For Node: makes it the image's user, where whoever tests is root. */
  nodeArguments: readonly string[];
}

/**
 * Does on this machine, below `folder`, what the Dockerfile says: its COPY and RUN lines, in the order of the stages.
 * What the last stage is made of is then read-only.
 */
export function assembleImage(folder: string): AssembledImage {
  chmodSync(folder, 0o755);
  const drop = `data:text/javascript,process.setgroups([]);process.setgid(${USER});process.setuid(${USER})`;
  const nodeArguments = isRoot ? ["--import", drop] : [];
  const bin = createNode(folder, nodeArguments);
  // Every stage has the same root while it is built, as what is compiled is known by its whole path.
  const root = join(folder, "root");
  const roots = new Map<string, string>();
  let app = "";
  for (const [index, stage] of stages.entries()) {
    app = build(stage, { root, roots, bin, runs: index < stages.length - 1 });
    if (stage.name === null) continue;
    const done = join(folder, stage.name);
    renameSync(root, done);
    roots.set(stage.name, done);
  }
  // As an image's layers have it: root's, and for everybody to read as far as their modes say.
  if (isRoot) execFileSync("chown", ["-R", "0:0", app]);
  execFileSync("chmod", ["-R", "a-w", app]);
  return { app, nodeArguments };
}

interface Place {
  root: string;
  roots: ReadonlyMap<string, string>;
  bin: string;
  /** What the last stage runs makes places outside of its working directory. */
  runs: boolean;
}

function build(stage: Stage, { root, roots, bin, runs }: Place): string {
  let workdir = root;
  for (const instruction of stage.instructions) {
    const words = argumentsOf(instruction);
    if (instruction.getKeyword() === "WORKDIR") workdir = join(root, words);
    mkdirSync(workdir, { recursive: true });
    if (instruction.getKeyword() === "COPY") copy(copyOf(instruction), { workdir, roots });
    if (instruction.getKeyword() === "RUN" && runs) run(words, workdir, bin);
  }
  if (instructionsOf(stage, "WORKDIR").length === 0) throw new Error("A stage has no working directory.");
  return workdir;
}

function copy(
  { from, sources, to }: ReturnType<typeof copyOf>,
  { workdir, roots }: { workdir: string; roots: ReadonlyMap<string, string> },
): void {
  const root = from === null ? process.cwd() : roots.get(from);
  if (root === undefined) throw new Error(`There is no stage ${from}.`);
  for (const source of sources) {
    const path = join(root, source);
    // A file goes into a folder, the contents of a folder become the contents of that.
    const isFile = from === null && /\.|^[A-Z]+$/.test(source);
    cpSync(path, isFile ? join(resolve(workdir, to), source) : resolve(workdir, to), { recursive: true });
  }
}

/** npm is the machine's own, Node the one that tests, under the image's user. */
function run(command: string, workdir: string, bin: string): void {
  const own = isRoot ? command : command.replaceAll(/ -[og] \d+/g, "");
  const path = /\bnpm\b/.test(command) ? process.env.PATH : `${bin}:${process.env.PATH}`;
  // What npm has installed here a moment ago it need not fetch again.
  const env = { ...process.env, PATH: path, npm_config_prefer_offline: "true" };
  execFileSync("sh", ["-c", own], { cwd: workdir, env, stdio: "pipe" });
}

function createNode(folder: string, nodeArguments: readonly string[]): string {
  const bin = join(folder, "bin");
  mkdirSync(bin);
  const words = [process.execPath, ...nodeArguments].map((word) => `'${word}'`).join(" ");
  writeFileSync(join(bin, "node"), `#!/bin/sh\nexec ${words} "$@"\n`, { mode: 0o755 });
  return bin;
}
