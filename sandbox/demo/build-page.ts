import { createHash } from "node:crypto";
import { existsSync, globSync } from "node:fs";
import { mkdir, mkdtemp, readFile, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const project = fileURLToPath(new URL("../..", import.meta.url));
const page = join(project, "sandbox/page");
const cache = join(project, "node_modules/.cache/ngrok-chatops-page");

/**
 * The folder of the built page. Builds it when its sources, or the packages it is made of, are not those of a build
 * that is there already; `building` is told so, as it takes some seconds.
 */
export async function buildPage(building: () => void = () => {}): Promise<string> {
  const folder = join(cache, await fingerprint());
  if (existsSync(folder)) return folder;
  building();
  const { build } = await import("vite");
  const { default: react } = await import("@vitejs/plugin-react");
  await mkdir(cache, { recursive: true });
  const fresh = await mkdtemp(join(cache, "building-"));
  await build({
    configFile: false,
    root: page,
    logLevel: "warn",
    plugins: [react()],
    build: { outDir: fresh, emptyOutDir: true, target: "es2024", chunkSizeWarningLimit: 3000 },
  });
  try {
    await rename(fresh, folder);
  } catch (error) {
    // Another process may have built the same one meanwhile.
    if (!existsSync(folder)) throw error;
    await rm(fresh, { recursive: true, force: true });
  }
  return folder;
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
