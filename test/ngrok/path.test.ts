import fc from "fast-check";
import { expect, test } from "vitest";
import { path } from "../../src/ngrok/path.ts";

const character = fc.integer({ min: 0, max: 0xffff }).map((unit) => String.fromCharCode(unit));
const anyId = fc.oneof(
  fc.string({ minLength: 1, unit: character }),
  fc.string({ minLength: 1, unit: fc.constantFrom("/", ".", "?", "#", "%", "2", "\\", "\n") }),
);

test("any id stays one segment, and comes back as it was", () => {
  fc.assert(
    fc.property(anyId, (id) => {
      fc.pre(id !== "." && id !== "..");
      const url = new URL(path`/tunnel_sessions/${id}/restart`, "https://api.ngrok.com");
      const segments = url.pathname.split("/");
      expect(segments).toHaveLength(4);
      expect(url.search + url.hash).toBe("");
      expect(decodeURIComponent(segments[2] ?? "")).toBe(id.toWellFormed());
    }),
  );
});

test.each(["", ".", ".."])("the id %j is refused", (id) => {
  expect(() => path`/tunnel_sessions/${id}/stop`).toThrow(TypeError);
});

test("two values make two segments", () => {
  expect(path`/a/${"x/y"}/${"?"}`).toBe("/a/x%2Fy/%3F");
});
