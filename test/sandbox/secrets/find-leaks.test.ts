import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { findLeaks } from "../../../sandbox/secrets/find-leaks.ts";

const secret = 'p&ss "w/rd+ü_0123456789';
const leaksIn = (text: string | Uint8Array) => findLeaks({ password: secret }, [{ where: "the log", text }]);

describe("a leak", () => {
  test.each<[string, string | Uint8Array]>([
    ["as it is", `before ${secret} after`],
    ["in JSON", JSON.stringify({ err: secret })],
    ["in JSON within JSON", JSON.stringify({ said: JSON.stringify({ err: secret }) })],
    ["in a URL", `postgres://bot:${encodeURIComponent(secret)}@host/db`],
    ["in a form", new URLSearchParams({ a: "b", token: secret }).toString()],
    ["in HTML", `<b>${secret.replaceAll("&", "&amp;")}</b>`],
    ["in hex", Buffer.from(secret).toString("hex")],
    ["in base64", Buffer.from(secret).toString("base64")],
    ["in base64, behind a name", Buffer.from(`bot:${secret}`).toString("base64")],
    ["in base64, between others", Buffer.from(`Basic ${secret}; more`).toString("base64")],
    ["in base64url", Buffer.from(`12345${secret}6`).toString("base64url")],
    ["in UTF-16", Buffer.from(`x${secret}`, "utf16le")],
    ["between bytes that are no text", Buffer.concat([Buffer.from([0, 255, 128]), Buffer.from(secret)])],
  ])("%s is found, and told without the secret", (_, text) => {
    const leaks = leaksIn(text);
    expect(leaks.length).toBeGreaterThan(0);
    expect(leaks.join()).toMatch(/^the log: password, in|^the log: password, as it is/);
    expect(leaks.join()).not.toContain(secret);
  });

  test("is not found where there is none", () => {
    expect(leaksIn("p&ss and other words")).toEqual([]);
    expect(leaksIn(Buffer.from("something else entirely, at length").toString("base64"))).toEqual([]);
  });

  test("in what is packed is out of its sight, so that nothing packed may be handed to it", () => {
    expect(leaksIn(gzipSync(secret.repeat(3)))).toEqual([]);
  });

  test("of too few characters is refused rather than overlooked", () => {
    expect(() => findLeaks({ pin: "1234" }, [])).toThrow("cannot be looked for");
  });
});
