import { afterEach, beforeEach, expect, test } from "vitest";
import { startSessionDesk } from "../support/session-desk.ts";

let desk: Awaited<ReturnType<typeof startSessionDesk>>;
beforeEach(async () => {
  desk = await startSessionDesk();
});
afterEach(() => desk.stop());

const lastIn = (channel: string) => {
  const message = desk.olga.messages(channel).at(-1);
  if (!message) throw new Error("There is no message");
  return message;
};

test("the list is paged with its words kept, and shared where the bot is absent", async () => {
  await desk.olga.command("random", "sessions edge linux");
  await desk.idle();
  expect(desk.reads("olga", "random")).toContain("11 of 17 sessions online fit “edge linux”");
  expect(desk.reads("olga", "random")).toContain("and 3 more");

  await desk.olga.click({ message: lastIn("random"), actionId: "sessions-next" });
  await desk.idle();
  expect(desk.olga.messages("random")).toHaveLength(1);
  expect(desk.reads("olga", "random")).toContain("9 to 11 of 11");
  expect(desk.reads("olga", "random")).toContain("edge-11");

  await desk.olga.click({ message: lastIn("random"), actionId: "sessions-share" });
  await desk.idle();
  expect(desk.reads("ben", "random")).toContain("Shared by @olga");
  expect(desk.slack.problems).toEqual([]);
});

test("a row's menu shows the session and opens its modals", async () => {
  await desk.olga.command("fleet", "sessions edge-07-ssh.devices.example.com");
  await desk.idle();
  const list = lastIn("fleet");
  const id = desk.sessionId("edge-07");
  await desk.olga.click({ message: list, actionId: "sessions-menu", option: `show:${id}` });
  await desk.idle();
  expect(desk.reads("olga")).toContain(id);
  for (const [verb, words] of [
    ["update", "Update a session"],
    ["restart", "Restart a session"],
    ["stop", "ends the agent's process"],
  ]) {
    await desk.olga.click({ message: list, actionId: "sessions-menu", option: `${verb}:${id}` });
    await desk.idle();
    expect(desk.reads("olga")).toContain(words);
    expect(desk.reads("olga")).toContain(id);
    await desk.olga.closeModal();
  }
});

test("a search too long for a button is refused with the limit", async () => {
  await desk.olga.command("fleet", `sessions ${"x".repeat(1001)}`);
  await desk.idle();
  expect(desk.reads("olga")).toContain("at most 1000 characters");
});

test("ngrok's failure is told in words", async () => {
  desk.ngrok.faults.add({ action: "status", status: 403, path: "/tunnel_sessions", times: "always" });
  await desk.olga.command("fleet", "sessions");
  await desk.idle();
  expect(desk.reads("olga")).toContain("API key");
});

test("rows of equal names end with what tells their ids apart", async () => {
  await desk.olga.command("fleet", "sessions kiosk");
  await desk.idle();
  const ends = desk.reads("olga").match(/· …\w{6}$/gm) ?? [];
  expect(new Set(ends).size).toBe(2);
  await desk.olga.command("fleet", "sessions edge-07");
  await desk.idle();
  expect(desk.reads("olga")).not.toContain("· …");
});
