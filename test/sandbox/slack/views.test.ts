import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Person } from "../../../sandbox/slack/people/person.ts";
import {
  button,
  input,
  type Json,
  modal,
  plain,
  type RawBot,
  type RawSocket,
  section,
  startRawBot,
} from "./raw-bot.ts";

let bot: RawBot;
let socket: RawSocket;
let olga: Person;
beforeEach(async () => {
  bot = await startRawBot();
  socket = await bot.connect();
  olga = bot.slack.person("olga");
});
afterEach(() => bot.stop());

async function trigger(): Promise<string> {
  const answered = olga.command("fleet", "update");
  const frame = await socket.next();
  socket.ack(frame);
  await answered;
  return frame.payload.trigger_id;
}

async function open(view: unknown): Promise<{ id: string; hash: string }> {
  const answer = await bot.call("views.open", { trigger_id: await trigger(), view });
  expect(answer.error).toBeUndefined();
  return answer.view as { id: string; hash: string };
}

async function submit(answer: Json) {
  const result = olga.submit();
  socket.ack(await socket.next(), answer);
  return result;
}

describe("a trigger", () => {
  const view = modal([]);

  test("is worth nothing after 3 s", async () => {
    const [first, second] = [await trigger(), await trigger()];
    await bot.clock.advance(3000);
    expect((await bot.call("views.open", { trigger_id: first, view })).ok).toBe(true);
    await bot.clock.advance(1);
    expect((await bot.call("views.open", { trigger_id: second, view })).error).toBe("expired_trigger_id");
  });

  test("works once", async () => {
    const triggerId = await trigger();
    await bot.call("views.open", { trigger_id: triggerId, view });
    expect((await bot.call("views.open", { trigger_id: triggerId, view })).error).toBe("trigger_exchanged");
  });

  test("cannot be made up", async () => {
    expect((await bot.call("views.open", { trigger_id: "1.2", view })).error).toBe("invalid_trigger_id");
  });
});

describe("a view", () => {
  test("is updated with its present hash, and not with an old one", async () => {
    const { id, hash } = await open(modal([section("one")]));
    const update = (old: string) =>
      bot.call("views.update", { view_id: id, hash: old, view: modal([section("two")]) });
    expect((await update(hash)).ok).toBe(true);
    expect((await update(hash)).error).toBe("hash_conflict");
    expect(bot.slack.renderText(olga.modal() ?? expect.fail())).toContain("two");
  });

  test("keeps what was typed while block and action keep their ids", async () => {
    const { id } = await open(modal([input("name"), input("reason")]));
    await olga.fill({ name: "edge-07", reason: "old" });
    await bot.call("views.update", { view_id: id, view: modal([input("name"), input("why")]) });
    expect(olga.modal()?.values).toEqual({
      name: { text: { type: "plain_text_input", value: "edge-07" } },
      why: { text: { type: "plain_text_input", value: null } },
    });
  });

  test("that was closed is not found", async () => {
    const { id } = await open(modal([]));
    await olga.closeModal();
    expect((await bot.call("views.update", { view_id: id, view: modal([]) })).error).toBe("not_found");
  });

  test("is pushed on two others at most", async () => {
    await open(modal([]));
    const push = async () =>
      (await bot.call("views.push", { trigger_id: await trigger(), view: modal([]) })).error;
    expect([await push(), await push(), await push()]).toEqual([undefined, undefined, "push_limit_reached"]);
    expect(olga.modals()).toHaveLength(3);
  });

  test("takes an external_id that no other has", async () => {
    const view = modal([], { external_id: "one" });
    await bot.call("views.open", { trigger_id: await trigger(), view });
    const again = await bot.call("views.push", { trigger_id: await trigger(), view });
    expect(again.error).toBe("duplicate_external_id");
  });

  test("on Home is published for one person, and hash_conflict guards it", async () => {
    const publish = (hash?: string) =>
      bot.call("views.publish", { user_id: olga.id, view: { type: "home", blocks: [section("Hi")] }, hash });
    const first = (await publish()).view as { hash: string };
    expect((await publish(first.hash)).ok).toBe(true);
    expect((await publish(first.hash)).error).toBe("hash_conflict");
    expect(bot.slack.renderText(olga.home() ?? expect.fail())).toBe("Hi");
    expect(bot.slack.person("ada").home()).toBeNull();
  });

  test("tells the bot when it was closed, where that was asked for", async () => {
    await open(modal([], { notify_on_close: true, callback_id: "update" }));
    const closing = olga.closeModal();
    const frame = await socket.next();
    expect(frame.payload).toMatchObject({
      type: "view_closed",
      is_cleared: false,
      view: { callback_id: "update" },
    });
    socket.ack(frame);
    await closing;
    expect(olga.modal()).toBeNull();
  });
});

describe("a submit", () => {
  test("with a required input empty never reaches the bot", async () => {
    await open(modal([input("reason"), input("note", {}, { optional: true })]));
    const errors = { reason: "Please complete this required field." };
    expect(await olga.submit()).toEqual({ kind: "errors", errors });
    expect(socket.waiting).toEqual([]);
  });

  test("shows errors at their inputs, and keeps the form", async () => {
    await open(modal([input("reason", { initial_value: "x" })]));
    const errors = { reason: "Too short." };
    expect(await submit({ response_action: "errors", errors })).toEqual({ kind: "errors", errors });
    expect(bot.slack.renderText(olga.modal() ?? expect.fail())).toBe(
      "== Update ==\nreason: x\n  ! Too short.\n[Send] [Cancel]",
    );
  });

  test("answered with an error at no input is refused, and noted", async () => {
    await open(modal([section("x"), input("reason", { initial_value: "x" })]));
    const result = await submit({ response_action: "errors", errors: { elsewhere: "No." } });
    expect(result).toMatchObject({ kind: "refused", words: "We had some trouble connecting. Try again?" });
    expect(bot.slack.problems.join()).toContain("elsewhere");
  });

  test("updates, pushes and clears", async () => {
    await open(modal([input("reason", { initial_value: "x" })]));
    expect((await submit({ response_action: "update", view: modal([section("Working")]) })).kind).toBe(
      "updated",
    );
    expect((await submit({ response_action: "push", view: modal([section("More")]) })).kind).toBe("pushed");
    expect(olga.modals()).toHaveLength(2);
    expect((await submit({ response_action: "clear" })).kind).toBe("cleared");
    expect(olga.modals()).toEqual([]);
  });

  test("unacked for 3 s leaves the form with Slack's words above it", async () => {
    await open(modal([input("reason", { initial_value: "x" })]));
    const result = olga.submit();
    await socket.next();
    await bot.clock.advance(3000);
    const words = "We had some trouble connecting. Try again?";
    expect(await result).toEqual({ kind: "timed-out", words });
    expect(olga.modal()).toMatchObject({ trouble: words, values: { reason: { text: { value: "x" } } } });
  });
});

describe("a form", () => {
  test("takes what its elements offer, in Slack's shape of state", async () => {
    const options = [{ text: plain("Now"), value: "now" }];
    await open(
      modal([
        input("when", { type: "static_select", options }),
        input("day", { type: "datepicker" }),
        input("time", { type: "timepicker" }),
        input("at", { type: "datetimepicker" }),
        input("who", { type: "multi_users_select" }),
        input("sure", { type: "checkboxes", options }),
      ]),
    );
    await olga.fill({ when: "Now", day: "2026-03-01", time: "03:15", at: new Date(1_800_000_000_000) });
    await olga.fill({ who: ["ada", "ben"], sure: ["now"] });
    await expect(olga.fill({ when: "later" })).rejects.toThrow("it offers: now");
    await expect(olga.fill({ time: "25:00" })).rejects.toThrow("does not take");
    expect(olga.modal()?.values).toEqual({
      when: { text: { type: "static_select", selected_option: options[0] } },
      day: { text: { type: "datepicker", selected_date: "2026-03-01" } },
      time: { text: { type: "timepicker", selected_time: "03:15" } },
      at: { text: { type: "datetimepicker", selected_date_time: 1_800_000_000 } },
      who: { text: { type: "multi_users_select", selected_users: ["U0ADA00001", "U0BEN00001"] } },
      sure: { text: { type: "checkboxes", selected_options: options } },
    });
  });

  test("keeps to the lengths of its inputs", async () => {
    await open(modal([input("name", { min_length: 2, max_length: 4 })]));
    await expect(olga.fill({ name: "abcde" })).rejects.toThrow("4 characters at most");
    await expect(olga.fill({ name: "a" })).rejects.toThrow("2 characters at least");
  });

  test("tells the bot of a choice in an input only with dispatch_action", async () => {
    const options = [{ text: plain("Now"), value: "now" }];
    const select = { type: "static_select", options };
    await open(modal([input("quiet", select), input("loud", select, { dispatch_action: true })]));
    await olga.fill({ quiet: "now" });
    expect(socket.waiting).toEqual([]);
    const filled = olga.fill({ loud: "now" });
    const frame = await socket.next();
    expect(frame.payload).toMatchObject({
      type: "block_actions",
      container: { type: "view" },
      actions: [{ type: "static_select", block_id: "loud", action_id: "text", selected_option: options[0] }],
      view: { state: { values: { quiet: { text: { selected_option: options[0] } } } } },
    });
    expect(frame.payload.response_url).toBeUndefined();
    socket.ack(frame);
    await filled;
  });

  test("gets suggestions from the bot once enough is typed, 100 at most", async () => {
    await open(modal([input("session", { type: "external_select" })]));
    expect(await olga.suggest({ blockId: "session" }, "ed")).toEqual([]);
    const ask = async (count: number) => {
      const options = Array.from({ length: count }, (_, i) => ({
        text: plain(`edge-${i}`),
        value: `ts_${i}`,
      }));
      const asked = olga.suggest({ blockId: "session" }, "edge");
      const frame = await socket.next();
      expect(frame.payload).toMatchObject({ type: "block_suggestion", value: "edge", action_id: "text" });
      socket.ack(frame, { options });
      return asked;
    };
    expect(await ask(100)).toHaveLength(100);
    await expect(ask(101)).rejects.toThrow("no more than 100");
  });

  test("takes several choices that stem from different searches", async () => {
    const option = (name: string) => ({ text: plain(name), value: name });
    const initial_options = [option("edge-01")];
    await open(modal([input("sessions", { type: "multi_external_select", initial_options })]));
    const search = async (name: string) => {
      const asked = olga.suggest({ blockId: "sessions" }, name);
      socket.ack(await socket.next(), { options: [option(name)] });
      await asked;
    };
    await search("edge-02");
    await olga.fill({ sessions: ["edge-01", "edge-02"] });
    await search("edge-03");
    await olga.fill({ sessions: ["edge-01", "edge-02", "edge-03"] });
    expect(olga.modal()?.values.sessions?.text?.selected_options).toEqual(
      ["edge-01", "edge-02", "edge-03"].map(option),
    );
    await expect(olga.fill({ sessions: ["edge-04"] })).rejects.toThrow("does not offer");
  });

  test("button is clicked in the top view only", async () => {
    const under = await open(modal([{ type: "actions", elements: [button("Go")] }]));
    await bot.call("views.push", { trigger_id: await trigger(), view: modal([section("above")]) });
    await expect(olga.click({ actionId: "go" })).rejects.toThrow("No element");
    const view = olga.modals()[0] ?? expect.fail();
    expect(view.id).toBe(under.id);
    await expect(olga.click({ view, actionId: "go" })).rejects.toThrow("not on olga's screen");
  });
});
