import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Entry } from "../../sandbox/slack/people/chosen-state.ts";
import { createForgery, type Forgery, type Payload } from "../support/forgery.ts";

let world: Forgery;
const olga = () => world.slack.person("olga");
const ada = () => world.slack.person("ada");

beforeAll(async () => {
  world = await createForgery(["door-1", "door-2", "door-3", "door-4"]);
});
afterAll(async () => {
  expect(world.errors()).toEqual([]);
  await world.end();
  expect(world.slack.problems).toEqual([]);
});

/** What the form would say, at a field or in its place; nothing is recorded or called. */
async function refused(payload: Payload): Promise<string> {
  const before = world.done();
  const answer = await world.send(payload);
  expect(world.done()).toEqual(before);
  expect(answer.response_action).toMatch(/^(errors|update)$/);
  return JSON.stringify(answer);
}

const FORMS = {
  update: () => `session update ${world.sessionOf("door-1")}`,
  restart: () => `session restart ${world.sessionOf("door-1")}`,
  stop: () => `session stop ${world.sessionOf("door-1")}`,
  create: () => "ingress create",
  edit: () => `ingress edit ${world.ngrok.ingresses.all()[0]?.id}`,
  delete: () => `ingress delete ${world.ngrok.ingresses.all()[0]?.id}`,
};
const NAMES = Object.keys(FORMS) as (keyof typeof FORMS)[];

/** What the submit of this form would send. It is closed again. */
async function formOf(name: keyof typeof FORMS, entries: Record<string, Entry> = {}): Promise<Payload> {
  await world.steps.open(FORMS[name](), name === "create" || name === "edit" ? "Description" : "Reason");
  await olga().fill(entries);
  const payload = world.slack.forge.submission("olga");
  await olga().closeModal({ all: true });
  return payload;
}

/** Changes what an input holds, by a part of its block's id. */
function put(payload: Payload, block: string, entry: object): void {
  const { values } = payload.view.state;
  const id = Object.keys(values).find((one) => one.startsWith(block)) ?? "";
  for (const held of Object.values(values[id] ?? {})) Object.assign(held as object, entry);
}

const option = (value: unknown) => ({ selected_option: { value, text: { type: "plain_text", text: "x" } } });

describe("a form that asks for a change", () => {
  const GARBAGE = [
    "",
    "null",
    "[]",
    "{",
    '"x"',
    "C1",
    "C0FLEET001",
    '{"channelId":7,"cardChannelId":7}',
    '{"channelId":"<!channel>","cardChannelId":"<!channel>"}',
    "🙂 🙂 🙂 🙂",
    `{"a":${"[".repeat(900)}`,
  ];

  test.each(NAMES)("to %s records nothing where what it carries cannot be read", async (name) => {
    const payload = await formOf(name);
    for (const packed of GARBAGE) {
      payload.view.private_metadata = packed;
      expect(await refused(payload)).toContain("from another version of the bot");
    }
  });

  test.each<[string, (view: Payload) => void]>([
    ["no state", (view) => delete view.state],
    ["no values", (view) => (view.state = {})],
    ["values of another form", (view) => (view.state.values = { reason: { value: { value: 7 } } })],
    ["a list in place of a choice", (view) => (view.state.values = { when: { x: { selected_option: [] } } })],
    ["no hash", (view) => delete view.hash],
    ["no blocks", (view) => (view.blocks = "none")],
  ])("with %s is refused", async (_, change) => {
    for (const name of NAMES) {
      const payload = await formOf(name);
      change(payload.view);
      expect(await refused(payload)).toContain("cannot read what Slack has sent");
    }
  });

  test("of another app or workspace is refused", async () => {
    const payload = await formOf("restart");
    expect(await refused({ ...payload, api_app_id: "A0OTHER" })).toContain("for another Slack app");
    payload.view.app_installed_team_id = "T0OTHER";
    expect(await refused(payload)).toContain("from another Slack workspace");
  });

  test("of an unknown kind is refused, and what was typed stays", async () => {
    const payload = await formOf("restart");
    payload.view.callback_id = "delete-everything";
    expect(await refused(payload)).toContain("This form is from another version of the bot");
  });

  test("with a time that is not offered does not mean now", async () => {
    const payload = await formOf("update", { Reason: "security fix" });
    for (const value of ["at-once", "", "__proto__"]) {
      put(payload, "when", option(value));
      expect(await refused(payload)).toContain("from another version of the bot");
    }
  });

  test("with a certificate that is not offered is refused", async () => {
    for (const name of ["create", "edit"] as const) {
      const payload = await formOf(name);
      put(payload, "domain", { value: "forged.example.com" });
      put(payload, "description", { value: "forged" });
      for (const value of ["dsa", "toString", ""]) {
        put(payload, "certificate", option(value));
        expect(await refused(payload)).toContain("from another version of the bot");
      }
    }
  });

  test("of a session that never was asks ngrok to change nothing, and says that it is gone", async () => {
    const payload = await formOf("update", { Reason: "security fix" });
    put(payload, "session", option("ts_none/../../agent_ingresses?x=<!channel>"));
    const writes = () => world.done().writes;
    const before = writes();
    expect((await world.send(payload)).response_action).toBe("update");
    await world.pass(30_000);
    expect(writes()).toBe(before);
    expect(world.done().operations.map(({ state }) => state)).not.toContain("awaiting-approval");
  });

  test("submitted twice makes one change, and hears the same both times", async () => {
    const payload = await formOf("restart", { Reason: "stuck" });
    const operations = () => world.done().operations.length;
    const before = operations();
    const [first, second] = await Promise.all([world.send(payload), world.send(payload)]);
    expect(second).toEqual(first);
    await world.send(payload);
    await world.pass(5000);
    expect(operations()).toBe(before + 1);
  });
});

describe("a form on a card", () => {
  async function denial(agent: string) {
    const card = await world.steps.askForUpdate(agent);
    await card.press("ada", "Deny");
    await world.modal("Why not?", "ada");
    await ada().fill({ "Why not?": "not during the fair" });
    const payload: Payload = world.slack.forge.submission("ada");
    await ada().closeModal({ all: true });
    return { card, payload };
  }

  test("of an unknown change, or of none, is refused", async () => {
    const { payload } = await denial("door-2");
    for (const id of ["op_none", "", "op_%", "' or 1=1"]) {
      payload.view.private_metadata = id;
      expect(await refused(payload)).toContain("no record of this change");
    }
  });

  test("submitted twice counts once, and the second hears that it was decided", async () => {
    const { card, payload } = await denial("door-3");
    expect(await world.send(payload)).toEqual({});
    await card.reads("denied");
    expect(await refused(payload)).toContain("was first: denied at");
  });

  test("of a change that moved on gives back what was typed", async () => {
    const { card, payload } = await denial("door-4");
    await card.press("ben", "Approve");
    await card.reads("is back");
    const answer = await refused(payload);
    expect(answer).toContain("was first");
    expect(answer).toContain("not during the fair");
  });

  test("with another form's fields is refused at its own", async () => {
    const { payload } = await denial("door-3");
    payload.view.callback_id = "resolve-operation";
    expect(await refused(payload)).toContain("Say what was done");
    payload.view.callback_id = "choose-session";
    expect(await refused(payload)).toContain("Choose one of the sessions");
    payload.view.callback_id = "choose-restart-time";
    expect(await refused(payload)).toContain("Choose a time");
    payload.view.callback_id = "ask-someone-else";
    expect(await refused(payload)).toContain("Choose an approver");
  });
});
