import { request } from "node:http";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type Json, type RawBot, startRawBot } from "./raw-bot.ts";

let bot: RawBot;
beforeEach(async () => {
  bot = await startRawBot();
});
afterEach(() => bot.stop());

const url = (path: string) => bot.slack.apiUrl.replace("/api/", `/_control/${path}`);
const act = (path: string, body: Json = {}) => bot.post(url(path), body);
const look = async (path: string) =>
  (await fetch(url(path))).json() as Promise<{ ok: boolean; result: Json }>;

describe("the control API", () => {
  test("acts as a person and shows that person's screen in words", async () => {
    const socket = await bot.connect();
    const answered = act("people/olga/command", { channel: "fleet", text: "help" });
    socket.ack(await socket.next(), { text: "*Hello* <@U0OLGA0001>" });
    expect((await answered).body).toEqual({ ok: true, result: { kind: "answered", words: null } });
    const screen = await look("people/olga/screen?channel=fleet");
    expect(screen.result.messages).toMatchObject([{ words: "*Hello* @olga" }]);
    expect((await look("people/ada/screen?channel=fleet")).result.messages).toEqual([]);
  });

  test("says in a sentence what is wrong with a request", async () => {
    const strange = await act("people/olga/command", { channel: "fleet", text: "help", color: "red" });
    expect(strange.status).toBe(400);
    expect(strange.body.error).toBe(
      "The body was refused: invalid additional property: color [json-pointer:].",
    );
    expect((await act("people/eve/submit")).body.error).toBe("Nobody here is called eve.");
    expect((await act("people/olga/dance")).status).toBe(404);
    expect(await act("people/olga/submit")).toMatchObject({
      status: 409,
      body: { error: "olga sees no modal." },
    });
    expect((await act("faults", { method: "*", fault: { kind: "gremlin" } })).status).toBe(400);
    expect((await fetch(url("people/olga/submit"), { method: "POST", body: "{}" })).status).toBe(415);
  });

  test("switches faults on, also while the workspace is offline", async () => {
    await act("faults", { method: "auth.test", fault: { kind: "status", status: 503 } });
    expect((await bot.post(`${bot.slack.apiUrl}auth.test`, {})).status).toBe(503);
    await act("go-offline");
    await expect(bot.call("auth.test")).rejects.toThrow();
    await act("come-back");
    expect((await bot.call("auth.test")).ok).toBe(true);
    expect((await look("state")).result).toMatchObject({ inFlight: 0, connections: 0, problems: [] });
  });

  test("answers to loopback names only", async () => {
    const status = await new Promise((resolve, reject) => {
      const asked = request(url("state"), { headers: { host: "evil.example" } }, (response) => {
        response.resume();
        resolve(response.statusCode);
      });
      asked.on("error", reject).end();
    });
    expect(status).toBe(403);
  });
});
