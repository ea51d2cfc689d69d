import { describe, expect, it } from "vitest";
import { anAccount } from "./an-account.ts";

const sessions = "/tunnel_sessions";

describe("every request", () => {
  it("a wrong key is refused with 403, and the answer repeats it in full", async () => {
    const { ask } = await anAccount();
    const answer = await ask("GET", sessions, { headers: { authorization: "Bearer abc123_secretPart" } });
    expect(answer.status).toBe(403);
    expect(answer.json).toMatchObject({ error_code: "ERR_NGROK_203", status_code: 403 });
    expect(answer.json.msg).toContain("'abc123_secretPart'");
  });

  it("a missing key and one of no known form have codes of their own", async () => {
    const { ask } = await anAccount();
    expect((await ask("GET", sessions, { without: ["authorization"] })).json.error_code).toBe(
      "ERR_NGROK_200",
    );
    const malformed = await ask("GET", sessions, { headers: { authorization: "Bearer n0!" } });
    expect(malformed.status).toBe(403);
    expect(malformed.json).toMatchObject({ error_code: "ERR_NGROK_202" });
    expect(malformed.json.msg).toContain("'n0!'");
  });

  it("what the key or the plan may not do is refused before anything is looked for", async () => {
    const { account, ask } = await anAccount();
    const nobody = `${sessions}/ts_${"0".repeat(27)}`;
    const codes = async () => [
      (await ask("GET", sessions)).json.error_code,
      (await ask("POST", `${nobody}/restart`, { body: {} })).json.error_code,
      (await ask("POST", `${nobody}/update`, { body: {} })).json.error_code,
      (await ask("GET", "/agent_ingresses")).json.error_code,
    ];
    expect(await codes()).toEqual([undefined, undefined, undefined, undefined]);
    account.permissions.updates = false;
    expect(await codes()).toEqual([undefined, undefined, "ERR_NGROK_1702", undefined]);
    account.permissions.restarts = false;
    expect(await codes()).toEqual([undefined, "ERR_NGROK_1701", "ERR_NGROK_1702", undefined]);
    account.permissions.sessions = false;
    expect(await codes()).toEqual(["ERR_NGROK_1700", "ERR_NGROK_1700", "ERR_NGROK_1700", undefined]);
    account.permissions.write = false;
    expect((await codes())[1]).toBe("ERR_NGROK_635");
  });

  it("the version must be named, and be 2", async () => {
    const { ask } = await anAccount();
    const missing = await ask("GET", sessions, { without: ["ngrok-version"] });
    expect([missing.status, missing.json.error_code]).toEqual([400, "ERR_NGROK_218"]);
    const wrong = await ask("GET", sessions, { headers: { "ngrok-version": "v2" } });
    expect([wrong.status, wrong.json.error_code]).toEqual([400, "ERR_NGROK_217"]);
  });

  it("a body needs its content-type, must be JSON, and is refused where none belongs", async () => {
    const { ask } = await anAccount();
    const body = { domain: "a.example.com" };
    const post = async (asking: object) =>
      (await ask("POST", "/agent_ingresses", { body, ...asking })).json.error_code;
    expect(await post({ without: ["content-type"] })).toBe("ERR_NGROK_216");
    expect(await post({ headers: { "content-type": "text/plain" } })).toBe("ERR_NGROK_210");
    expect(await post({ body: "{" })).toBe("ERR_NGROK_213");
    expect(await post({ body: "[]" })).toBe("ERR_NGROK_213");
    expect((await ask("DELETE", "/agent_ingresses/agin_1", { body: {} })).json.error_code).toBe(
      "ERR_NGROK_211",
    );
  });

  it("a body of more than 1 MiB is refused as too large", async () => {
    const { ask } = await anAccount();
    const body = { domain: "a.example.com", metadata: "m".repeat(1024 * 1024) };
    const answer = await ask("POST", "/agent_ingresses", { body });
    expect([answer.status, answer.json.error_code]).toEqual([413, "ERR_NGROK_812"]);
  });

  it("an unknown body field and an unknown or repeated query parameter are refused by name", async () => {
    const { account, ask } = await anAccount();
    account.agents.add({ name: "edge" });
    const id = account.agents.find("edge").session?.id;
    const field = await ask("POST", `${sessions}/${id}/restart`, { body: { force: true } });
    expect(field.json.error_code).toBe("ERR_NGROK_214");
    expect(field.json.msg).toContain("'force'");
    const query = await ask("GET", `${sessions}?filter=true`);
    expect([query.status, query.json.error_code]).toEqual([400, "ERR_NGROK_231"]);
    expect((await ask("GET", `${sessions}?limit=1&limit=2`)).json.error_code).toBe("ERR_NGROK_232");
    expect((await ask("GET", `${sessions}/${id}?limit=1`)).json.error_code).toBe("ERR_NGROK_231");
    expect(account.calls.some((call) => call.effect)).toBe(false);
  });

  it("an id of another kind is refused, an unknown session answers 404 without an error code", async () => {
    const { ask } = await anAccount();
    const other = await ask("GET", `${sessions}/agin_2TMGJ5XTkNXxX2o9kiFMMLhTHw7`);
    expect([other.status, other.json.error_code]).toEqual([400, "ERR_NGROK_227"]);
    expect((await ask("GET", `${sessions}/ts_a%2Frestart`)).status).toBe(404);
    const unknown = await ask("GET", `${sessions}/ts_2TMGJ5XTkNXxX2o9kiFMMLhTHw7`);
    expect(unknown.status).toBe(404);
    expect(unknown.json).toEqual({
      status_code: 404,
      msg: "Resource not found",
      details: { operation_id: expect.stringMatching(/^op_[0-9A-Za-z]{27}$/) },
    });
    expect(unknown.headers.get("ngrok-operation-id")).toBe(unknown.json.details.operation_id);
  });

  it("paths and methods that do not exist are 404 and 405", async () => {
    const { ask } = await anAccount();
    expect((await ask("GET", "/sessions")).status).toBe(404);
    expect((await ask("DELETE", sessions)).status).toBe(405);
  });

  it("answers carry the account's own clock as Date", async () => {
    const { ask } = await anAccount({ skewMs: 90_000 });
    expect((await ask("GET", sessions)).headers.get("date")).toBe("Sun, 01 Mar 2026 03:01:30 GMT");
  });
});

describe("the budget", () => {
  it("the 121st request within 60 s is refused, and one is free again when the first has aged", async () => {
    const { clock, ask } = await anAccount();
    await ask("GET", sessions);
    await clock.advance(30_000);
    await Promise.all(Array.from({ length: 10 }, () => ask("GET", sessions)));
    for (let count = 11; count < 120; count += 1) await ask("GET", sessions);
    const refused = await ask("GET", sessions);
    expect([refused.status, refused.json.error_code]).toEqual([429, "ERR_NGROK_226"]);
    expect(refused.headers.get("retry-after")).toBeNull();
    await clock.advance(29_999);
    expect((await ask("GET", sessions)).status).toBe(429);
    await clock.advance(1);
    expect((await ask("GET", sessions)).status).toBe(200);
    expect((await ask("GET", sessions)).status).toBe(429);
  });

  it("more requests at once than the account may have are refused", async () => {
    const { account, ask, settled } = await anAccount({ limits: { simultaneous: 2 } });
    account.faults.add({ path: "/endpoints", action: "hang", times: 2 });
    const abort = new AbortController();
    const hanging = [1, 2].map(() =>
      ask("GET", "/endpoints", { signal: abort.signal }).catch(() => "aborted"),
    );
    await settled(2);
    const refused = await ask("GET", sessions);
    expect([refused.status, refused.json.error_code]).toEqual([429, "ERR_NGROK_225"]);
    abort.abort();
    expect(await Promise.all(hanging)).toEqual(["aborted", "aborted"]);
  });
});
