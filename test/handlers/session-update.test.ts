import { afterEach, beforeEach, expect, test } from "vitest";
import { startSessionDesk } from "../support/session-desk.ts";

let desk: Awaited<ReturnType<typeof startSessionDesk>>;
beforeEach(async () => {
  desk = await startSessionDesk();
});
afterEach(() => desk.stop());

const open = async (query = "", channel = "fleet") => {
  await desk.olga.command(channel, `session update ${query}`.trim());
  await desk.idle();
};
const pick = async (agent: string) => {
  await desk.olga.suggest({ actionId: "session-pick" }, desk.sessionId(agent));
  await desk.olga.fill({ session: desk.sessionId(agent) });
  await desk.idle();
};
const submit = async () => {
  const result = await desk.olga.submit();
  await desk.idle();
  return result;
};

test("a session is picked by typing, seen, and its update asked for, once", async () => {
  await open();
  await desk.olga.fill({ reason: "security fix" });
  const options = await desk.olga.suggest({ actionId: "session-pick" }, "edge-07");
  expect(options.map((option) => option.text.text)).toEqual(["edge-07 · 3.19.0 · linux · eu"]);
  await pick("edge-07");
  expect(desk.reads("olga")).toContain("2 URLs go down");
  expect(desk.reads("olga")).toContain("security fix");

  await desk.olga.fill({ approvers: ["ada"] });
  expect((await submit()).kind).toBe("updated");
  const [operation] = await desk.recorded();
  expect(operation).toMatchObject({
    kind: "session-update",
    state: "awaiting-approval",
    subjectId: desk.sessionId("edge-07"),
    request: { reason: "security fix", askedApprovers: [desk.slack.people.ada.id], channelId: "C0FLEET001" },
    schedule: { when: "now", chosenAt: null },
  });
  expect(desk.reads("olga")).toContain("nothing changes before an approver agrees");
  expect(JSON.stringify(desk.olga.modal())).toContain(desk.cardOf(operation?.id ?? ""));
  expect(desk.slack.problems).toEqual([]);
});

test("a chosen time is asked for, and must lie in the next 7 days", async () => {
  await open(desk.sessionId("edge-07"));
  await desk.olga.fill({ reason: "quiet hours", when: "restart-later" });
  await desk.idle();
  expect(await submit()).toMatchObject({ errors: { at: "Please complete this required field." } });
  const inHours = (hours: number) => new Date(desk.clock.now().getTime() + hours * 3_600_000);
  await desk.olga.fill({ at: inHours(-1) });
  expect(await submit()).toMatchObject({ errors: { at: expect.stringContaining("has passed") } });
  await desk.olga.fill({ at: inHours(7 * 24 + 1) });
  expect(await submit()).toMatchObject({ errors: { at: "At most 7 days ahead." } });
  await desk.olga.fill({ at: inHours(5) });
  await submit();
  const [operation] = await desk.recorded();
  expect(operation?.schedule).toEqual({ when: "restart-later", chosenAt: inHours(5) });
});

test("who may not approve is refused at the field", async () => {
  await open(desk.sessionId("edge-07"));
  expect(desk.reads("olga")).toContain("Approvers only, not you.");
  await desk.olga.fill({ reason: "x", approvers: ["olga"] });
  expect(await submit()).toMatchObject({ errors: { approvers: expect.stringContaining("own request") } });
  await desk.olga.fill({ approvers: ["otto"] });
  expect(await submit()).toMatchObject({ errors: { approvers: expect.stringContaining("approvers only") } });
  expect(await desk.recorded()).toEqual([]);
});

test("a Windows session is updated without a restart, an SSH session not at all", async () => {
  await open();
  await desk.olga.fill({ reason: "x" });
  await pick("win-01");
  expect(desk.reads("olga")).toContain("cannot be restarted from here");
  await submit();
  expect((await desk.recorded())[0]?.schedule.when).toBe("update-only");
});

test("a session that cannot be updated, or is taken, leaves only the choice of another; what was typed stays", async () => {
  await open(desk.sessionId("edge-08"));
  await desk.olga.fill({ reason: "first" });
  await submit();
  await desk.olga.closeModal();

  await open();
  await desk.olga.fill({ reason: "kept", approvers: ["ben"], when: "restart-later" });
  await desk.idle();
  const at = new Date(desk.clock.now().getTime() + 3_600_000);
  await desk.olga.fill({ at });
  for (const [agent, why] of [
    ["ssh-01", "It cannot be updated."],
    ["edge-08", "@olga was first."],
  ] as const) {
    await pick(agent);
    expect(desk.reads("olga")).toContain(why);
    expect(desk.olga.modal()?.submit).toBeNull();
  }
  await pick("win-01");
  expect(desk.reads("olga")).toContain("kept");
  await pick("edge-07");
  await submit();
  expect(
    (await desk.recorded()).find(({ subjectId }) => subjectId === desk.sessionId("edge-07")),
  ).toMatchObject({
    request: { reason: "kept", askedApprovers: [desk.slack.people.ben.id] },
    schedule: { when: "restart-later", chosenAt: at },
  });
  expect(desk.slack.problems).toEqual([]);
});

test("a menu that is cut says how many more there are, and picking that picks nothing", async () => {
  for (let count = 0; count < 100; count += 1) desk.ngrok.agents.add({ name: `kiosk-${count}` });
  await open();
  const options = await desk.olga.suggest({ actionId: "session-pick" }, "");
  expect(options).toHaveLength(100);
  expect(options.at(-1)?.text.text).toBe("and 18 more: type more of it");
  await desk.olga.fill({ reason: "x", session: options.at(-1)?.value ?? "" });
  await desk.idle();
  expect(desk.reads("olga")).not.toContain("No session online");
  expect(await submit()).toMatchObject({ errors: { session: "Pick a session." } });
});

test("a form whose session has left comes back with what was typed", async () => {
  await open(desk.sessionId("edge-07"));
  await desk.olga.fill({ reason: "security fix", approvers: ["ben"], when: "update-only" });
  await desk.idle();
  const picked = { description: { text: `…${desk.sessionId("edge-07").slice(-6)}` } };
  desk.ngrok.agents.reconnect("edge-07");
  await desk.clock.advance(2_500);
  await submit();
  const shown = desk.olga.modal()?.blocks.find((block) => block.block_id === "session");
  expect(shown?.element?.initial_option).toMatchObject(picked);
  await submit();
  expect(desk.reads("olga").match(/gets a new id at each restart/g)).toHaveLength(1);
  expect(desk.reads("olga")).not.toContain("online since");
  expect(desk.reads("olga")).toContain("security fix");

  await desk.clock.advance(30_000);
  await pick("edge-07");
  await submit();
  const [operation] = await desk.recorded();
  expect(operation).toMatchObject({
    subjectId: desk.sessionId("edge-07"),
    request: { reason: "security fix", askedApprovers: [desk.slack.people.ben.id] },
    schedule: { when: "update-only" },
  });
});

test("the second asker is told who was first, before filling in and at the submit", async () => {
  const id = desk.sessionId("edge-07");
  await open(id);
  await desk.olga.fill({ reason: "first" });
  const ada = desk.slack.person("ada");
  await ada.command("fleet", `session update ${id}`);
  await desk.idle();
  await ada.fill({ reason: "second" });
  await submit();

  await ada.submit();
  await desk.idle();
  expect(desk.reads("ada")).toContain("@olga was first. Update of edge-07");
  expect(desk.reads("ada")).toContain("second");
  await ada.closeModal();
  await ada.command("fleet", `session update ${id}`);
  await desk.idle();
  expect(desk.reads("ada")).toContain("@olga was first. Update of edge-07");
  expect(await desk.recorded()).toHaveLength(1);
});

test("without the role, or a place for the card, nothing can be filled in", async () => {
  await open("", "random");
  expect(desk.reads("olga")).toContain("/invite @ngrok");
  expect(desk.olga.modal()?.submit).toBeNull();
  const otto = desk.slack.person("otto");
  await otto.command("fleet", "session update");
  await desk.idle();
  expect(desk.reads("otto")).toContain("Only operators may update a session");
});
