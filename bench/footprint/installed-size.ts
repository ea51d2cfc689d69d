import { execFile } from "node:child_process";
import { cp, mkdtemp, readdir, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);
const INSTALL_LIMIT_MS = 120_000;
const LARGEST = 8;
/** As the image is built: Node comes with it, and nothing is run at installation. */
const production = ["--omit=dev", "--omit=optional", "--ignore-scripts", "--no-audit", "--no-fund"];

export interface InstalledSize {
  bytes: number;
  packages: number;
  /** With what npm has put into their own folders; those that take most. */
  largest: { name: string; bytes: number }[];
}

/** Of the bot: its sources and what its lockfile installs for production, without Node. */
export async function sizeOfBot(): Promise<InstalledSize> {
  return inFolder(async (folder) => {
    for (const part of ["package.json", "package-lock.json", "src"]) {
      await cp(part, join(folder, part), { recursive: true });
    }
    await npm(folder, ["ci", ...production]);
  });
}

/** Of an app that has Bolt and one file, with what npm picks for it today. */
export async function sizeOfGettingStarted(bolt: string, app: string): Promise<InstalledSize> {
  return inFolder(async (folder) => {
    const dependencies = { "@slack/bolt": bolt };
    await writeFile(
      join(folder, "package.json"),
      JSON.stringify({ name: "app", private: true, dependencies }),
    );
    await cp(app, join(folder, "app.js"));
    await npm(folder, ["install", ...production]);
  });
}

async function npm(folder: string, words: string[]): Promise<void> {
  await run("npm", words, { cwd: folder, timeout: INSTALL_LIMIT_MS });
}

async function inFolder(install: (folder: string) => Promise<void>): Promise<InstalledSize> {
  const folder = await mkdtemp(join(tmpdir(), "ngrok-chatops-installed-"));
  try {
    await install(folder);
    const names = await readdir(folder, { recursive: true });
    const files = await Promise.all(names.map((name) => sizeOf(folder, name)));
    const sum = (some: readonly { bytes: number }[]) => some.reduce((all, { bytes }) => all + bytes, 0);
    const largest = [...Map.groupBy(files, ({ name }) => packageOf(name))]
      .map(([name, own]) => ({ name, bytes: sum(own) }))
      .toSorted((one, other) => other.bytes - one.bytes)
      .slice(0, LARGEST);
    return { bytes: sum(files), packages: names.filter(isPackage).length, largest };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function sizeOf(folder: string, name: string): Promise<{ name: string; bytes: number }> {
  const found = await stat(join(folder, name));
  return { name, bytes: found.isFile() ? found.size : 0 };
}

function packageOf(name: string): string {
  return /^node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(name)?.[1] ?? "its own sources";
}

function isPackage(name: string): boolean {
  return /(^|\/)node_modules\/(@[^/]+\/)?[^/@.][^/]*\/package\.json$/.test(name);
}
