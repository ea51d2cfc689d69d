import { expect, test } from "vitest";
import { createStatementNames } from "../../../src/store/postgres/statement-names.ts";

test("a text has the same name each time, and no other text has it", () => {
  const named = createStatementNames();
  const names = ["select $1", "select $2", "select $1"].map((text) => named(text).name);

  expect(names[0]).toEqual(expect.any(String));
  expect(names[2]).toBe(names[0]);
  expect(names[1]).not.toBe(names[0]);
});

test("a hundred texts have names, and keep them; what comes after them goes without", () => {
  const named = createStatementNames();
  const names = Array.from({ length: 300 }, (_, index) => named(`select ${index}`).name);

  expect(new Set(names.filter((name) => name !== undefined)).size).toBe(100);
  expect(named("select 0").name).toBe(names[0]);
});

test("what asks for all columns has no name", () => {
  expect(createStatementNames()('select * from "messages" where "operation_id" = $1').name).toBeUndefined();
});
