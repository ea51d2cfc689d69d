import { inspect } from "node:util";
import { describe, expect, test } from "vitest";
import { placeOf, postgresAddress } from "../../../src/store/postgres/address.ts";
import { StoreError } from "../../../src/store/store-error.ts";

const at = { host: "db", port: 5432, database: "bot", ssl: false };

describe("DATABASE_URL of a PostgreSQL", () => {
  test.each([
    ["postgres://db/bot", at],
    ["postgresql://ngrok@db:6000/bot", { ...at, port: 6000, user: "ngrok" }],
    ["postgres://[::1]/bot", { ...at, host: "::1" }],
    ["postgres:///my%20bot", { ...at, host: "localhost", database: "my bot" }],
    ["postgres:///bot?host=/run/postgresql", { ...at, host: "/run/postgresql" }],
    ["postgres://db/bot?sslmode=disable", at],
    ["postgres://db/bot?sslmode=require", { ...at, ssl: {} }],
    ["postgres://db/bot?sslmode=verify-full", { ...at, ssl: {} }],
    ["postgres://db/bot?sslmode=no-verify", { ...at, ssl: { rejectUnauthorized: false } }],
  ])("%s", (url, address) => {
    expect(postgresAddress(url)).toEqual(address);
  });

  test("a password is used and never shown", () => {
    const address = postgresAddress("postgres://bot:s%2Fcret@db/bot");

    expect(address.password).toBe("s/cret");
    expect(inspect(address) + JSON.stringify(address) + placeOf(address)).not.toContain("cret");
  });

  test.each([
    ["postgres://bot:sec:ret@:x/bot", "is no URL"],
    ["postgres://bot:sec%ret@db/bot", "not followed by two hex digits"],
    ["postgres://bot:secret@db", "names no database"],
    ["postgres://bot:secret@db/", "names no database"],
    ["postgres://bot:secret@db/bot?pool=3&sslmode=require", "not supported: pool. Take them out"],
    ["postgres://bot:secret@db/bot?sslmode=prefer", "sslmode in DATABASE_URL must be disable, require"],
    ["postgres://bot:secret@db/bot?sslrootcert=/none.pem", "The file /none.pem, sslrootcert"],
  ])("%s is refused in words, without its password", (url, words) => {
    expect(() => postgresAddress(url)).toThrow(StoreError);
    expect(() => postgresAddress(url)).toThrow(words);
    expect(() => postgresAddress(url)).not.toThrow(/sec.?ret/);
  });
});
