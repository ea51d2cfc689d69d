import { afterEach, beforeEach, expect, test } from "vitest";
import { anOperation, aSessionTarget } from "../../sandbox/gallery/samples/an-operation.ts";
import { startSessionDesk } from "../support/session-desk.ts";

let desk: Awaited<ReturnType<typeof startSessionDesk>>;
beforeEach(async () => {
  desk = await startSessionDesk();
});
afterEach(() => desk.stop());

const ask = async (words: string) => {
  await desk.olga.command("fleet", `session ${words}`);
  await desk.idle();
  return desk.reads("olga");
};
const submit = async () => {
  await desk.olga.submit();
  await desk.idle();
  return desk.reads("olga");
};

test("a restart names what goes down and what survives, and is recorded with its reason", async () => {
  const id = desk.sessionId("edge-02");
  const form = await ask(`restart ${id.slice(-8)}`);
  expect(form).toContain("1 URL goes down, 1 stays up");
  expect(form).toContain("finds its new id");
  await desk.olga.fill({ reason: "stuck" });
  expect(await submit()).toContain("it runs without approval");
  expect(await desk.recorded()).toMatchObject([
    { kind: "session-restart", subjectId: id, request: { reason: "stuck", by: desk.olga.id } },
  ]);
});

test("a Windows or SSH session cannot be restarted, and the way out is told", async () => {
  expect(await ask(`restart ${desk.sessionId("win-01")}`)).toContain("/ngrok session stop");
  expect(desk.olga.modal()?.submit).toBeNull();
  await desk.olga.closeModal();
  expect(await ask(`restart ${desk.sessionId("ssh-01")}`)).toContain("Reconnect it where it was started");
  expect(desk.olga.modal()?.submit).toBeNull();
});

test("a stop says what it cancels, and cancels only what was shown", async () => {
  const id = desk.sessionId("edge-07");
  expect(await ask(`stop ${id}`)).toContain("cannot be started");
  await desk.olga.fill({ reason: "wrong device" });

  const ada = desk.slack.person("ada");
  await ada.command("fleet", `session update ${id}`);
  await desk.idle();
  await ada.fill({ reason: "security fix" });
  await ada.submit();
  await desk.idle();

  const again = await submit();
  expect(again).toContain("Look again");
  expect(again).toContain("This cancels what is waiting. Update of edge-07, asked by @ada");
  expect(again).toContain("wrong device");
  expect(await desk.recorded()).toMatchObject([{ kind: "session-update" }]);

  await submit();
  expect(await desk.recorded()).toMatchObject([
    { kind: "session-stop", request: { reason: "wrong device" } },
  ]);
});

test("a session that is being changed is not changed again, and it says who was first", async () => {
  const id = desk.sessionId("edge-07");
  const request = { ...anOperation().request, by: desk.slack.people.ada.id };
  const target = aSessionTarget({ sessionId: id });
  const operation = anOperation({ kind: "session-restart", state: "restarting", target, request });
  const event = { at: desk.clock.now(), actor: null, action: "start-call", detail: {} };
  await desk.store.operations.create({ operation, event }, null);
  for (const verb of ["update", "restart", "stop"]) {
    expect(await ask(`${verb} ${id}`)).toContain("@ada was first.");
    await desk.olga.closeModal();
  }
});

test("a confirmation that ngrok failed comes back with its reason", async () => {
  await ask(`restart ${desk.sessionId("edge-07")}`);
  await desk.olga.fill({ reason: "stuck" });
  await desk.clock.advance(31_000);
  desk.ngrok.faults.add({ action: "status", status: 403, path: "/tunnel_sessions", times: "always" });
  const again = await submit();
  expect(again).toContain("API key");
  expect(again).toContain("stuck");
  expect(await desk.recorded()).toEqual([]);
  const { operations } = await desk.operations.history({ subjectId: null, cursor: null, limit: 9 });
  expect(operations).toMatchObject([
    { state: "failed", saidInForm: true, problem: { code: "unread", error: { status: 403 } } },
  ]);
  desk.ngrok.faults.clear();
  expect(await submit()).toContain("it runs without approval");
});

test("a stop whose session has left says that what it cancelled stays cancelled", async () => {
  const id = desk.sessionId("edge-07");
  await ask(`update ${id} security fix`);
  await submit();
  await desk.olga.closeModal();
  await ask(`stop ${id}`);
  desk.ngrok.agents.reconnect("edge-07");
  await desk.clock.advance(2_500);
  expect(await submit()).toMatch(/gets a new id at each restart.* What was waiting stays cancelled\./s);
});

test("the second to ask is told who was first while the first is still being looked at", async () => {
  const id = desk.sessionId("edge-07");
  await ask(`restart ${id}`);
  const ada = desk.slack.person("ada");
  await ada.command("fleet", `session restart ${id}`);
  await desk.idle();
  await desk.clock.advance(2_500);
  desk.ngrok.faults.add({ action: "hang", path: "/tunnel_sessions" });
  await desk.olga.submit();
  expect(await desk.recorded()).toMatchObject([
    { state: "requested", target: { type: "unread-session", sessionId: id, name: "edge-07" } },
  ]);
  expect(await ada.submit()).toMatchObject({ kind: "updated" });
  expect(desk.reads("ada")).toContain("@olga was first. Restart of edge-07, asked ");
  expect(desk.reads("ada")).toContain("The bot is still checking it at ngrok.");
  await desk.clock.advance(60_000);
  await desk.idle();
});

test("a command without an id says how to use it", async () => {
  for (const verb of ["show", "restart", "stop"]) {
    expect(await ask(verb)).toContain(`Usage: /ngrok session ${verb} ID`);
  }
});

test("words after the id are the reason", async () => {
  const id = desk.sessionId("edge-07");
  for (const verb of ["update", "restart", "stop"]) {
    expect(await ask(`${verb} ${id} security fix`)).toContain("security fix");
    await desk.olga.closeModal();
  }
});
