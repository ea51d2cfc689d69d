import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { type AssembledImage, assembleImage } from "../packaging/assemble-image.ts";
import { createMainProcesses } from "../support/main-process.ts";

const { startPlaces, run, end } = createMainProcesses();
const folder = mkdtempSync(join(tmpdir(), "image-"));
let image: AssembledImage;
beforeAll(() => {
  image = assembleImage(folder);
}, 240_000);
afterEach(end);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Where the image's user may write, as on a volume. */
function openDoor(path: string): string {
  chmodSync(path, 0o777);
  return path;
}

function contents(): string[] {
  return readdirSync(image.app, { recursive: true, withFileTypes: true })
    .map(({ parentPath, name }) => join(parentPath, name))
    .map((path) => `${path} ${statSync(path, { throwIfNoEntry: false })?.mtimeMs}`)
    .toSorted();
}

describe("the files of the image", () => {
  test("start the bot under its own user, though nothing of them can be written, and it ends cleanly", async () => {
    const { env, file } = await startPlaces();
    openDoor(join(file, ".."));
    const before = contents();
    const bot = run(env, [], { cwd: image.app, nodeArguments: image.nodeArguments });
    await Promise.race([bot.ready, bot.ended]);
    expect(bot.text()).toContain('"msg":"ready"');
    bot.child.kill("SIGTERM");
    expect(await bot.ended).toBe(0);
    expect(bot.text()).not.toContain('"level":"error"');
    expect(contents()).toEqual(before);
    if (process.getuid?.() === 0) expect(statSync(file).uid).toBe(1000);
  });

  test("have what the build compiled, and its user can read it", async () => {
    const bot = run({ NODE_DEBUG_NATIVE: "COMPILE_CACHE" }, [], {
      cwd: image.app,
      nodeArguments: image.nodeArguments,
    });
    expect(await bot.ended).toBe(78);
    expect(bot.text()).toMatch(/code cache for ESM file:\S+\/src\/app\.ts was accepted/);
  });

  test("have nothing that only developers need", () => {
    const { devDependencies, optionalDependencies, dependencies } = JSON.parse(
      readFileSync(join(image.app, "package.json"), "utf8"),
    ) as Record<string, Record<string, string>>;
    const isThere = (name: string) => existsSync(join(image.app, "node_modules", name));
    expect(Object.keys(dependencies ?? {}).filter((name) => !isThere(name))).toEqual([]);
    // Slack's packages depend on Node's types.
    const there = Object.keys({ ...devDependencies, ...optionalDependencies }).filter(isThere);
    expect(there).toEqual(["@types/node"]);
    expect(readdirSync(image.app).toSorted()).toEqual([
      "LICENSE",
      "node_modules",
      "package-lock.json",
      "package.json",
      "src",
    ]);
  });
});
