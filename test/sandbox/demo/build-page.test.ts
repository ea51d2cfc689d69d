import { mkdir, mkdtemp, readdir, rm, utimes } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { removeOldBuilds } from "../../../sandbox/demo/build-page.ts";

test("the two builds that were used last stay, and what is under way", async () => {
  const folder = await mkdtemp(join(tmpdir(), "builds-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  const made = async (name: string, minutesAgo: number) => {
    await mkdir(join(folder, name));
    const at = new Date(Date.now() - minutesAgo * 60_000);
    await utimes(join(folder, name), at, at);
  };
  await made("00000000000000aa", 1);
  await made("00000000000000bb", 30);
  await made("00000000000000cc", 2);
  await made("building-new", 1);
  await made("building-given-up", 60);
  await made("something-else", 60);
  await removeOldBuilds(folder);
  expect((await readdir(folder)).sort()).toEqual([
    "00000000000000aa",
    "00000000000000cc",
    "building-new",
    "something-else",
  ]);
});
