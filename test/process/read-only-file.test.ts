import { spawn } from "node:child_process";
import { once } from "node:events";
import { chmod, mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { expect, onTestFinished, test } from "vitest";
import { createStore } from "../../src/store/create-store.ts";
import { createManualClock } from "../support/manual-clock.ts";

const NOBODY = "65534";

/** A process whose user is not root. */
function startHolder(path: string) {
  const script = fileURLToPath(new URL("../store/hold-store.ts", import.meta.url));
  const user = process.getuid?.() === 0 ? [NOBODY] : [];
  const child = spawn(process.execPath, [script, path, ...user], { stdio: ["ignore", "pipe", "pipe"] });
  onTestFinished(() => {
    child.kill("SIGKILL");
  });
  return child;
}

test("a database that its user may not write is refused in words, and taken as it was once he may", async () => {
  const folder = await mkdtemp(join(tmpdir(), "read-only-"));
  const path = join(folder, "bot.db");
  onTestFinished(() => rm(folder, { recursive: true }));
  await (await createStore({ databaseUrl: path, clock: createManualClock(), owner: "me" })).close();
  const allow = async (ofFolder: number, ofFiles: number) => {
    await chmod(folder, 0o777);
    for (const file of await readdir(folder)) await chmod(join(folder, file), ofFiles);
    await chmod(folder, ofFolder);
  };
  const refusal = async () => text(startHolder(path).stderr);

  await allow(0o555, 0o444);
  expect(await refusal()).toMatch(
    /StoreError: The folder of .*bot\.db.* let this process's user write there/,
  );

  await allow(0o777, 0o666);
  await chmod(path, 0o444);
  expect(await refusal()).toMatch(/StoreError: .*bot\.db cannot be written\. Let this process's user write/);

  await allow(0o777, 0o666);
  const [line] = await once(startHolder(path).stdout, "data");
  expect(String(line)).toBe("held\n");
});
