import { describe, expect, it } from "vitest";
import { anOperation } from "../../sandbox/gallery/samples/an-operation.ts";
import { createCardWorld } from "./card-world.ts";

const asked = (by: string) => ({ request: { ...anOperation().request, by } });
const late = {
  state: "needs-attention",
  problem: {
    code: "too-late",
    call: "update",
    dueAt: new Date(),
    foundAt: new Date(),
    because: "bot-down",
  },
} as const;

describe("a form on a card", () => {
  it("does not open for the requester, who may not deny his own request", async () => {
    const world = await createCardWorld();
    await world.add(asked("U0ADA00001"));
    await world.press(world.ada, "Deny");
    expect(await world.told(world.ada, "You asked for this yourself")).toContain("⋯ menu");
    expect(world.ada.modal()).toBeNull();
  });

  it("does not open once the request has expired", async () => {
    const world = await createCardWorld();
    await world.add({ expiresAt: new Date(0) });
    for (const label of ["Deny", "Ask someone else"]) {
      await world.press(world.ada, label);
      await world.told(world.ada, "expired at");
      expect(world.ada.modal()).toBeNull();
    }
  });

  it("for a new time does not open for the requester, and names no menu that is not there", async () => {
    const world = await createCardWorld();
    await world.add({ ...late, ...asked("U0ADA00001") });
    await world.press(world.ada, "Choose time…");
    const text = await world.told(world.ada, "You asked for this yourself");
    expect(text).not.toContain("⋯");
    expect(world.ada.modal()).toBeNull();
  });
});

describe("a form whose submit comes too late", () => {
  it("gives back why one denied", async () => {
    const world = await createCardWorld();
    await world.add();
    await world.press(world.ada, "Deny");
    await world.modalOf(world.ada, "Why not?");
    await world.press(world.ben, "Approve");
    await world.ada.fill({ "Why not?": "a *carefully* typed_ reason" });
    await world.ada.submit();
    expect(await world.modalOf(world.ada, "@ben was first")).toContain("a *carefully* typed_ reason");
  });

  it("gives back what was done", async () => {
    const world = await createCardWorld();
    const at = new Date();
    const attention = { since: at, lateUntil: at, ownedBy: null, lookedAt: at };
    await world.add({ state: "needs-attention", problem: { code: "not-back" }, attention });
    await world.press(world.ada, "Mark resolved…");
    await world.modalOf(world.ada, "What was done?");
    await world.happens({ type: "resolve", by: world.ben.id, at, note: "Was me." });
    await world.ada.fill({ "What was done?": "Went there." });
    await world.ada.submit();
    expect(await world.modalOf(world.ada, "@ben was first")).toContain("Went there.");
  });
});
