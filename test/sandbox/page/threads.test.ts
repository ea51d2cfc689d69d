import { describe, expect, test } from "vitest";
import type { Entries } from "../../../sandbox/demo/entries.ts";
import { inThread, onChannelLevel, threadsOf } from "../../../sandbox/page/chat/threads.ts";
import { aMessage } from "./a-message.ts";

const root = aMessage({ ts: "1.0" });
const reply = aMessage({ ts: "2.0", threadTs: "1.0", unread: true });
const broadcast = aMessage({ ts: "3.0", threadTs: "1.0", broadcast: true });
const forOne = aMessage({ ts: "4.0", threadTs: "1.0", onlyFor: "U0OLGA0001" });
const elsewhere = aMessage({ ts: "5.0", threadTs: "1.0", channel: "C0RANDOM01" });
const messages = [root, reply, broadcast, forOne, elsewhere];
const ts = (list: readonly Entries["message"][]) => list.map((message) => message.ts);

describe("a channel's own level", () => {
  test("has roots and what was broadcast, but no other replies", () => {
    expect(ts(onChannelLevel(messages, "C0FLEET001"))).toEqual(["1.0", "3.0"]);
  });
});

describe("a thread", () => {
  test("has its root and all replies of its channel", () => {
    expect(ts(inThread(messages, "C0FLEET001", "1.0"))).toEqual(["1.0", "2.0", "3.0", "4.0"]);
  });

  test("is summed up by its replies, without what one person alone sees", () => {
    expect([...threadsOf(messages, "C0FLEET001")]).toEqual([
      ["1.0", { replies: 2, lastTs: "3.0", unread: 1 }],
    ]);
  });
});
