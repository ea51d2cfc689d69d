import type { Production } from "../production.ts";
import { askUpdate, callsOf, sessionIdOf, updateApproved } from "../requests.ts";
import { must } from "../stage.ts";

/** Who may do what to a request, and what becomes of it. */
export async function approvals(on: Production): Promise<void> {
  on.stage.chapter("Approvals: who may, who may not, and how requests end");
  await on.stage.scene(() => nobodyApproves(on));
  await on.stage.scene(() => whoMay(on));
  await on.stage.scene(() => denied(on));
  await on.stage.scene(() => cancelled(on));
  await on.stage.scene(() => postponed(on));
  await on.stage.scene(() => superseded(on));
}

async function nobodyApproves(on: Production): Promise<void> {
  const { stage, cast } = on;
  let card = { channel: "", ts: "" };
  await stage.step("Olga asks for an update that nobody will approve; its end comes in the last chapter.", async () => {
    card = await askUpdate(on, "gate-1", { reason: "Nobody is awake" });
    return cast.reads(card, "Update gate-1?");
  }, ["Expires"]);
  on.later.push(async () => {
    await stage.step(
      "The request that nobody approved has expired.",
      () => cast.reads(card, "The request for gate-1 expired.", on.realMs(11 * 60)),
      ["Nobody approved by", "Nothing changed.", "[Ask again]"],
    );
    await stage.step("Ask again opens the form, prefilled.", async () => {
      await cast.presses("olga", card, "Ask again");
      const words = await cast.modal("olga", "Nobody is awake");
      await cast.closes("olga");
      return words;
    }, ["gate-1"]);
  });
}

async function whoMay(on: Production): Promise<void> {
  const { stage, cast } = on;
  await stage.step("Otto may not ask for an update.", async () => {
    const words = await cast.opens("otto", `session update ${sessionIdOf(on, "gate-2")}`, "Only operators");
    await cast.closes("otto");
    return words;
  }, ["may update a session", "U0OTTO0001"]);
  let card = { channel: "", ts: "" };
  await stage.step("Ben, who is an operator here too, asks for one.", async () => {
    card = await askUpdate(on, "gate-2", { by: "ben" });
    return cast.reads(card, "Update gate-2?");
  }, ["Asked by @ben"]);
  await stage.step(
    "Otto may not approve it.",
    () => cast.told("otto", () => cast.presses("otto", card, "Approve")),
    ["Only approvers may approve a change"],
  );
  await stage.step(
    "Nor may Ben, although he is an approver: it is his own.",
    () => cast.told("ben", () => cast.presses("ben", card, "Approve")),
    ["You asked for this yourself, so another approver has to decide."],
  );
  await stage.step("Olga wants to update it as well: she is told who was first.", async () => {
    const words = await cast.opens("olga", `session update ${sessionIdOf(on, "gate-2")}`, "was first.");
    await cast.closes("olga");
    return words;
  }, ["@ben was first. Update of gate-2, asked ", "It waits for approval"]);
  await stage.step("Ben asks someone else: Otto cannot decide it, Ada can, and is told in the thread.", async () => {
    await cast.presses("ben", card, "Ask someone else");
    await cast.modal("ben", "Approver");
    await cast.fills("ben", { Approver: "otto" });
    await cast.submits("ben", "! This person is not an approver");
    await cast.fills("ben", { Approver: "ada" });
    await cast.submitsAndCloses("ben");
    return cast.thread(card, "asks you to approve");
  }, ["@ada"]);
  await stage.step("Everyone may read the details.", async () => {
    await cast.presses("otto", card, "Details");
    const words = await cast.modal("otto", "Details");
    await cast.closes("otto");
    return words;
  }, ["Reviewed", "Asked and decided", "Approval asked of @ada"]);
  await stage.step("Ada approves, and it runs.", async () => {
    await cast.presses("ada", card, "Approve");
    return cast.reads(card, "gate-2 is back.");
  });
}

async function denied(on: Production): Promise<void> {
  const { stage, cast } = on;
  const card = await askUpdate(on, "gate-3");
  const seen = cast.sees("ben", card);
  await stage.step("Ada denies it: a reason is needed.", async () => {
    await cast.presses("ada", card, "Deny");
    await cast.modal("ada", "Why not?");
    await cast.fills("ada", { "Why not?": "Not during the sale" });
    await cast.submitsAndCloses("ada");
    return cast.reads(card, "Update of gate-3 denied.");
  }, ["Not during the sale", "Nothing changed."]);
  await stage.step("One reply in the thread tells Olga.", () => cast.thread(card, "denied"), [
    "@olga",
    "@ada",
  ]);
  await stage.step("Ben, who still sees the old card, approves: he is told who was first.", async () => {
    const words = await cast.told("ben", () => cast.presses("ben", card, "Approve", { seen }));
    must(callsOf(on, "update", "gate-3") === 0, "no call to ngrok");
    return words;
  }, ["@ada was first: denied at"]);
}

async function cancelled(on: Production): Promise<void> {
  const { stage, cast } = on;
  await stage.step("Olga cancels her request before it is approved.", async () => {
    const card = await askUpdate(on, "gate-3");
    await cast.presses("olga", card, "Cancel");
    return cast.reads(card, "Update of gate-3 cancelled by @olga.");
  }, ["Nothing changed."]);
  await stage.step("In the wait, Ben cancels the restart: the new version runs from the next one.", async () => {
    const card = await updateApproved(on, "gate-4", { when: "restart-later", inSeconds: 1800 });
    await cast.reads(card, "gate-4 restarts at");
    await cast.presses("ben", card, "Cancel restart");
    const words = await cast.reads(card, "Restart of gate-4 cancelled by @ben.");
    must(callsOf(on, "restart", "gate-4") === 0, "no restart");
    return words;
  }, ["The new version runs from its next restart.", "[Restart…]"]);
}

async function postponed(on: Production): Promise<void> {
  const { stage, cast } = on;
  const card = await updateApproved(on, "gate-5", { when: "restart-later", inSeconds: 180 });
  await cast.reads(card, "gate-5 restarts at");
  await stage.step("Olga postpones the restart: eight days are too many.", async () => {
    await cast.presses("olga", card, "Postpone…");
    await cast.modal("olga", "New time");
    await cast.fills("olga", { "New time": new Date(on.now().getTime() + 8 * 24 * 3600_000) });
    return cast.submits("olga", "! At most 7 days ahead");
  });
  await stage.step("To a time of her choice it is: and then it runs.", async () => {
    await cast.fills("olga", { "New time": new Date(on.now().getTime() + 240_000) });
    await cast.submitsAndCloses("olga");
    await cast.reads(card, "postponed by @olga");
    return cast.reads(card, "gate-5 is back.", on.realMs(400));
  }, ["3.19.0 → 3.22.1"]);
}

async function superseded(on: Production): Promise<void> {
  const { stage, cast, sandbox } = on;
  const card = await askUpdate(on, "gate-6", { reason: "As reviewed" });
  await stage.step("Somebody updates gate-6 by hand before it is approved: nothing is run.", async () => {
    sandbox.ngrok.agents.upgradeByHand("gate-6", "3.20.0");
    await cast.presses("ada", card, "Approve");
    const words = await cast.reads(card, "gate-6 changed, so nothing was run.");
    must(callsOf(on, "update", "gate-6") === 0, "no call to ngrok");
    return words;
  }, [/Approved: ….*3\.19\.0\. Now: ….*3\.20\.0/, "[Ask again]"]);
  await stage.step("Ask again opens the form with the reason and the session as it is now.", async () => {
    await cast.presses("olga", card, "Ask again");
    const words = await cast.modal("olga", "As reviewed");
    await cast.closes("olga");
    return words;
  }, [sessionIdOf(on, "gate-6"), "3.20.0"]);
}
