import { describe, expect, test } from "vitest";
import { createBoltLogger, createLogger } from "../src/logger.ts";

function capture(level: "info" | "debug" | "trace" = "info") {
  const lines: string[] = [];
  const logger = createLogger({
    level,
    secrets: ['odd "secret" value'],
    out: { write: (line) => lines.push(line) },
  });
  return { logger, text: () => lines.join("") };
}

describe("createLogger", () => {
  test.each([
    ["a bot token", "xoxb-123-456-AbC"],
    ["an app token", "xapp-1-A02-345-deadbeef"],
    ["an ngrok key", "2abcDEF0123456789abcdefXYZ_6aBcDeFgHiJkLmNoPqRs"],
    ["a known secret of any shape", 'odd "secret" value'],
  ])("%s is removed from data, nested data, errors and the message", (_, secret) => {
    const { logger, text } = capture();
    logger.info({ secret, deep: { list: [`before ${secret} after`] } }, `said ${secret}`);
    logger.error({ err: new Error(`failed with ${secret}`, { cause: new Error(secret) }) }, "Failed");
    expect(text()).not.toContain(JSON.stringify(secret).slice(1, -1));
    expect(text()).toContain("before [redacted] after");
    for (const line of text().trim().split("\n")) expect(() => JSON.parse(line)).not.toThrow();
  });

  test("an Authorization header is removed, whatever it holds", () => {
    const { logger, text } = capture();
    logger.info(
      { headers: { Authorization: 'Basic dXNl"cg==' }, sent: "authorization: Bearer abc.def" },
      "Sent",
    );
    expect(text()).not.toMatch(/dXNl|abc\.def/);
  });

  test("a database password is removed, the host stays", () => {
    const { logger, text } = capture();
    logger.info({ url: "postgres://bot:pass@db.internal/ops" }, "Connecting");
    expect(text()).toContain("postgres://bot:[redacted]@db.internal/ops");
  });

  test("ids of sessions and ingresses stay", () => {
    const { logger, text } = capture();
    logger.info({ sessionId: "ts_2NrXGmBOPkYUEnyGVXhPbBxx7Kq" }, "Read");
    expect(text()).toContain("ts_2NrXGmBOPkYUEnyGVXhPbBxx7Kq");
  });
});

describe("createBoltLogger", () => {
  test("what Slack's libraries call debug, payloads included, needs trace", () => {
    const { logger, text } = capture("debug");
    createBoltLogger(logger).debug("a whole payload");
    expect(text()).toBe("");
    const verbose = capture("trace");
    createBoltLogger(verbose.logger).debug("a whole payload");
    expect(verbose.text()).toContain("a whole payload");
  });

  test("an error keeps its stack", () => {
    const { logger, text } = capture();
    createBoltLogger(logger).error("it broke", new Error("socket"));
    expect(JSON.parse(text())).toMatchObject({ said: "it broke", err: { message: "socket" } });
  });
});
