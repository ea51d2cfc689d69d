import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  button,
  input,
  type Json,
  marked,
  modal,
  plain,
  type RawBot,
  section,
  startRawBot,
} from "./raw-bot.ts";

let bot: RawBot;
beforeAll(async () => {
  bot = await startRawBot();
});
afterAll(() => bot.stop());

const many = <T>(count: number, make: (index: number) => T) =>
  Array.from({ length: count }, (_, i) => make(i));
const option = (value: string, more: Json = {}) => ({ text: plain("Show"), value, ...more });
const actions = (elements: unknown[]) => ({ type: "actions", elements });
const select = (more: Json) => actions([{ type: "static_select", action_id: "s", ...more }]);
const confirm = { title: plain("Sure?"), text: plain("Gone"), confirm: plain("Yes"), deny: plain("No") };
const confirmed = (more: Json) => actions([button("Go", { confirm: { ...confirm, ...more } })]);
const row = (count: number) => many(count, () => ({ type: "raw_text", text: "x" }));

const refusedBlocks: [what: string, blocks: unknown[], words: string][] = [
  [
    "51 blocks",
    many(51, () => ({ type: "divider" })),
    "no more than 50 items allowed [json-pointer:/blocks]",
  ],
  [
    "a block of unknown type",
    [{ type: "sektion" }],
    "unsupported type: sektion [json-pointer:/blocks/0/type]",
  ],
  ["an element of unknown type", [actions([{ type: "knob" }])], "unsupported type: knob"],
  ["an unknown field", [{ type: "divider", colour: "red" }], "invalid additional property: colour"],
  [
    "a section of 3001 characters",
    [section("x".repeat(3001))],
    "must be less than 3001 characters [json-pointer:/blocks/0/text/text]",
  ],
  ["an empty section", [section("")], "must be more than 0 characters"],
  ["a section of nothing", [{ type: "section" }], "must provide either text or fields"],
  ["11 fields", [{ type: "section", fields: many(11, () => marked("x")) }], "no more than 10 items allowed"],
  ["a field of 2001 characters", [{ type: "section", fields: [marked("x".repeat(2001))] }], "less than 2001"],
  ["a header of 151 characters", [{ type: "header", text: plain("x".repeat(151)) }], "less than 151"],
  ["a header in mrkdwn", [{ type: "header", text: marked("x") }], "must be a valid enum value"],
  ["11 context elements", [{ type: "context", elements: many(11, () => marked("x")) }], "no more than 10"],
  ["26 buttons", [actions(many(26, (i) => button("x", { action_id: `a${i}` })))], "no more than 25"],
  ["a button of 76 characters", [actions([button("x".repeat(76))])], "less than 76"],
  ["a value of 2001 characters", [actions([button("x", { value: "v".repeat(2001) })])], "less than 2001"],
  ["a style of its own", [actions([button("x", { style: "green" })])], "must be a valid enum value"],
  [
    "an action_id of 256 characters",
    [actions([button("x", { action_id: "a".repeat(256) })])],
    "less than 256",
  ],
  ["a block_id of 256 characters", [{ type: "divider", block_id: "b".repeat(256) }], "less than 256"],
  ["two blocks of one id", many(2, () => ({ type: "divider", block_id: "b" })), "block_id already exists: b"],
  ["two elements of one action_id", [actions([button("x"), button("y")])], "action_id already exists: go"],
  ["101 options", [select({ options: many(101, (i) => option(`v${i}`)) })], "no more than 100"],
  ["no options", [select({ options: [] })], "no less than 1 items"],
  ["neither options nor groups", [select({})], "either options or option_groups"],
  ["two options of one value", [select({ options: [option("v"), option("v")] })], "distinct values"],
  ["an option's value of 76 characters", [select({ options: [option("v".repeat(76))] })], "less than 76"],
  [
    "an option's words of 76",
    [select({ options: [option("v", { text: plain("x".repeat(76)) })] })],
    "less than 76",
  ],
  [
    "a description of 76",
    [select({ options: [option("v", { description: plain("x".repeat(76)) })] })],
    "less than 76",
  ],
  [
    "an initial option from elsewhere",
    [select({ options: [option("v")], initial_option: option("w") })],
    "not among",
  ],
  [
    "a placeholder of 151",
    [select({ options: [option("v")], placeholder: plain("x".repeat(151)) })],
    "less than 151",
  ],
  [
    "six overflow options",
    [actions([{ type: "overflow", options: many(6, (i) => option(`v${i}`)) }])],
    "no more than 5",
  ],
  ["a confirm title of 101", [confirmed({ title: plain("x".repeat(101)) })], "less than 101"],
  ["a confirm text of 301", [confirmed({ text: plain("x".repeat(301)) })], "less than 301"],
  ["a confirm button of 31", [confirmed({ confirm: plain("x".repeat(31)) })], "less than 31"],
  ["101 table rows", [{ type: "table", rows: many(101, () => row(1)) }], "no more than 100"],
  ["21 table columns", [{ type: "table", rows: [row(21)] }], "no more than 20"],
  ["two tables", many(2, () => ({ type: "table", rows: [row(1)] })), "no more than 1 table"],
  ["an alert, which is for modals", [{ type: "alert", text: plain("x") }], "unsupported type: alert"],
  ["a date that is none", [actions([{ type: "datepicker", initial_date: "1 May" }])], "YYYY-MM-DD"],
  [
    "a text of unknown rich type",
    [{ type: "rich_text", elements: [{ type: "poem" }] }],
    "unsupported type: poem",
  ],
];

const refusedViews: [what: string, view: unknown, words: string][] = [
  ["101 blocks", modal(many(101, () => ({ type: "divider" }))), "no more than 100"],
  [
    "a title of 25 characters",
    modal([], { title: plain("x".repeat(25)) }),
    "less than 25 characters [json-pointer:/view/title/text]",
  ],
  ["a submit of 25 characters", modal([], { submit: plain("x".repeat(25)) }), "less than 25"],
  [
    "inputs without a submit",
    { type: "modal", title: plain("x"), blocks: [input("a")] },
    "missing required field: submit",
  ],
  ["no title", { type: "modal", blocks: [] }, "missing required field: title"],
  ["private_metadata of 3001", modal([], { private_metadata: "x".repeat(3001) }), "less than 3001"],
  ["a callback_id of 256", modal([], { callback_id: "x".repeat(256) }), "less than 256"],
  ["an initial value of 3001", modal([input("a", { initial_value: "x".repeat(3001) })]), "less than 3001"],
  ["a max_length of 3001", modal([input("a", { max_length: 3001 })]), "between 1 and 3000"],
  [
    "a button as an input",
    modal([input("a", { type: "button", text: plain("x") })]),
    "unsupported type: button",
  ],
  ["a table", modal([{ type: "table", rows: [row(1)] }]), "unsupported type: table"],
];

describe("messages", () => {
  test.each(refusedBlocks)("%s are refused as invalid_blocks", async (_what, blocks, words) => {
    const answer = await bot.call("chat.update", {
      channel: "C0FLEET001",
      ts: await aMessage(),
      text: "x",
      blocks,
    });
    expect(answer).toMatchObject({ ok: false, error: "invalid_blocks" });
    expect(JSON.stringify(answer.response_metadata)).toContain(words);
  });

  test("what just fits is accepted", async () => {
    const blocks = [
      section("x".repeat(3000)),
      select({ options: many(100, (i) => option(`v${i}`.padEnd(75, "-"))) }),
      ...many(48, () => ({ type: "divider" })),
    ];
    const answer = await bot.call("chat.update", { channel: "C0FLEET001", ts: await aMessage(), blocks });
    expect(answer).toMatchObject({ ok: true });
  });

  test("blocks that are no list are refused as invalid_blocks_format", async () => {
    const answer = await bot.call("chat.postEphemeral", {
      channel: "C0FLEET001",
      user: "U0OLGA0001",
      blocks: "[}",
    });
    expect(answer.error).toBe("invalid_blocks_format");
  });

  test("a message of nothing is refused, and one too long", async () => {
    const update = async (text: string) =>
      (await bot.call("chat.update", { channel: "C0FLEET001", ts: await aMessage(), text })).error;
    expect(await update(" ")).toBe("no_text");
    expect(await update("x".repeat(4001))).toBe("msg_too_long");
    expect(await update("x".repeat(4000))).toBeUndefined();
  });

  test("blocks that together are too long are refused, though each of them is not", async () => {
    const post = async (sections: number) => {
      const blocks = Array.from({ length: sections }, () => ({
        type: "section",
        text: { type: "mrkdwn", text: "x".repeat(2900) },
      }));
      return (await bot.call("chat.postMessage", { channel: "C0FLEET001", text: "x", blocks })).error;
    };
    expect(await post(4)).toBeUndefined();
    expect(await post(5)).toBe("msg_blocks_too_long");
  });
});

describe("views", () => {
  test.each(refusedViews)("%s is refused as invalid_arguments", async (_what, view, words) => {
    const answer = await bot.call("views.open", { trigger_id: "unimportant", view });
    expect(answer).toMatchObject({ ok: false, error: "invalid_arguments" });
    expect(JSON.stringify(answer.response_metadata)).toContain(words);
  });

  test("a view of more than 250 kB is too large", async () => {
    const view = modal(many(100, () => section("ä".repeat(3000))));
    expect((await bot.call("views.open", { trigger_id: "unimportant", view })).error).toBe("view_too_large");
  });
});

let posted: string | undefined;
async function aMessage(): Promise<string> {
  posted ??= String((await bot.call("chat.postMessage", { channel: "C0FLEET001", text: "x" })).ts);
  // Tiers count real calls: a minute frees them.
  await bot.clock.advance(60_000);
  return posted;
}
