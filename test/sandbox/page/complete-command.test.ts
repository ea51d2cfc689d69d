import { describe, expect, test } from "vitest";
import type { AgentEntry, IngressEntry } from "../../../sandbox/demo/entries.ts";
import { completeCommand } from "../../../sandbox/page/chat/complete-command.ts";

function agent(device: string, sessionId: string | null): AgentEntry {
  return {
    ...{ name: device, device, kind: "agent", os: "linux", region: "eu", ip: "198.51.100.1" },
    ...{ version: "3.19.0", installed: "3.19.0", update: "none", state: sessionId ? "online" : "offline" },
    session: sessionId ? { id: sessionId, startedAt: "2026-03-01T03:00:00.000Z", urls: [] } : null,
    awaySince: sessionId ? null : "2026-03-01T03:00:00.000Z",
  };
}

const ingress: IngressEntry = {
  ...{ id: "agin_3Kx", domain: "devices.example.com", description: "", metadata: "" },
  ...{
    createdAt: "2026-03-01T03:00:00.000Z",
    certificate: "issued",
    certificateState: "issued",
    delegated: true,
  },
};

const known = {
  commandName: "/ngrok",
  agents: [agent("edge-10", "ts_Ten"), agent("edge-7", "ts_SeVen"), agent("edge-9", null)],
  ingresses: [ingress],
};
const complete = (typed: string) => completeCommand(typed, known);
const titles = (typed: string) => complete(typed).suggestions.map(({ title }) => title);

describe("the command's own name", () => {
  test("is offered from the slash on, and may be sent once it is whole", () => {
    expect(complete("/").suggestions).toMatchObject([{ text: "/ngrok ", title: "/ngrok" }]);
    expect(complete("/").complete).toBe(false);
    expect(complete("/ngrok").complete).toBe(true);
  });

  test("is offered neither for words nor for another command", () => {
    for (const typed of ["", "hello", "say /ngrok", "/remind", "/remind me"]) {
      expect(complete(typed)).toEqual({ suggestions: [], complete: true });
    }
  });
});

describe("subcommands", () => {
  test("are all offered behind the name, where the return key still sends", () => {
    expect(titles("/ngrok ")).toHaveLength(15);
    expect(complete("/ngrok ").complete).toBe(true);
  });

  test("are narrowed by what is typed, whatever its capitals, and not sent half", () => {
    expect(titles("/ngrok Sess")).toEqual([
      "sessions",
      "session show",
      "session update",
      "session restart",
      "session stop",
    ]);
    expect(titles("/ngrok session ")).not.toContain("sessions");
    expect(complete("/ngrok session up")).toMatchObject({
      suggestions: [{ text: "/ngrok session update ", takes: "[ID [reason]]" }],
      complete: false,
    });
  });

  test("may be sent once whole, unless they need an id", () => {
    expect(complete("/ngrok open")).toMatchObject({ suggestions: [{ text: "/ngrok open" }], complete: true });
    expect(complete("/ngrok session update").complete).toBe(true);
    expect(complete("/ngrok session show").complete).toBe(false);
  });

  test("that nobody knows are left to the bot's answer", () => {
    expect(complete("/ngrok sesion")).toEqual({ suggestions: [], complete: true });
  });
});

describe("ids", () => {
  test("of sessions that are online are offered by device, in the order of their numbers", () => {
    expect(complete("/ngrok session show ").suggestions).toEqual([
      { text: "/ngrok session show ts_SeVen", title: "edge-7", takes: "ts_SeVen", detail: "3.19.0, online" },
      { text: "/ngrok session show ts_Ten", title: "edge-10", takes: "ts_Ten", detail: "3.19.0, online" },
    ]);
  });

  test("are found by a part of the device's name or of the id", () => {
    expect(titles("/ngrok session stop GE-1")).toEqual(["edge-10"]);
    expect(titles("/ngrok session stop seven")).toEqual(["edge-7"]);
    expect(complete("/ngrok session stop seven").complete).toBe(false);
  });

  test("of ingresses are offered by domain, and either kind to the history", () => {
    expect(titles("/ngrok ingress edit ")).toEqual(["devices.example.com"]);
    expect(titles("/ngrok history ")).toEqual(["devices.example.com", "edge-7", "edge-10"]);
  });

  test("leave room for a reason where one may follow, and no more is offered there", () => {
    expect(complete("/ngrok session restart ten").suggestions[0]?.text).toBe(
      "/ngrok session restart ts_Ten ",
    );
    expect(complete("/ngrok session restart ts_Ten too old")).toEqual({ suggestions: [], complete: true });
  });

  test("may be left out where the command does without", () => {
    expect(complete("/ngrok session update ").complete).toBe(true);
    expect(complete("/ngrok session restart ").complete).toBe(false);
  });

  test("that are whole, or a device's whole name, may be sent", () => {
    expect(complete("/ngrok session show ts_Ten").complete).toBe(true);
    expect(complete("/ngrok session show EDGE-7").complete).toBe(true);
  });
});
