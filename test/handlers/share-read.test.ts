import { expect, test } from "vitest";
import { shareRead } from "../../src/handlers/share-read.ts";

/** Reads that end when they are told to; each answers with its number. */
function createReads() {
  const begun: (() => void)[] = [];
  const read = shareRead(() => {
    const number = begun.length + 1;
    return new Promise<number>((resolve) => begun.push(() => resolve(number)));
  });
  const settled = () => new Promise((resolve) => setImmediate(resolve));
  return { begun, read, settled };
}

test("many who ask at the same time share one read", async () => {
  const { begun, read, settled } = createReads();
  const answers = Promise.all([read(), read(), read()]);
  await settled();
  begun[0]?.();
  expect(await answers).toEqual([1, 1, 1]);
  expect(begun).toHaveLength(1);
});

test("who asks while one is under way gets the next, which begins once that has ended", async () => {
  const { begun, read, settled } = createReads();
  const first = read();
  await settled();
  const later = Promise.all([read(), read()]);
  await settled();
  expect(begun).toHaveLength(1);
  begun[0]?.();
  expect(await first).toBe(1);
  await settled();
  begun[1]?.();
  expect(await later).toEqual([2, 2]);
  expect(begun).toHaveLength(2);
});
