import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { anyFrame, brokenFrames } from "../support/broken-frames.ts";
import { createForgery, type Forgery, type Payload } from "../support/forgery.ts";
import { propertyOptions } from "../support/property.ts";

let world: Forgery;
let envelopes: object[];
/** Ada's approval, which would count, from where it does not. */
let misplaced: object;

beforeAll(async () => {
  world = await createForgery(["door-1"]);
  envelopes = await genuineEnvelopes();
});
afterAll(() => world.end());

/** One of each kind, of somebody who may do nothing: whatever is left of one changes nothing. */
async function genuineEnvelopes(): Promise<object[]> {
  const { slack, steps } = world;
  const otto = slack.people.otto?.id;
  const card = await steps.askForUpdate("door-1");
  await card.press("ada", "Deny");
  await world.modal("Why not?", "ada");
  const denial = slack.forge.submission("ada");
  await slack.person("ada").closeModal({ all: true });
  await steps.open("session update", "Reason");
  const form = slack.forge.submission("olga");
  await slack.person("olga").suggest({ actionId: "session-pick" }, "door");
  await slack.person("olga").closeModal({ all: true });
  slack.person("ada").openHome();
  await world.until(() => slack.person("ada").home(), "Home");
  const asOtto = (payload: Payload) => ({
    ...payload,
    ...(payload.user ? { user: { ...payload.user, id: otto } } : {}),
    ...(payload.user_id ? { user_id: otto } : {}),
  });
  const click = world.payload("block_actions");
  const approval = { ...click, actions: [{ ...click.actions[0], action_id: "card-approve" }] };
  const elsewhere = { channel_id: "C0RANDOM01", message_ts: "1772334000.000900" };
  misplaced = {
    envelope_id: "misplaced",
    type: "interactive",
    accepts_response_payload: true,
    payload: {
      ...approval,
      channel: { ...approval.channel, id: elsewhere.channel_id },
      message: { ...approval.message, ts: elsewhere.message_ts },
      container: { ...approval.container, ...elsewhere },
    },
  };
  const search = world.payload("block_suggestion");
  const interactive = [click, approval, denial, form, search].map((payload) => ({
    type: "interactive",
    payload: asOtto(payload),
    accepts_response_payload: true,
  }));
  return [
    ...interactive,
    { type: "slash_commands", payload: asOtto(world.payload("command")), accepts_response_payload: true },
    { type: "events_api", payload: world.payload("event_callback"), accepts_response_payload: false },
  ].map((envelope, index) => ({ envelope_id: `forged-${index}`, ...envelope }));
}

/** Each socket has answered, so all that came before was read. */
async function answersHelp(): Promise<void> {
  for (let socket = 0; socket < 2; socket++) {
    expect(await world.slack.person("olga").command("#fleet", "help")).toMatchObject({ kind: "answered" });
  }
}

test("frames that are none are passed over, and the sockets stay", async () => {
  const before = world.done();
  const { connections } = world.slack;
  const closed = () => world.logged.filter(({ msg }) => msg === "Slack socket closed").length;
  const closedBefore = closed();
  for (const frame of brokenFrames)
    expect([world.slack.forge.frame(frame), world.slack.forge.frame(frame)]).toEqual([true, true]);
  await answersHelp();
  expect(world.done()).toEqual(before);
  expect([world.slack.connections, closed()]).toEqual([connections, closedBefore]);
});

test("whatever is wrong with an envelope, it changes nothing, and the bot goes on answering", async () => {
  const before = world.done();
  await fc.assert(
    fc.asyncProperty(fc.array(anyFrame(envelopes), { minLength: 1, maxLength: 6 }), async (frames) => {
      for (const frame of frames) expect(world.slack.forge.frame(frame)).toBe(true);
      await answersHelp();
      expect(world.done()).toEqual(before);
    }),
    propertyOptions(60),
  );
  await world.pass(20_000);
  expect(world.done()).toEqual(before);
});

test("whatever is wrong with an approval that stands elsewhere, it does not count", async () => {
  const before = world.done();
  await fc.assert(
    fc.asyncProperty(fc.array(anyFrame([misplaced]), { minLength: 1, maxLength: 6 }), async (frames) => {
      for (const frame of frames) expect(world.slack.forge.frame(frame)).toBe(true);
      await answersHelp();
      expect(world.done()).toEqual(before);
    }),
    propertyOptions(80),
  );
});

test("an envelope that comes many times at once changes nothing more", async () => {
  const before = world.done();
  for (const envelope of envelopes) {
    for (let time = 0; time < 5; time++) world.slack.forge.frame(JSON.stringify(envelope));
  }
  await answersHelp();
  await world.pass(5000);
  expect(world.done()).toEqual(before);
});
