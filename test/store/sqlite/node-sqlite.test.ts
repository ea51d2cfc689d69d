import { DatabaseSync } from "node:sqlite";
import { expect, onTestFinished, test, vi } from "vitest";
import { createKyselyFace } from "../../../src/store/sqlite/node-sqlite.ts";

function aFace() {
  const database = new DatabaseSync(":memory:");
  const prepare = vi.spyOn(database, "prepare");
  const face = createKyselyFace(database, ":memory:");
  onTestFinished(() => face.close());
  const ask = (sql: string) => face.prepare(sql).all([]);
  return { ask, face, prepared: () => prepare.mock.calls.length };
}

test("a question is prepared once, however often it is asked, and sees what has changed since", () => {
  const { ask, face, prepared } = aFace();
  face.prepare("create table things (name text)").run([]);
  const before = prepared();
  expect(ask("select * from things")).toEqual([]);
  face.prepare("insert into things values (?)").run(["one"]);
  expect(ask("select * from things")).toEqual([{ name: "one" }]);
  face.prepare("alter table things add column size integer").run([]);
  expect(ask("select * from things")).toEqual([{ name: "one", size: null }]);
  expect(prepared() - before).toBe(3);
});

test("of many questions the oldest is given up, so that what is kept does not grow", () => {
  const { ask, prepared } = aFace();
  for (let count = 0; count <= 200; count += 1) ask(`select ${count}`);
  expect(prepared()).toBe(201);
  ask("select 200");
  expect(prepared()).toBe(201);
  ask("select 0");
  expect(prepared()).toBe(202);
});

test("two who read row by row at the same time do not disturb each other", () => {
  const { face } = aFace();
  const sql = "select 1 as n union all select 2";
  const [one, other] = [face.prepare(sql).iterate([]), face.prepare(sql).iterate([])];
  expect([one, other, one, other].map((rows) => rows.next().value)).toEqual([
    { n: 1 },
    { n: 1 },
    { n: 2 },
    { n: 2 },
  ]);
});
