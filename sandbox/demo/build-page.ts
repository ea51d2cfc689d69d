import { createHash } from "node:crypto";
import { existsSync, globSync } from "node:fs";
import { mkdir, mkdtemp, readdir, readFile, rename, rm, stat, utimes } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const BUILDS_KEPT = 2;
/** Far more than it does; what is older was given up. */
const BUILD_TAKES_MS = 600_000;

const project = fileURLToPath(new URL("../..", import.meta.url));
const page = join(project, "sandbox/page");
const cache = join(project, "node_modules/.cache/ngrok-chatops-page");

/**
 * The folder of the built page. Builds it when its sources, or the packages it is made of, are not those of a build
 * that is there already; `building` is told so, as it takes some seconds.
 */
export async function buildPage(building: () => void = () => {}): Promise<string> {
  const folder = join(cache, await fingerprint());
  if (existsSync(folder)) {
    await utimes(folder, new Date(), new Date());
    return folder;
  }
  building();
  const { build } = await import("vite");
  const { default: react } = await import("@vitejs/plugin-react");
  await mkdir(cache, { recursive: true });
  const fresh = await mkdtemp(join(cache, "building-"));
  try {
    await build({
      configFile: false,
      root: page,
      logLevel: "warn",
      plugins: [react()],
      build: { outDir: fresh, emptyOutDir: true, target: "es2024", chunkSizeWarningLimit: 3000 },
    });
    await rename(fresh, folder);
  } catch (error) {
    await rm(fresh, { recursive: true, force: true });
    // Another process may have built the same one meanwhile.
    if (!existsSync(folder)) throw error;
  }
  await removeOldBuilds(cache);
  return folder;
}

/** Keeps the newest ones, of which another process may be serving one, and what may still be under way. */
export async function removeOldBuilds(folder: string): Promise<void> {
  const names = await readdir(folder);
  const found = await Promise.all(
    names.map(async (name) => ({ name, usedAt: (await stat(join(folder, name))).mtime })),
  );
  const finished = found.filter(({ name }) => /^[0-9a-f]{16}$/.test(name));
  const old = finished.sort((one, other) => Number(other.usedAt) - Number(one.usedAt)).slice(BUILDS_KEPT);
  const given = found.filter(
    ({ name, usedAt }) => name.startsWith("building-") && Date.now() - Number(usedAt) > BUILD_TAKES_MS,
  );
  for (const { name } of [...old, ...given]) await rm(join(folder, name), { recursive: true, force: true });
}

async function fingerprint(): Promise<string> {
  const sources = globSync("**/*", { cwd: page, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  const hash = createHash("sha256");
  for (const path of [...sources, join(project, "package-lock.json")]) {
    hash.update(path.slice(project.length)).update(await readFile(path));
  }
  return hash.digest("hex").slice(0, 16);
}
