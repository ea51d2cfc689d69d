import { describe, expect, test } from "vitest";
import { chosenPicks, entryOf } from "../../../sandbox/page/blocks/elements/element-entry.ts";
import { charactersLeft, entryProblem } from "../../../sandbox/page/blocks/elements/entry-problem.ts";
import { filterGroups, pickGroups } from "../../../sandbox/page/blocks/elements/pick-groups.ts";
import type { Element } from "../../../sandbox/slack/block.ts";
import { surroundings } from "./block-fixture.ts";

const plain = (text: string) => ({ type: "plain_text" as const, text });
const option = (value: string, text = value, description?: string) => ({
  text: plain(text),
  value,
  ...(description ? { description: plain(description) } : {}),
});
const element = (type: string, more: Partial<Element> = {}): Element => ({
  type,
  action_id: "value",
  ...more,
});
const { directory } = surroundings;

describe("a menu", () => {
  test("offers its options in their groups", () => {
    const option_groups = [{ label: plain("Edge"), options: [option("ts_1", "edge-01", "…9H90Da")] }];
    expect(pickGroups(element("static_select", { option_groups }), directory)).toEqual([
      { label: "Edge", picks: [{ value: "ts_1", text: "edge-01", description: "…9H90Da" }] },
    ]);
  });

  test("of people offers everyone, by name", () => {
    expect(pickGroups(element("multi_users_select"), directory)[0]?.picks).toContainEqual({
      value: "U0ADA00001",
      text: "Ada Approver",
      description: "@ada",
    });
  });

  test("of conversations has only the kinds that it is for", () => {
    const channels = (["public", "private", "im"] as const).map((kind) => ({ id: kind, name: kind, kind }));
    const offered = (type: string, more: Partial<Element> = {}) =>
      pickGroups(element(type, more), { ...directory, channels })[0]?.picks.map((pick) => pick.value);
    expect(offered("conversations_select")).toEqual(["public", "private", "im"]);
    expect(offered("conversations_select", { filter: { include: ["private"] } })).toEqual(["private"]);
    expect(offered("channels_select")).toEqual(["public"]);
  });

  test("is searched by each word, in names and descriptions, without regard to case and accents", () => {
    const pick = (text: string, description: string | null = null) => ({ value: text, text, description });
    const groups = [
      { label: "A", picks: [pick("Zoë Edge", "@zoe"), pick("Ben", "@edge")] },
      { label: "B", picks: [pick("Other")] },
    ];
    const found = (query: string) =>
      filterGroups(groups, query).map((group) => group.picks.map((one) => one.text));
    expect(found("edge")).toEqual([["Zoë Edge", "Ben"]]);
    expect(found(" zoe  EDGE ")).toEqual([["Zoë Edge"]]);
    expect(found("")).toEqual([["Zoë Edge", "Ben"], ["Other"]]);
    expect(found("none")).toEqual([]);
  });
});

describe("what stands in an element", () => {
  test("is the view's state, else what it was drawn with", () => {
    const select = element("static_select", { initial_option: option("rsa") });
    expect(entryOf(select, undefined)).toBe("rsa");
    expect(entryOf(select, { type: "static_select", selected_option: option("none") })).toBe("none");
    expect(entryOf(select, { type: "static_select", selected_option: null })).toBeNull();
    const users = element("multi_users_select", { initial_users: ["U1"] });
    expect(entryOf(users, undefined)).toEqual(["U1"]);
    expect(entryOf(element("plain_text_input"), undefined)).toBeNull();
    expect(entryOf(element("datetimepicker", { initial_date_time: 1_772_330_400 }), undefined)).toBe(
      1_772_330_400,
    );
  });

  test("keeps its words though the bot would not suggest it again", () => {
    const state = { type: "external_select", selected_option: option("ts_1", "edge-01", "…9H90Da") };
    expect(chosenPicks(element("external_select"), state)).toEqual([
      { value: "ts_1", text: "edge-01", description: "…9H90Da" },
    ]);
  });
});

describe("an entry", () => {
  test.each<[Partial<Element> & { type: string }, string, string | null]>([
    [{ type: "plain_text_input", min_length: 3 }, "ab", "Please use at least 3 characters."],
    [{ type: "plain_text_input", min_length: 3 }, "", null],
    [{ type: "plain_text_input", max_length: 1 }, "ab", "Please use at most 1 character."],
    [{ type: "plain_text_input" }, "x".repeat(3001), "Please use at most 3000 characters."],
    [{ type: "email_text_input" }, "a@b", "This is not an email address."],
    [{ type: "email_text_input" }, "a@b.example", null],
    [{ type: "url_text_input" }, "a.example", "This is not a URL."],
    [{ type: "number_input" }, "1e3", "This is not a number."],
    [{ type: "number_input" }, "1.5", "Please enter a whole number."],
    [{ type: "number_input", is_decimal_allowed: true }, "1.5", null],
    [{ type: "number_input", min_value: "2" }, "1", "Please enter 2 or more."],
    [{ type: "number_input", max_value: "2" }, "3", "Please enter 2 or less."],
  ])("%j takes %j as Slack's form does", ({ type, ...more }, text, problem) => {
    expect(entryProblem(element(type, more), text)).toBe(problem);
  });

  test("is counted near its end alone", () => {
    const counted = (max_length: number, length: number) =>
      charactersLeft(element("plain_text_input", { max_length }), "x".repeat(length));
    expect(counted(500, 449)).toBeNull();
    expect(counted(500, 450)).toBe(50);
    expect(counted(500, 503)).toBe(-3);
    expect(charactersLeft(element("plain_text_input"), "x".repeat(2999))).toBeNull();
  });
});
