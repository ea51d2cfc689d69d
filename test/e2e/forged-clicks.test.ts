import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Card } from "../support/e2e-card.ts";
import { createForgery, type Forgery, type Payload } from "../support/forgery.ts";

let world: Forgery;
let card: Card;
let genuine: Payload;

/** Ada's click on Approve, as Slack sends it, changed by `change`. */
function approval(change: (payload: Payload) => void = () => {}): Payload {
  const payload = structuredClone(genuine);
  const [details] = payload.actions;
  const operationId = details.selected_option.value.split(":")[1];
  const at = { block_id: details.block_id, action_ts: details.action_ts };
  payload.actions = [{ type: "button", action_id: "card-approve", value: operationId, ...at }];
  change(payload);
  return payload;
}

/** What came of it for Ada: nothing but words. */
async function refused(payload: Payload): Promise<string> {
  const before = world.done();
  const count = world.toldTo("ada").length;
  await world.send(payload);
  const words = await world.until(() => world.toldTo("ada").slice(count).join("\n"), "words for Ada");
  expect(world.done()).toEqual(before);
  return words;
}

beforeAll(async () => {
  world = await createForgery(["door-1"]);
  card = await world.steps.askForUpdate("door-1");
  await card.press("ada", "Details");
  await world.until(() => world.slack.person("ada").modal(), "the details");
  await world.slack.person("ada").closeModal({ all: true });
  genuine = world.payload("block_actions");
});
afterAll(() => world.end());

describe("a card's button", () => {
  test.each<[string, (payload: Payload) => void]>([
    [
      "on another message of its channel",
      (payload) => {
        payload.message.ts = "1772334000.000900";
        payload.container.message_ts = "1772334000.000900";
      },
    ],
    [
      "whose message and container differ",
      (payload) => {
        payload.container.message_ts = "1772334000.000900";
      },
    ],
    [
      "in another channel",
      (payload) => {
        payload.channel.id = "C0RANDOM01";
        payload.container.channel_id = "C0RANDOM01";
      },
    ],
    [
      "in a modal",
      (payload) => {
        delete payload.message;
        delete payload.channel;
        payload.container = { type: "view", view_id: "V1" };
      },
    ],
  ])("%s is refused, with a link to the card", async (_, change) => {
    const words = await refused(approval(change));
    expect(words).toContain("does not stand on the card of its change, so nothing was done.");
    expect(words).toMatch(/Open its card \(https:\/\/sandbox\.slack\.com\/archives\/C0FLEET001\/p\d+\)/);
  });

  test("copied to where others read shows nothing of the change either", async () => {
    const payload = structuredClone(genuine);
    payload.message.ts = payload.container.message_ts = "1772334000.000900";
    expect(await refused(payload)).toContain("does not stand on the card");
    expect(world.slack.person("ada").modal()).toBeNull();
  });

  test.each<[string, string, (payload: Payload) => void]>([
    ["of another app", "for another Slack app", (payload) => (payload.api_app_id = "A0OTHER")],
    ["of another workspace", "from another Slack workspace", (payload) => (payload.team = { id: "T0OTHER" })],
    ["of an unknown change", "no record of this change", (payload) => (payload.actions[0].value = "op_none")],
    ["with an empty id", "no record of this change", (payload) => (payload.actions[0].value = "")],
    ["of an unknown action", "another version of the bot", (payload) => (payload.actions[0].action_id = "x")],
    [
      "with an unknown verb in its menu",
      "another version of the bot",
      (payload) => {
        const [action] = payload.actions;
        const option = { value: `approve:${action.value}`, text: { type: "plain_text", text: "Approve" } };
        payload.actions = [{ ...action, type: "overflow", action_id: "card-menu", selected_option: option }];
        delete payload.actions[0].value;
      },
    ],
    ["without a trigger", "cannot read", (payload) => delete payload.trigger_id],
    ["with a value that is no text", "cannot read", (payload) => (payload.actions[0].value = { op: 1 })],
    ["with two actions", "cannot read", (payload) => payload.actions.push(payload.actions[0])],
    [
      "of a menu without its choice",
      "cannot read",
      (payload) => (payload.actions = [{ type: "overflow", action_id: "card-menu", block_id: "b" }]),
    ],
  ])("%s is refused in words", async (_, words, change) => {
    expect(await refused(approval(change))).toContain(words);
  });

  test.each<[string, (payload: Payload) => void]>([
    ["no container", (payload) => (payload.container = null)],
    ["a container that is none", (payload) => (payload.container = "x")],
    ["a container whose channel is none", (payload) => (payload.container.channel_id = 7)],
    ["a channel that is none", (payload) => (payload.channel.id = 7)],
    ["no message", (payload) => (payload.message = null)],
    ["a message whose time is none", (payload) => (payload.message.ts = 7)],
  ])("elsewhere, with %s, is refused in words", async (_, change) => {
    const words = await refused(
      approval((payload) => {
        payload.channel.id = payload.container.channel_id = "C0RANDOM01";
        payload.message.ts = payload.container.message_ts = "1772334000.000900";
        change(payload);
      }),
    );
    expect(words).toContain("cannot read");
  });

  test("without a person is acked, and told to nobody", async () => {
    const before = world.done();
    await world.send(approval((payload) => delete payload.user));
    await world.send(approval((payload) => (payload.user = { id: 7 })));
    expect(world.done()).toEqual(before);
  });

  test("of a guest from another workspace, in a shared channel, counts as his own", async () => {
    const asGuest = approval((payload) => {
      payload.user.team_id = "T0GUESTS";
      payload.user.id = world.slack.people.otto.id;
    });
    const before = world.toldTo("otto").length;
    await world.send(asGuest);
    const words = await world.until(() => world.toldTo("otto")[before], "words for Otto");
    expect(words).toContain("Only approvers may approve a change.");
  });

  test("as Slack sends it counts, and a second time changes nothing", async () => {
    await world.send(approval());
    await card.reads("Update");
    const words = await refusedLater(approval());
    expect(words).toContain("first");
    await card.reads("is back");
    expect(card.effects()).toEqual(["update-started", "restart-begun"]);
  });
});

/** The same where the change itself goes on meanwhile. */
async function refusedLater(payload: Payload): Promise<string> {
  const count = world.toldTo("ada").length;
  await world.send(payload);
  return world.until(() => world.toldTo("ada").slice(count).join("\n"), "words for Ada");
}

test("nothing of it was an error of the bot, but what named nobody", () => {
  expect(world.errors()).toEqual(["Slack payload could not be read", "Error could not be told"]);
});
