import { afterEach, beforeEach, expect, test } from "vitest";
import type { PersonName } from "../../../sandbox/slack/directory.ts";
import { neededScopes } from "../../../src/slack/needed-scopes.ts";
import { type RawBot, startRawBot } from "./raw-bot.ts";

let bot: RawBot;
beforeEach(async () => {
  bot = await startRawBot({ outsiders: true, scopes: [...neededScopes, "im:write"] });
});
afterEach(() => bot.stop());

const idOf = (name: PersonName) => bot.slack.people[name]?.id;
const asked = async (user = "") => (await bot.call("users.info", { user })).user;

test("users.info needs its scope, a person, and its tier", async () => {
  const narrow = await startRawBot({ scopes: ["commands"] });
  const denied = await narrow.call("users.info", { user: idOf("olga") });
  expect(denied).toMatchObject({ error: "missing_scope", needed: "users:read" });
  await narrow.stop();
  expect((await bot.call("users.info", { user: "U0NOBODY01" })).error).toBe("user_not_found");
  expect((await bot.call("users.info")).error).toBe("invalid_arguments");
  for (let count = 0; count < 98; count += 1) await asked(idOf("olga"));
  expect((await bot.call("users.info", { user: idOf("olga") })).error).toBe("ratelimited");
});

test("a guest is restricted, by one channel or several; a plain member, numbered or not, is neither", async () => {
  const several = { deleted: false, is_bot: false, is_restricted: true, is_ultra_restricted: false };
  expect(await asked(idOf("gus"))).toMatchObject({ ...several, team_id: "T0SANDBOX" });
  expect(await asked(idOf("una"))).toMatchObject({ ...several, is_ultra_restricted: true });
  const crowded = await startRawBot({ guests: 1 });
  const { user } = await crowded.call("users.info", { user: "U0GUEST001" });
  expect(user).toMatchObject({ deleted: false, is_bot: false, is_restricted: false });
  await crowded.stop();
  expect(await asked(idOf("olga"))).not.toHaveProperty("is_stranger");
});

test("who shares a channel from another workspace is no stranger by name, only by team", async () => {
  expect(await asked(idOf("stella"))).toMatchObject({ team_id: "T0PARTNER", is_stranger: false });
  expect(await asked(idOf("stella"))).not.toHaveProperty("is_admin");
});

test("of who has left little is told, and a bot is called one but for Slack's own", async () => {
  expect(await asked(idOf("dora"))).toMatchObject({ deleted: true, is_bot: false });
  expect(await asked(idOf("dora"))).not.toHaveProperty("is_restricted");
  expect(await asked(idOf("robo"))).toMatchObject({ deleted: false, is_bot: true });
  expect(await asked(bot.slack.botUserId)).toMatchObject({ is_bot: true });
  expect(await asked("USLACKBOT")).toMatchObject({ is_bot: false });
});

test("people of an Enterprise organization have one id, and all their workspaces with it", async () => {
  expect(await asked("W0GRETA001")).toMatchObject({
    team_id: "T0SISTER",
    enterprise_user: { id: "W0GRETA001", teams: ["T0SISTER", "T0SANDBOX"] },
  });
  expect((await bot.call("conversations.open", { users: "W0GRETA001" })).channel).toEqual({
    id: "D0GRETA001",
  });
});

test("what people of another workspace send names their own", async () => {
  const socket = await bot.connect();
  const ran = bot.slack.person("stella").command("fleet", "help");
  const command = await socket.next();
  expect(command.payload).toMatchObject({ user_id: idOf("stella"), team_id: "T0PARTNER" });
  socket.ack(command);
  await ran;
  const block = {
    type: "actions",
    block_id: "b",
    elements: [{ type: "button", action_id: "a", text: { type: "plain_text", text: "Press" }, value: "v" }],
  };
  await bot.call("chat.postMessage", { channel: "C0FLEET001", text: "x", blocks: [block] });
  const [message] = bot.slack.person("stella").messages("fleet");
  const pressed = bot.slack.person("stella").click({ message, actionId: "a" });
  const click = await socket.next();
  expect(click.payload).toMatchObject({ team: { id: "T0SANDBOX" }, user: { team_id: "T0PARTNER" } });
  socket.ack(click);
  await pressed;
  const clicked = bot.slack.person("gus").click({ message, actionId: "a" });
  const own = await socket.next();
  expect(own.payload).toMatchObject({ user: { team_id: "T0SANDBOX" } });
  socket.ack(own);
  await clicked;
});
