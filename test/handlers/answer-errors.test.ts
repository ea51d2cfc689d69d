import type { App, BlockAction } from "@slack/bolt";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openModal } from "../../src/handlers/open-modal.ts";
import { NgrokTimeoutError } from "../../src/ngrok/errors.ts";
import { UserRefusal } from "../../src/user-error.ts";
import type { Modal } from "../../src/views/message.ts";
import { plain } from "../../src/views/text.ts";
import { type HandlerWorld, startHandlerWorld } from "../support/handler-world.ts";

const button = (actionId: string) => ({
  type: "button" as const,
  text: plain(actionId),
  action_id: actionId,
  value: "x",
});

const message = {
  text: "Buttons",
  blocks: [{ type: "actions" as const, elements: ["refuse", "fail", "late", "unheard"].map(button) }],
};

function form(callbackId: string): Modal {
  const input = (blockId: string) => ({
    type: "input" as const,
    block_id: blockId,
    optional: true,
    label: plain(blockId),
    element: { type: "plain_text_input" as const, action_id: "value" },
  });
  return {
    type: "modal",
    callback_id: callbackId,
    title: plain("Form"),
    submit: plain("Send"),
    blocks: [
      input("first"),
      input("second"),
      {
        type: "section",
        block_id: "pick",
        text: plain("Pick"),
        accessory: { type: "external_select", action_id: "pick", min_query_length: 0 },
      },
      { type: "actions", elements: [button("fail")] },
    ],
  };
}

function registerListeners(app: App): void {
  app.command("/ngrok", async ({ command, ack, respond, client }) => {
    const [word = "", rest = ""] = command.text.split(" ");
    if (word === "refuse") throw new UserRefusal("You may not do <https://example.com|this>.");
    if (word === "fail") throw new TypeError("secret inner state");
    await ack();
    if (word === "late") throw new NgrokTimeoutError(10_000);
    if (word === "buttons") await respond({ response_type: "in_channel", ...message });
    if (word === "form") await client.views.open({ trigger_id: command.trigger_id, view: form(rest) });
    if (word === "modal") {
      await openModal(client, command.trigger_id, "Session", async () => {
        if (rest === "refuse") throw new UserRefusal("You may not see this.");
        if (rest === "fail") throw new TypeError("secret inner state");
        return form("sent");
      });
    }
  });
  app.action<BlockAction>("refuse", async () => {
    throw new UserRefusal("Too late: <@U0ADA00001> was first.");
  });
  app.action<BlockAction>("fail", async () => {
    throw new TypeError("secret inner state");
  });
  app.action<BlockAction>("late", async ({ ack }) => {
    await ack();
    throw new UserRefusal("Somebody was first.");
  });
  app.options("pick", async () => {
    throw new NgrokTimeoutError(10_000);
  });
  app.view("at-field", async () => {
    throw new UserRefusal("Not *this* <https://example.com|one>.", "second");
  });
  app.view("anywhere", async () => {
    throw new TypeError("secret inner state");
  });
  app.view("after-ack", async ({ ack }) => {
    await ack();
    throw new UserRefusal("It was taken meanwhile.");
  });
}

let world: HandlerWorld;
const olga = () => world.slack.person("olga");
const screen = () =>
  olga()
    .messages("fleet")
    .map((shown) => world.slack.renderText(shown))
    .join("\n---\n");
const shows = (text: string | RegExp) =>
  world.slack.waitFor(
    () => (typeof text === "string" ? screen().includes(text) : text.test(screen())),
    String(text),
  );
const clickable = async () => {
  await olga().command("fleet", "buttons");
  return world.slack.waitFor(
    () =>
      olga()
        .messages("fleet")
        .findLast((shown) => shown.text === "Buttons"),
    "buttons",
  );
};
const openForm = async (callbackId: string) => {
  await olga().command("fleet", `form ${callbackId}`);
  await world.slack.waitFor(() => olga().modal(), "the form");
};

beforeAll(async () => {
  world = await startHandlerWorld(registerListeners);
});
afterAll(() => world.stop());

describe("answerErrors", () => {
  test("a command that is refused before its ack is answered with it", async () => {
    expect(await olga().command("fleet", "refuse")).toMatchObject({ kind: "answered" });
    await shows("You may not do");
  });

  test("a fault is told without its inner state, with a reference that is in the log", async () => {
    await olga().command("fleet", "fail");
    await shows(/a fault of its own.*\(Reference\u00a0[A-Z2-9]{6}\)/);
    expect(screen()).not.toContain("secret inner state");
    const [line] = world.logged("Handler failed");
    expect(line).toMatchObject({ kind: "command", name: "/ngrok", err: { message: "secret inner state" } });
    expect(screen()).toContain(String(line?.reference));
  });

  test("a fault after the ack is told to the person alone, also where the bot is not in the channel", async () => {
    await olga().command("random", "late");
    const shown = await world.slack.waitFor(() => olga().messages("random").at(-1), "the answer");
    expect(world.slack.renderText(shown)).toContain("ngrok did not answer within 10 s");
    expect(world.slack.person("ada").messages("random")).toEqual([]);
  });

  test("what it says stands in a block, where Slack makes no links of its own", async () => {
    await olga().command("fleet", "refuse");
    await olga().command("fleet", "fail");
    await olga().click({ message: await clickable(), actionId: "late" });
    await shows("Somebody was first");
    const words = ["You may not do <", "a fault of its own", "Somebody was first."].map((text) =>
      olga()
        .messages("fleet")
        .findLast((shown) => shown.text.includes(text)),
    );
    for (const shown of words) {
      expect(shown?.blocks).toMatchObject([{ text: { type: "mrkdwn", text: shown?.text, verbatim: true } }]);
    }
  });

  test.each([
    ["refuse", /Too late: @ada was first/],
    ["fail", /a fault of its own/],
    ["late", /Somebody was first/],
    ["unheard", /from another version of the bot/],
  ])("a click on %s is answered beside the message, which stays", async (actionId, words) => {
    const shown = await clickable();
    expect(await olga().click({ message: shown, actionId })).toMatchObject({ kind: "answered" });
    await shows(words);
    expect(olga().messages("fleet")).toContainEqual(
      expect.objectContaining({ ts: shown.ts, text: "Buttons" }),
    );
  });

  test("a fault of a button in a modal is shown above the form, which stays below", async () => {
    await openForm("sent");
    await olga().fill({ first: "typed" });
    await olga().click({ actionId: "fail" });
    await world.slack.waitFor(() => olga().modals().length === 2, "a second modal");
    expect(world.slack.renderText(olga().modals()[1] ?? (olga().modals()[0] as never))).toContain(
      "a fault of its own",
    );
    await olga().closeModal({ all: true });
  });

  test("a refusal of a form is shown at its field, as plain text, and the form stays", async () => {
    await openForm("at-field");
    expect(await olga().submit()).toEqual({ kind: "errors", errors: { second: "Not this one." } });
    await olga().closeModal();
  });

  test("a refusal that names no field is shown at the first", async () => {
    await openForm("anywhere");
    expect(await olga().submit()).toMatchObject({
      errors: { first: expect.stringContaining("fault of its own") },
    });
    await olga().closeModal();
  });

  test("what goes wrong after a form was closed is told in the bot's DM", async () => {
    await openForm("after-ack");
    expect(await olga().submit()).toEqual({ kind: "closed" });
    await world.slack.waitFor(
      () => olga().messages("dm-olga").at(-1)?.text.includes("taken meanwhile"),
      "the DM",
    );
  });

  test("a form that nobody listens to stays, with words", async () => {
    await openForm("of-another-version");
    expect(await olga().submit()).toMatchObject({
      errors: { first: expect.stringContaining("another version") },
    });
    await olga().closeModal();
  });

  test("a list of options that failed says so in its one option", async () => {
    await openForm("sent");
    const options = await olga().suggest({ actionId: "pick" }, "edge");
    expect(options).toHaveLength(1);
    expect(options[0]?.text.text).toContain("ngrok did not answer");
    await olga().closeModal();
  });

  test.each([404, 500])(
    "words whose response_url Slack refuses are told in another way (%d)",
    async (status) => {
      const told = () => world.slack.calls.filter(({ method }) => method === "chat.postEphemeral").length;
      const words = () =>
        olga()
          .messages("fleet")
          .filter(({ text }) => text.includes("did not answer within 10 s"));
      const before = [told(), words().length];
      const faults = world.logged("Error could not be told").length;
      world.slack.faults.add("response_url", { kind: "status", status });
      await olga().command("fleet", "late");
      await world.slack.waitFor(() => words().length > Number(before[1]), "the words");
      expect(told()).toBe(Number(before[0]) + 1);
      expect(world.logged("Error could not be told")).toHaveLength(faults);
    },
  );

  test("a socket lost before the ack is logged, and nothing is thrown", async () => {
    const lost = Object.assign(new Error("not ready"), {
      code: "slack_socket_mode_send_while_not_ready_error",
    });
    await world.app.processEvent({
      body: {
        type: "block_actions",
        user: { id: "U0OLGA0001" },
        team: { id: "T1" },
        actions: [{ action_id: "late", type: "button" }],
      },
      ack: () => Promise.reject(lost),
    });
    expect(world.logged("Socket lost before the ack")).toHaveLength(1);
  });

  test("Slack had nothing to object to", () => {
    expect(world.slack.problems).toEqual([]);
  });
});

describe("openModal", () => {
  test("the loading view is filled with what was built", async () => {
    await olga().command("fleet", "modal ok");
    await world.slack.waitFor(() => olga().modal()?.callbackId === "sent", "the form");
    await olga().closeModal();
  });

  test.each([
    ["refuse", "You may not see this."],
    ["fail", "a fault of its own"],
  ])("what build throws (%s) is shown in the modal, once", async (how, words) => {
    const before = olga().messages("fleet").length;
    await olga().command("fleet", `modal ${how}`);
    await world.slack.waitFor(() => {
      const modal = olga().modal();
      return modal && world.slack.renderText(modal).includes(words);
    }, words);
    await world.idle();
    expect(olga().messages("fleet")).toHaveLength(before);
    await olga().closeModal();
  });
});
