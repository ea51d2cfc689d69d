import { expect, test } from "vitest";
import { createClosers, EndedError } from "../../../sandbox/demo/closers.ts";

test("the last one opened is closed first, and one that fails keeps none of the others open", async () => {
  const closed: string[] = [];
  const closers = createClosers();
  await closers.add(() => closed.push("first"));
  await closers.add(() => Promise.reject(new Error("Stuck.")));
  await closers.add(() => closed.push("last"));
  await expect(closers.close()).rejects.toThrow("Stuck.");
  expect(closed).toEqual(["last", "first"]);
});

test("what opens when all is over already is closed, and ends the start", async () => {
  const closed: string[] = [];
  const closers = createClosers();
  await closers.close();
  await expect(closers.add(() => closed.push("late"))).rejects.toThrow(EndedError);
  expect(closed).toEqual(["late"]);
});

test("who asks for the end twice gets the same one, and at once means without what has closed", async () => {
  const done: string[] = [];
  const closers = createClosers();
  let release = () => {};
  await closers.add(
    () =>
      new Promise<void>((resolve) => {
        release = resolve;
      }),
    () => done.push("at once"),
  );
  await closers.add(
    () => done.push("closed"),
    () => done.push("never"),
  );
  const closing = closers.close();
  expect(closers.close()).toBe(closing);
  await expect.poll(() => done).toEqual(["closed"]);
  closers.atOnce();
  expect(done).toEqual(["closed", "at once"]);
  release();
  await closing;
});
