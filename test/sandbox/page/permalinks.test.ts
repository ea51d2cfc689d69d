import { describe, expect, test } from "vitest";
import { hashOf, parseRoute } from "../../../sandbox/page/app/route.ts";
import { routeOf } from "../../../sandbox/page/chat/permalinks.ts";
import { startRawBot } from "../slack/raw-bot.ts";

describe("a permalink of the sandbox's Slack", () => {
  test("leads to its message, a reply's into its thread", async () => {
    const bot = await startRawBot();
    try {
      const post = async (more = {}) =>
        String((await bot.call("chat.postMessage", { channel: "C0FLEET001", text: "x", ...more })).ts);
      const link = async (ts: string) => {
        const answer = await bot.call("chat.getPermalink", { channel: "C0FLEET001", message_ts: ts });
        return parseRoute(routeOf(String(answer.permalink)) ?? "");
      };
      const root = await post();
      const reply = await post({ thread_ts: root });
      const fleet = { place: "channel", channel: "C0FLEET001" };
      expect(await link(root)).toEqual({ ...fleet, thread: null, message: root });
      expect(await link(reply)).toEqual({ ...fleet, thread: root, message: reply });
    } finally {
      await bot.stop();
    }
  });

  test("may name a channel alone", () => {
    expect(routeOf("https://sandbox.slack.com/archives/C0FLEET001")).toBe("#/C0FLEET001");
  });

  test("is no link that leads elsewhere", () => {
    for (const href of [
      "https://other.slack.com/archives/C0FLEET001/p1795845302986000",
      "https://sandbox.slack.com/files/C0FLEET001",
      "https://dashboard.ngrok.com/archives/C0FLEET001",
      "#/home",
      "",
    ]) {
      expect([href, routeOf(href)]).toEqual([href, null]);
    }
  });
});

describe("the address", () => {
  test("names each place, and is read back as it was written", () => {
    for (const hash of [
      "#/home",
      "#/C0FLEET001",
      "#/D0OLGA0001/1795845302.986000",
      "#/C0FLEET001/thread/1795845302.986000",
      "#/C0FLEET001/thread/1795845302.986000/1795845303.000001",
    ]) {
      const route = parseRoute(hash);
      expect(route && hashOf(route)).toBe(hash);
    }
  });

  test("that names nothing is no place", () => {
    for (const hash of ["", "#", "#/", "#/nowhere", "#/C0FLEET001/thread/x"])
      expect(parseRoute(hash)).toBeNull();
  });
});
