import { describe, expect, it } from "vitest";
import { anOperation, aSessionTarget } from "../../sandbox/gallery/samples/an-operation.ts";
import { newSessionId } from "../../sandbox/gallery/samples/card-parts.ts";
import type { Operation } from "../../src/operations/operation.ts";
import { createCardWorld } from "./card-world.ts";

const hour = 3_600_000;

function needsAttention(problem: Operation["problem"]): Partial<Operation> {
  const at = new Date();
  return {
    state: "needs-attention",
    problem,
    attention: { since: at, lateUntil: new Date(at.getTime() + 24 * hour), ownedBy: null, lookedAt: at },
    departure: {
      notBefore: at,
      leftAt: null,
      isWitnessed: true,
      sharedUrls: [],
      twins: [],
      urls: ["https://a.example.com"],
      deadlineAt: at,
    },
  };
}

describe("Approve", () => {
  it("asks back, counts once, and tells the second clicker who was first", async () => {
    const world = await createCardWorld();
    await world.add();
    await Promise.all([world.press(world.ada, "Approve"), world.press(world.ben, "Approve")]);
    const { approval, version } = await world.get();
    expect(version).toBe(2);
    const [first, second] = approval?.by === world.ada.id ? [world.ada, world.ben] : [world.ben, world.ada];
    expect(await world.told(second, "was first")).toContain(`@${first.name} was first: approved`);
    expect(world.ada.confirmations[0]).toContain("Go down: edge-07.example.com");
  });

  it("is refused to the requester, to operators and to outsiders, each in words", async () => {
    const world = await createCardWorld();
    await world.add();
    await world.press(world.otto, "Approve");
    await world.told(world.otto, "approve a change");
    await world.press(world.olga, "Approve");
    await world.told(world.olga, "approve a change");
    expect((await world.get()).version).toBe(1);
  });
});

describe("Deny", () => {
  it("takes a reason, which the card and a reply tell", async () => {
    const world = await createCardWorld();
    await world.add();
    await world.press(world.ada, "Deny");
    await world.modalOf(world.ada, "Why not?");
    expect(await world.ada.submit()).toMatchObject({ kind: "errors" });
    await world.ada.fill({ "Why not?": "   " });
    expect(await world.ada.submit()).toMatchObject({
      kind: "errors",
      errors: { "deny-reason": expect.stringMatching(/Say why/) },
    });
    await world.ada.fill({ "Why not?": "not during the fair" });
    expect(await world.ada.submit()).toEqual({ kind: "closed" });
    expect((await world.get()).denial?.reason).toBe("not during the fair");
    expect(await world.cardSays("denied")).toContain("“not during the fair”");
  });

  it("that comes after an approval says so in the modal's place", async () => {
    const world = await createCardWorld();
    await world.add();
    await world.press(world.ada, "Deny");
    await world.modalOf(world.ada, "Why not?");
    await world.press(world.ben, "Approve");
    await world.ada.fill({ "Why not?": "no" });
    expect(await world.ada.submit()).toMatchObject({ kind: "updated" });
    await world.modalOf(world.ada, "@ben was first: approved");
  });

  it("does not open once it is decided", async () => {
    const world = await createCardWorld();
    await world.add();
    await world.press(world.ben, "Approve");
    await world.press(world.ada, "Deny");
    await world.told(world.ada, "was first: approved");
    expect(world.ada.modal()).toBeNull();
  });
});

describe("the card's menu", () => {
  it("cancels for the requester", async () => {
    const world = await createCardWorld();
    await world.add();
    await world.press(world.olga, "Cancel");
    expect(await world.cardSays("cancelled by")).toContain("Nothing changed.");
  });

  it("asks someone else, who must be an approver and not the requester", async () => {
    const world = await createCardWorld();
    await world.add();
    await world.press(world.olga, "Ask someone else");
    await world.modalOf(world.olga, "Approver");
    const wrong = { kind: "errors", errors: { "asked-approver": expect.stringContaining("hoose") } };
    for (const person of [world.otto, world.olga]) {
      await world.olga.fill({ Approver: person.id });
      expect(await world.olga.submit()).toMatchObject(wrong);
    }
    await world.olga.fill({ Approver: world.ben.id });
    expect(await world.olga.submit()).toEqual({ kind: "closed" });
    await world.slack.waitFor(
      () => world.ben.mentions().some((message) => message.threadTs !== null),
      "Ben to be asked",
    );
  });

  it("shows the details to anyone", async () => {
    const world = await createCardWorld();
    await world.add();
    await world.press(world.otto, "Details");
    expect(await world.modalOf(world.otto, "Reviewed")).toContain("ts_2aBcDeFgHiJkLmNoPqRsTuVa81");
  });
});

describe("Postpone", () => {
  it("takes a time within 7 days, and says at the field what is wrong with another", async () => {
    const world = await createCardWorld();
    const runAt = new Date(world.clock.now().getTime() + hour);
    await world.add({ state: "waiting", updateAcceptedAt: world.clock.now(), runAt });
    await world.press(world.olga, "Postpone…");
    await world.modalOf(world.olga, "New time");
    const later = (ms: number) => new Date(Math.floor(world.clock.now().getTime() / 1000) * 1000 + ms);
    await world.olga.fill({ "New time": later(8 * 24 * hour) });
    expect(await world.olga.submit()).toMatchObject({
      errors: { "new-time": expect.stringMatching(/^At most 7 days/) },
    });
    await world.olga.fill({ "New time": later(-hour) });
    expect(await world.olga.submit()).toMatchObject({
      errors: { "new-time": expect.stringMatching(/has passed/) },
    });
    const until = later(24 * hour);
    await world.olga.fill({ "New time": until });
    expect(await world.olga.submit()).toEqual({ kind: "closed" });
    expect((await world.get()).runAt).toEqual(until);
  });
});

describe("what needs attention", () => {
  it("is taken on, and resolved with a note", async () => {
    const world = await createCardWorld();
    await world.add(needsAttention({ code: "not-back" }));
    await world.press(world.olga, "I'm on it");
    await world.cardSays("has been on it since");
    await world.press(world.olga, "Mark resolved…");
    await world.modalOf(world.olga, "What was done?");
    await world.olga.fill({ "What was done?": "Plugged it in" });
    expect(await world.olga.submit()).toEqual({ kind: "closed" });
    expect(await world.cardSays("resolved by")).toContain("“Plugged it in”");
  });

  it("is looked for again, and what was seen is told to who asked", async () => {
    const world = await createCardWorld();
    await world.add(needsAttention({ code: "not-back" }));
    await world.press(world.olga, "Look again");
    await world.happens({ type: "look-in-vain", at: world.clock.now() });
    expect(await world.told(world.olga, "Looked at")).toContain("edge-07 is not back.");
  });

  it("is chosen among candidates", async () => {
    const world = await createCardWorld();
    const candidate = { agentVersion: "3.22.1", startedAt: new Date(), ip: "203.0.113.7", region: "eu" };
    const candidates = [
      { ...candidate, sessionId: newSessionId, urls: ["https://a.example.com"] },
      { ...candidate, sessionId: "ts_other", urls: [] },
    ];
    await world.add(needsAttention({ code: "ambiguous", candidates }));
    await world.press(world.olga, "Choose…");
    await world.modalOf(world.olga, newSessionId);
    await world.olga.fill({ Session: newSessionId });
    expect(await world.olga.submit()).toEqual({ kind: "closed" });
    expect((await world.get()).report).toMatchObject({
      newSessionId,
      // When it left is not known.
      awayMs: null,
      backUrls: ["https://a.example.com"],
      missingUrls: [],
    });
  });

  it("that is late is for approvers to run, to put off or to leave", async () => {
    const world = await createCardWorld();
    const dueAt = world.clock.now();
    const problem = {
      code: "too-late",
      call: "restart",
      dueAt,
      foundAt: dueAt,
      because: "bot-down",
    } as const;
    await world.add({ ...needsAttention(problem), departure: null, updateAcceptedAt: dueAt });
    await world.press(world.olga, "Leave it");
    await world.told(world.olga, "leave a change");
    await world.press(world.ada, "Choose time…");
    await world.modalOf(world.ada, "New time");
    await world.ada.fill({ "New time": new Date(Math.floor(dueAt.getTime() / 1000) * 1000 + 5 * hour) });
    expect(await world.ada.submit()).toEqual({ kind: "closed" });
    expect((await world.get()).state).toBe("waiting");
  });
});

describe("Ask again", () => {
  it("opens the form with what was asked, for the session that is there now", async () => {
    const world = await createCardWorld();
    const found = aSessionTarget({ sessionId: newSessionId });
    await world.add({ state: "superseded", supersession: { at: new Date(), found } });
    await world.press(world.olga, "Ask again");
    const { request, schedule } = anOperation();
    const prefill = { sessionId: newSessionId, reason: request.reason, askedApprovers: [], schedule };
    await world.slack.waitFor(() => world.opened.length > 0, "the form");
    expect(world.opened).toEqual([{ kind: "session-update", prefill, by: world.olga.id }]);
  });

  it("after a cancelled restart opens the restart", async () => {
    const world = await createCardWorld();
    const cancellation = { by: "U0ADA00001", at: new Date(), during: "waiting", forStopBy: null } as const;
    await world.add({ state: "cancelled", cancellation, updateAcceptedAt: new Date() });
    await world.press(world.olga, "Restart…");
    await world.slack.waitFor(() => world.opened.length > 0, "the form");
    expect(world.opened).toMatchObject([{ kind: "session-restart" }]);
  });
});

describe("a created ingress", () => {
  it("shows its NS records", async () => {
    const world = await createCardWorld();
    await world.add({ kind: "ingress-create", state: "succeeded", createdIngressId: "agin_1" });
    await world.press(world.otto, "Show NS records");
    await world.told(world.otto, "agin_1");
  });
});

describe("a second click", () => {
  it("on Cancel is told who was first", async () => {
    const world = await createCardWorld();
    await world.add();
    await world.press(world.olga, "Cancel");
    await world.press(world.olga, "Cancel");
    await world.told(world.olga, "was first: cancelled");
  });
});
