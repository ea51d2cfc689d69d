import { afterEach, beforeEach, expect, test } from "vitest";
import { anOperation, aSessionTarget } from "../../sandbox/gallery/samples/an-operation.ts";
import { startSessionDesk } from "../support/session-desk.ts";

let desk: Awaited<ReturnType<typeof startSessionDesk>>;
beforeEach(async () => {
  desk = await startSessionDesk();
});
afterEach(() => desk.stop());

const show = async (query: string) => {
  await desk.olga.command("fleet", `session show ${query}`);
  await desk.idle();
  return desk.reads("olga");
};

test("a session is found by the end of its id, with what it serves and what survives", async () => {
  const id = desk.sessionId("edge-02");
  const shown = await show(id.slice(-6));
  expect(shown).toContain(id);
  expect(shown).toContain("https://edge-02.devices.example.com");
  expect(shown).toContain("not pooled, down during a restart");
  expect(shown).toContain("pooled, survives a restart");
  expect(shown).toContain("Update…");
});

test("an id that restarts have replaced leads to the one that is online", async () => {
  const old = "ts_2aBcDeFgHiJkLmNoPqRsTuVa81";
  const [middle, now] = ["ts_2aBcDeFgHiJkLmNoPqRsTuVb92", desk.sessionId("edge-07")];
  for (const [from, to] of [
    [old, middle],
    [middle, now],
  ] as const) {
    const operation = anOperation({
      id: `op_${from}`,
      kind: "session-restart",
      target: aSessionTarget({ sessionId: from }),
      state: "succeeded",
      dueAt: null,
      report: {
        newSessionId: to,
        agentVersion: "3.22.1",
        startedAt: desk.clock.now(),
        awayMs: 4000,
        backUrls: [],
        missingUrls: [],
      },
    });
    const event = { at: desk.clock.now(), actor: null, action: "confirm", detail: {} };
    await desk.store.operations.create({ operation, event }, null);
  }
  expect(await show(old.slice(-8))).toContain(`became ${now}`);
});

test("an id that nobody knows says that ids change, and where to look", async () => {
  const shown = await show("ts_nobody");
  expect(shown).toContain("gets a new id at each restart");
  expect(shown).toContain("/ngrok history");
});

test("a part that fits several sessions lists them with their menus", async () => {
  const ids = desk.ngrok.agents.all().map(({ session }) => session?.id ?? "");
  // The ids of sessions that started close together begin alike.
  const [part = ""] = [8, 7].flatMap((length) =>
    ids.map((id) => id.slice(0, length)).filter((start, at, all) => all.indexOf(start) !== at),
  );
  const shown = await show(part);
  expect(shown).toContain("Give more of the id.");
  for (const id of ids.filter((one) => one.startsWith(part))) expect(shown).toContain(id);
});

test("a device's whole name finds its session; of twins each is listed with its id", async () => {
  expect(await show("Edge-07")).toContain(desk.sessionId("edge-07"));
  const twins = await show("kiosk");
  expect(twins).toContain("2 sessions online fit kiosk. Give the id of one of them.");
  expect(await show("edge-0")).toContain("No session online has the id or name edge-0.");
});

test("too short a part of an id says how much is needed", async () => {
  expect(await show("ts_ab")).toContain("give at least four characters");
});
