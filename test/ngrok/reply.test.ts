import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { NgrokApiError, NgrokConnectionError, NgrokReplyError } from "../../src/ngrok/errors.ts";
import { allText, apiKey, type Bench, createBench, json } from "./loopback-server.ts";

let bench: Bench;

beforeEach(async () => {
  bench = await createBench();
});

afterEach(async () => {
  expect(bench.server.faults).toEqual([]);
  await bench.close();
});

describe("what ngrok refuses", () => {
  test("an error brings ngrok's code, status, text and operation id", async () => {
    bench.server.answer((response) =>
      json(response, 400, {
        error_code: "ERR_NGROK_809",
        status_code: 400,
        msg: "No update available",
        details: { operation_id: "op_1" },
      }),
    );
    const error = await bench.outcome(bench.ngrok.sessions.update("ts_1"));
    expect(error).toBeInstanceOf(NgrokApiError);
    expect(error).toMatchObject({
      code: "ERR_NGROK_809",
      status: 400,
      text: "No update available",
      ngrokOperationId: "op_1",
      outcome: "refused",
    });
    expect(bench.server.received).toHaveLength(1);
  });

  test("a session that is gone is a 404 without a code", async () => {
    bench.server.answer((response) =>
      json(response, 404, {
        details: { operation_id: "op_2" },
        msg: "Resource not found",
        status_code: 404,
      }),
    );
    const error = await bench.outcome(bench.ngrok.sessions.get("ts_1"));
    expect(error).toMatchObject({ code: null, status: 404, ngrokOperationId: "op_2", outcome: "refused" });
  });

  test("the key and whatever looks like one is in no text of an error", async () => {
    const other = "1nYFYzrDlW4pTNmnJtuYd0Yvb2A_6NyYVcF5mE9uGb3vEzEK9";
    bench.server.answer((response) =>
      json(response, 403, {
        error_code: "ERR_NGROK_206",
        msg: `The key '${apiKey}' of ak_2TMGJ5XTkNXx is not valid, nor is ${other}`,
      }),
    );
    const error = await bench.outcome(bench.ngrok.sessions.get("ts_1"));
    expect(error).toMatchObject({ status: 403 });
    expect(allText(error)).toContain("[key removed]");
    for (const secret of [apiKey, other, "ak_2TMGJ5XTkNXx"]) expect(allText(error)).not.toContain(secret);
  });

  test("odd types in an error's body do not hide its status", async () => {
    bench.server.answer((response) => json(response, 400, { error_code: 7, msg: ["x"], details: "none" }));
    const error = await bench.outcome(bench.ngrok.sessions.stop("ts_1"));
    expect(error).toMatchObject({ code: null, status: 400, text: "no message", outcome: "refused" });
  });

  test("a very long message is cut", async () => {
    bench.server.answer((response) => json(response, 400, { msg: "x".repeat(50_000) }));
    const error = await bench.outcome(bench.ngrok.sessions.stop("ts_1"));
    expect(error).toMatchObject({ text: `${"x".repeat(1999)}…` });
  });
});

describe("what ngrok leaves open", () => {
  test("810 leaves a command's outcome unknown", async () => {
    bench.server.answer((response) => json(response, 500, { error_code: "ERR_NGROK_810", msg: "network" }));
    const error = await bench.outcome(bench.ngrok.sessions.stop("ts_1"));
    expect(error).toMatchObject({ code: "ERR_NGROK_810", outcome: "unknown" });
    expect(bench.server.received).toHaveLength(1);
  });

  test("an HTML 502 leaves a command's outcome unknown, is not repeated, and keeps the operation id", async () => {
    bench.server.answer((response) => {
      response.writeHead(502, { "content-type": "text/html", "ngrok-operation-id": "op_3" });
      response.end(`<html>${apiKey}</html>`);
    });
    const error = await bench.outcome(bench.ngrok.sessions.restart("ts_1"));
    expect(error).toBeInstanceOf(NgrokApiError);
    expect(error).toMatchObject({ code: null, status: 502, outcome: "unknown", ngrokOperationId: "op_3" });
    expect(allText(error)).not.toContain(apiKey);
    expect(bench.server.received).toHaveLength(1);
  });

  test("810 leaves it unknown with any status", async () => {
    bench.server.answer((response) => json(response, 400, { error_code: "ERR_NGROK_810", msg: "network" }));
    expect(await bench.outcome(bench.ngrok.sessions.stop("ts_1"))).toMatchObject({ outcome: "unknown" });
  });

  test("a known refusal stays a refusal with status 500, an unknown code with 500 does not", async () => {
    const codes = ["ERR_NGROK_808", "ERR_NGROK_9999"];
    bench.server.answer((response, _, index) => json(response, 500, { error_code: codes[index], msg: "" }));
    expect(await bench.outcome(bench.ngrok.sessions.restart("ts_1"))).toMatchObject({ outcome: "refused" });
    expect(await bench.outcome(bench.ngrok.sessions.restart("ts_1"))).toMatchObject({ outcome: "unknown" });
  });

  test("a connection lost after the command was sent leaves its outcome unknown", async () => {
    bench.server.answer((response) => response.destroy());
    const error = await bench.outcome(bench.ngrok.sessions.restart("ts_1"));
    expect(error).toBeInstanceOf(NgrokConnectionError);
    expect(error).toMatchObject({ outcome: "unknown" });
    expect((error as Error).cause).toBeInstanceOf(Error);
    expect(bench.server.received).toHaveLength(1);
  });

  test("a success that is a web page is no success of a command", async () => {
    bench.server.answer((response) => response.writeHead(200).end("<html>log in to this network</html>"));
    const error = await bench.outcome(bench.ngrok.sessions.stop("ts_1"));
    expect(error).toBeInstanceOf(NgrokReplyError);
    expect(error).toMatchObject({ outcome: "unknown" });
  });
});

describe("answers that cannot be read", () => {
  test.each([
    ["a redirect", 302, { location: "http://127.0.0.1:1/" }, "", /redirect/],
    ["a web page", 200, {}, `<html>${apiKey}`, /readable JSON/],
    ["half an answer", 200, {}, '{"id":"ts_1","star', /readable JSON/],
    ["nothing", 204, {}, "", /readable JSON/],
    ["a wrong field", 200, {}, '{"id":"ts_1","started_at":"today"}', /started_at/],
    ["a list where a session belongs", 200, {}, "[]", /expected object/],
  ])("%s is an error that says so", async (_, status, headers, body, message) => {
    bench.server.answer((response) => response.writeHead(status, headers).end(body));
    const error = await bench.outcome(bench.ngrok.sessions.get("ts_1"));
    expect(error).toBeInstanceOf(NgrokReplyError);
    expect((error as Error).message).toMatch(message);
    expect(allText(error)).not.toContain(apiKey);
    expect(bench.server.received).toHaveLength(1);
  });

  test("an answer that does not end is not read to the end", async () => {
    bench.server.answer((response) => {
      const chunk = Buffer.alloc(1024 * 1024, " ");
      const more = () => {
        while (!response.destroyed && response.write(chunk));
      };
      response.on("drain", more);
      more();
    });
    const error = await bench.outcome(bench.ngrok.sessions.get("ts_1"));
    expect(error).toBeInstanceOf(NgrokReplyError);
    expect((error as Error).message).toMatch(/too long/);
  });
});
