import { expect, test } from "vitest";
import { databaseFile } from "../../src/store/database-url.ts";

test.each([
  ["file:./data/x.db", "./data/x.db"],
  ["file:x.db", "x.db"],
  ["FILE:x.db", "x.db"],
  ["file:/srv/x.db", "/srv/x.db"],
  ["file:///srv/with%20space/x.db", "/srv/with space/x.db"],
  ["./data/x.db", "./data/x.db"],
  ["/srv/x.db", "/srv/x.db"],
])("%s names the file %s", (url, path) => {
  expect(databaseFile(url)).toBe(path);
});

test.each([
  ["postgres://bot:secret@db/bot", "PostgreSQL is not supported yet"],
  ["postgresql://bot:secret@db/bot", "PostgreSQL is not supported yet"],
  ["mysql://bot:secret@db/bot", 'of the kind "mysql:" are not supported'],
  ["file:", "not a path to a file"],
  [" ", "not a path to a file"],
  ["file:x.db?mode=ro", "not a path to a file"],
  ["file://data/x.db", "names no absolute path"],
  [":memory:", "would lose every operation"],
  ["file::memory:", "would lose every operation"],
])("%s is refused, with an example and without its password", (url, words) => {
  expect(() => databaseFile(url)).toThrow(words);
  expect(() => databaseFile(url)).toThrow("DATABASE_URL=file:./data/ngrok-chatops.db");
  expect(() => databaseFile(url)).not.toThrow("secret");
});
