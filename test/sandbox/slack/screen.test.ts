import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { button, marked, plain, type RawBot, section, startRawBot } from "./raw-bot.ts";

let bot: RawBot;
beforeEach(async () => {
  bot = await startRawBot();
});
afterEach(() => bot.stop());

const post = (blocks: unknown[], more = {}) =>
  bot.call("chat.postMessage", { channel: "#fleet", text: "x", blocks, ...more });

async function rendered(blocks: unknown[]): Promise<string> {
  await post(blocks);
  const message = bot.slack.person("olga").messages("fleet").at(-1);
  return bot.slack.renderText(message ?? expect.fail());
}

describe("the words on the screen", () => {
  test("show names, dates in UTC, links and entities", async () => {
    const words = await rendered([
      section(
        "*edge-07* of <@U0OLGA0001> in <#C0FLEET001>, <!subteam^S0APPROVERS>: <!date^1772334165^{time_secs}|x> &lt;b&gt; <https://a.example|A>",
      ),
    ]);
    expect(words).toBe("*edge-07* of @olga in #fleet, @approvers: 03:02:45 <b> A (https://a.example)");
  });

  test("show buttons, menus and lists", async () => {
    const options = ["Show", "Stop…"].map((text) => ({ text: plain(text), value: text }));
    const words = await rendered([
      { type: "header", text: plain("Sessions") },
      { ...section("edge-07\nonline"), accessory: { type: "overflow", action_id: "menu", options } },
      { type: "divider" },
      { type: "context", elements: [marked("and 12 more")] },
      { type: "actions", elements: [button("Approve"), button("Deny", { action_id: "deny" })] },
      {
        type: "rich_text",
        elements: [{ type: "rich_text_preformatted", elements: [{ type: "text", text: "a. NS b.\nc" }] }],
      },
    ]);
    expect(words.split("\n")).toEqual([
      "Sessions",
      "edge-07 [⋯ Show | Stop…]",
      "online",
      "---",
      "and 12 more",
      "[Approve] [Deny]",
      "a. NS b.",
      "c",
    ]);
  });
});

describe("a message", () => {
  test("that is ephemeral is seen by one person, and cannot be edited, linked or read back", async () => {
    const { message_ts } = await bot.call("chat.postEphemeral", {
      channel: "C0FLEET001",
      user: "U0ADA00001",
      text: "x",
    });
    const seen = (name: "ada" | "ben") => bot.slack.person(name).messages("fleet").length;
    expect([seen("ada"), seen("ben")]).toEqual([1, 0]);
    const at = { channel: "C0FLEET001", ts: message_ts, message_ts };
    for (const method of ["chat.update", "chat.delete", "chat.getPermalink"]) {
      expect((await bot.call(method, { ...at, text: "y" })).error).toBe("message_not_found");
    }
    const history = await bot.call("conversations.history", { channel: "C0FLEET001" });
    expect(history.messages).toEqual([]);
  });

  test("pings whom its blocks mention, groups too, and an edit pings nobody", async () => {
    const { ts } = await post([section("<!subteam^S0APPROVERS> and <@U0OLGA0001>")], {
      text: "<@U0OTTO0001>",
    });
    await bot.call("chat.update", { channel: "C0FLEET001", ts, text: "<@U0OTTO0001>" });
    const pinged = (["olga", "ada", "ben", "otto"] as const).map(
      (name) => bot.slack.person(name).mentions().length,
    );
    expect(pinged).toEqual([1, 1, 1, 0]);
    bot.slack.person("ada").markRead();
    expect(bot.slack.person("ada").mentions()).toEqual([]);
  });

  test("in plain text pings nobody", async () => {
    await post([{ type: "section", text: plain("<@U0OLGA0001>") }]);
    expect(bot.slack.person("olga").mentions()).toEqual([]);
  });
});

describe("a click", () => {
  const confirm = {
    title: plain("Approve?"),
    text: plain("2 URLs go down."),
    confirm: plain("Approve"),
    deny: plain("Back"),
  };
  const card = [{ type: "actions", elements: [button("Approve", { value: "op_1", confirm })] }];

  test("carries what Slack's payload carries, and asks for confirmation first", async () => {
    const socket = await bot.connect();
    await post(card);
    const ada = bot.slack.person("ada");
    const message = ada.messages("fleet").at(-1) ?? expect.fail();
    expect(await ada.click({ message, actionId: "go", confirm: "dismiss" })).toMatchObject({
      kind: "dismissed",
    });
    expect(ada.confirmations).toEqual(["Approve?\n2 URLs go down.\n[Approve] [Back]"]);
    expect(socket.waiting).toEqual([]);
    const clicked = ada.click({ message, actionId: "go" });
    const frame = await socket.next();
    expect(frame).toMatchObject({ type: "interactive", accepts_response_payload: false });
    expect(frame.payload).toMatchObject({
      type: "block_actions",
      user: { id: "U0ADA00001", username: "ada" },
      container: { type: "message", message_ts: message.ts, channel_id: "C0FLEET001", is_ephemeral: false },
      channel: { id: "C0FLEET001", name: "fleet" },
      message: { ts: message.ts, text: "x", bot_id: "B0NGROKBOT" },
      actions: [{ type: "button", action_id: "go", value: "op_1", text: plain("Approve") }],
    });
    socket.ack(frame);
    expect(await clicked).toEqual({ kind: "answered", words: null });
  });

  test("on what is no longer there is refused, unless the click is a stale one", async () => {
    const socket = await bot.connect();
    const { ts } = await post(card);
    const ada = bot.slack.person("ada");
    const message = ada.messages("fleet").at(-1) ?? expect.fail();
    await bot.call("chat.update", { channel: "C0FLEET001", ts, text: "Done." });
    await expect(ada.click({ message, actionId: "go" })).rejects.toThrow("No element");
    const late = ada.click({ message, actionId: "go", stale: true });
    socket.ack(await socket.next());
    expect((await late).kind).toBe("answered");
  });

  test("on an ephemeral message brings no content of it, and is for its one reader", async () => {
    const socket = await bot.connect();
    await bot.call("chat.postEphemeral", {
      channel: "C0FLEET001",
      user: "U0OLGA0001",
      text: "x",
      blocks: card,
    });
    const olga = bot.slack.person("olga");
    const message = olga.messages("fleet").at(-1) ?? expect.fail();
    await expect(bot.slack.person("ada").click({ message, actionId: "go" })).rejects.toThrow(
      "not on ada's screen",
    );
    const clicked = olga.click({ message, actionId: "go" });
    const frame = await socket.next();
    expect(frame.payload).toMatchObject({ container: { is_ephemeral: true } });
    expect(frame.payload.message).toBeUndefined();
    socket.ack(frame);
    await clicked;
  });
});
