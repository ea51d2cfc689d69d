import type { Production } from "../production.ts";
import { callsOf, confirmed, sessionIdOf, updateApproved } from "../requests.ts";
import { must } from "../stage.ts";

export async function restartAndStop(on: Production): Promise<void> {
  on.stage.chapter("Restart and stop");
  await on.stage.scene(() => restarts(on));
  await on.stage.scene(() => lostRestart(on));
  await on.stage.scene(() => stops(on));
  await on.stage.scene(() => stopInstead(on));
}

async function restarts(on: Production): Promise<void> {
  const { stage, cast } = on;
  await stage.step(
    "Olga wants to restart boot-1: the confirmation names what goes down.",
    () => cast.opens("olga", `session restart ${sessionIdOf(on, "boot-1")}`, "goes down"),
    ["1 URL goes down", "https://boot-1.devices.example.com", "[Restart] [Cancel]"],
  );
  await stage.step("She confirms, and it runs without approval.", async () => {
    const card = await cast.posted(() => cast.submits("olga", "Recorded; it runs without approval"));
    await cast.closes("olga");
    return cast.reads(card, "boot-1 is back.");
  }, ["Version 3.19.0", "1 of 1 URL is back"]);
  await stage.step(
    "boot-2 refuses.",
    async () => cast.reads(await confirmed(on, "restart", "boot-2"), "boot-2 was not restarted."),
    ["restart is disabled by the service", "Restart it on its device. Nothing changed."],
  );
  await stage.step("The new session of boot-1 is found by the old id, too.", async () => {
    const old = on.sandbox.ngrok.calls.find(
      ({ agent, path }) => agent === "boot-1" && path.endsWith("/restart"),
    );
    return cast.asks("olga", `session show ${old?.sessionId}`);
  }, ["is over: after its restart the agent became", sessionIdOf(on, "boot-1")]);
}

async function lostRestart(on: Production): Promise<void> {
  const { stage, cast, sandbox } = on;
  const path = "/tunnel_sessions/*/restart";
  await stage.step("ngrok never answers, though the restart happened: it is not repeated.", async () => {
    sandbox.ngrok.faults.add({ path, action: "hang", executed: true });
    const words = await cast.reads(await confirmed(on, "restart", "boot-3"), "boot-3 is back.");
    must(callsOf(on, "restart", "boot-3") <= 1, "one call at most that reached the agent");
    return words;
  });
  await stage.step(
    "It never answers, and nothing happened: the old id is still there, so it is called again.",
    async () => {
      sandbox.ngrok.faults.add({ path, action: "hang" });
      return cast.reads(await confirmed(on, "restart", "boot-4"), "boot-4 is back.");
    },
  );
}

async function stops(on: Production): Promise<void> {
  const { stage, cast } = on;
  await stage.step("Olga wants to stop stop-1: it says what that means.", async () => {
    const words = await cast.opens("olga", `session stop ${sessionIdOf(on, "stop-1")}`, "goes down");
    await cast.closes("olga");
    return words;
  }, ["ends the agent's process", "1 URL goes down"]);
  await stage.step(
    "She stops it.",
    async () => cast.reads(await confirmed(on, "stop", "stop-1"), "stop-1 is stopped."),
    ["is offline", "starts it on its device"],
  );
  await stage.step(
    "stop-3 accepts, and stays.",
    async () => cast.reads(await confirmed(on, "stop", "stop-3"), "stop-3 is still online."),
    ["ngrok accepted the stop", "Stop the agent on its device."],
  );
  await stage.step(
    "stop-4 refuses.",
    async () => cast.reads(await confirmed(on, "stop", "stop-4"), "stop-4 was not stopped."),
    ["the service manager forbids it", "Nothing changed."],
  );
  await stage.step("win-01 is stopped; its service manager will start it again.", async () =>
    cast.reads(await confirmed(on, "stop", "win-01"), "win-01 is stopped."),
  );
}

async function stopInstead(on: Production): Promise<void> {
  const { stage, cast } = on;
  const update = await updateApproved(on, "stop-2", { when: "restart-later", inSeconds: 1800 });
  await cast.reads(update, "stop-2 restarts at");
  await stage.step(
    "An update of stop-2 waits for its restart: a stop says that it cancels that.",
    () => cast.opens("olga", `session stop ${sessionIdOf(on, "stop-2")}`, "This cancels what is waiting."),
    ["Update of stop-2, asked by @olga"],
  );
  await stage.step("She stops it: one is cancelled, the other runs.", async () => {
    const stop = await cast.posted(() => cast.submits("olga", "Recorded; it runs without approval"));
    await cast.closes("olga");
    const cancelled = await cast.reads(update, "cancelled by @olga");
    return `${cancelled}\n--\n${await cast.reads(stop, "stop-2 is stopped.")}`;
  }, ["A stop was asked for instead."]);
}
