import { expect, test } from "vitest";
import { databasePlace } from "../../src/store/database-url.ts";

test.each([
  ["file:./data/x.db", "./data/x.db"],
  ["file:x.db", "x.db"],
  ["FILE:x.db", "x.db"],
  ["file:/srv/x.db", "/srv/x.db"],
  ["file:///srv/with%20space/x.db", "/srv/with space/x.db"],
  ["./data/x.db", "./data/x.db"],
  ["/srv/x.db", "/srv/x.db"],
])("%s names the file %s", (url, path) => {
  expect(databasePlace(url)).toEqual({ kind: "sqlite", path });
});

test.each(["postgres://bot:secret@db/bot", "postgresql://bot@db/bot", "POSTGRES://db/bot"])(
  "%s names a server",
  (url) => {
    expect(databasePlace(url)).toEqual({ kind: "postgres", url });
  },
);

test.each([
  ["mysql://bot:secret@db/bot", 'of the kind "mysql:" are not supported'],
  ["file:", "not a path to a file"],
  [" ", "not a path to a file"],
  ["file:x.db?mode=ro", "not a path to a file"],
  ["file://data/x.db", "names no absolute path"],
  [":memory:", "would lose every operation"],
  ["file::memory:", "would lose every operation"],
])("%s is refused, with an example and without its password", (url, words) => {
  expect(() => databasePlace(url)).toThrow(words);
  expect(() => databasePlace(url)).toThrow("DATABASE_URL=file:./data/ngrok-chatops.db");
  expect(() => databasePlace(url)).not.toThrow("secret");
});
