import { DatabaseError } from "pg";
import { expect, test } from "vitest";
import { postgresAddress } from "../../../src/store/postgres/address.ts";
import { endsConnection, explain } from "../../../src/store/postgres/explain.ts";

const address = postgresAddress("postgres://bot:hunter2222@db/bot");

/** As the server sends it. */
function refusal(code: string, severity = "ERROR"): DatabaseError {
  return Object.assign(new DatabaseError("the server's words", 1, "error"), { code, severity });
}

test.each([
  ["28P01", "StoreError", "refuses the user or the password of DATABASE_URL: the server's words"],
  ["3D000", "StoreError", "Create it (createdb bot)"],
  ["42501", "StoreError", "Make it the owner of the database"],
  ["25006", "StoreUnavailableError", "Point DATABASE_URL at the primary"],
  ["53100", "StoreUnavailableError", "no space left on its disk"],
  ["53300", "StoreUnavailableError", "Raise max_connections"],
  ["40P01", "StoreUnavailableError", "waited for each other"],
  ["57014", "StoreUnavailableError", "took too long"],
  ["57P01", "StoreUnavailableError", "ended the connection"],
  ["57P02", "StoreUnavailableError", "ended the connection"],
  ["57P03", "StoreUnavailableError", "is starting or stopping"],
  ["08006", "StoreUnavailableError", "ended the connection"],
])("%s of PostgreSQL is a %s in words, with the place and a next step", (code, name, words) => {
  const cause = refusal(code);

  const explained = explain(cause, address);

  expect(explained).toMatchObject({ name, cause, message: expect.stringContaining(words) });
  expect(explained).toMatchObject({
    message: expect.stringContaining("PostgreSQL at db:5432, database bot"),
  });
  expect(explained).not.toMatchObject({ message: expect.stringContaining("hunter2222") });
});

test("what a statement did wrong stays what it is, and the connection is good", () => {
  for (const code of ["23505", "22021"]) {
    const error = refusal(code);
    expect(explain(error, address)).toBe(error);
    expect(endsConnection(error)).toBe(false);
  }
});

test("whatever does not come from the server itself ends the connection", () => {
  const timeout = new Error("Query read timeout");

  expect(endsConnection(timeout)).toBe(true);
  expect(endsConnection(refusal("57P01", "FATAL"))).toBe(true);
  expect(explain(timeout, address)).toMatchObject({ name: "StoreUnavailableError", cause: timeout });
});

test("a fault of ours is not blamed on the database", () => {
  const error = new TypeError("a fault of ours");

  expect(explain(error, address)).toBe(error);
});

test("a password that the server or something before it repeats is not in the words", () => {
  const repeated = new DatabaseError("no user with hunter2222", 1, "error");
  for (const error of [
    Object.assign(repeated, { code: "28P01", severity: "FATAL" }),
    new Error("proxy: hunter2222 is wrong"),
  ]) {
    expect(explain(error, address)).toMatchObject({ message: expect.stringContaining("[redacted]") });
    expect(explain(error, address)).not.toMatchObject({ message: expect.stringContaining("hunter2222") });
  }
});
