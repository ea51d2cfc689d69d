import { expect, test } from "vitest";
import { aSessionTarget } from "../../sandbox/gallery/samples/an-operation.ts";
import { historyCommand, registerHistory } from "../../src/handlers/history.ts";
import { shortId } from "../../src/views/text.ts";
import { aReport } from "../support/life.ts";
import { buttons, createListWorld, invocation, type ListWorld } from "./list-world.ts";

const oldId = "ts_2aBcDeFgHiJkLmNoPqRsTuVa81";
const newId = "ts_2zYxWvUtSrQpOnMlKjIhGfEb90";

async function ask(world: ListWorld, ...args: string[]) {
  const { invoked, answers } = invocation(...args);
  await historyCommand(world.deps)(invoked);
  return answers[0];
}

function titles(answer: Awaited<ReturnType<typeof ask>>) {
  return answer?.blocks.filter((block) => block.type === "section").length;
}

async function addRestart(world: ListWorld) {
  await world.add(
    { id: "op_1", subjectId: oldId, state: "succeeded", report: aReport({ newSessionId: newId }) },
    { id: "op_2", subjectId: newId, state: "denied" },
    { id: "op_3", state: "succeeded" },
  );
}

test.each([
  ["the whole old id", oldId],
  ["the whole new id", newId],
  ["the beginning of the old id", "ts_2aBcD"],
  ["the end of the new id", "…fEb90"],
])("%s finds the whole story of a restart", async (_, query) => {
  const world = await createListWorld();
  await addRestart(world);

  const answer = await ask(world, query);

  expect(answer?.response_type).toBe("ephemeral");
  expect(titles(answer)).toBe(3);
  expect(JSON.stringify(answer)).toContain(`${shortId(oldId)} → ${shortId(newId)} · `);
});

test("a part that fits several ids names them", async () => {
  const world = await createListWorld();
  await addRestart(world);
  world.deps.fleet.sessionIds = ["ts_2aBcDother"];

  await expect(ask(world, "ts_2aBcD")).rejects.toThrow(
    /fits more than one id: .*VuVa81.*other|.*Va81.*other/,
  );
});

test("a session online of which nothing was asked is told apart from an unknown id", async () => {
  const world = await createListWorld();
  world.deps.fleet.sessionIds = ["ts_2onlineandquiet"];

  expect((await ask(world, "ts_2online"))?.text).toBe(
    "Nothing was asked of this bot for ts_2onlineandquiet.",
  );
  await expect(ask(world, "ts_2unknown")).rejects.toThrow("No session or ingress fits");
});

test("the past is found while ngrok cannot be asked, and what is not found is ngrok's error", async () => {
  const world = await createListWorld();
  await addRestart(world);
  world.deps.fleet.fails = true;

  expect(titles(await ask(world, "ts_2aBcD"))).toBe(3);
  await expect(ask(world, "ts_2unknown")).rejects.toThrow("ngrok cannot be reached");
});

test("an ingress is found by the id that its creation gave it", async () => {
  const world = await createListWorld();
  await world.add({
    kind: "ingress-create",
    subjectId: "domain:edge.example.com",
    state: "succeeded",
    createdIngressId: "agin_2created",
  });

  expect(titles(await ask(world, "agin_2cre"))).toBe(2);
});

test("more than one id is answered with the usage", async () => {
  const world = await createListWorld();

  await expect(ask(world, oldId, newId)).rejects.toThrow("/ngrok history ID");
});

test("Older goes on where the page ended, and Newest comes back", async () => {
  const world = await createListWorld();
  await world.add(...Array.from({ length: 9 }, () => ({ state: "succeeded" as const })));
  registerHistory(world.app, world.deps);
  const newest = await ask(world);
  const older = buttons(newest).get("Older");

  const second = await world.click(older ?? { action_id: "", value: "" });
  expect(second).toMatchObject({ acks: 1, answer: { replace_original: true } });
  expect(JSON.stringify(second.answer)).toContain("ts_op_0");
  expect(titles(second.answer)).toBe(2);

  const back = buttons(second.answer).get("Newest");
  const first = await world.click(back ?? { action_id: "", value: "" });
  expect(first.answer?.blocks).toEqual(newest?.blocks);
});

test("pages of one session's story stay with that session", async () => {
  const world = await createListWorld();
  const one = { subjectId: oldId, state: "succeeded" as const };
  await world.add({ id: "op_other", state: "succeeded" }, ...Array.from({ length: 9 }, () => one));
  registerHistory(world.app, world.deps);
  const older = buttons(await ask(world, oldId)).get("Older");

  const { answer } = await world.click(older ?? { action_id: "", value: "" });

  expect(titles(answer)).toBe(2);
  expect(JSON.stringify(answer)).not.toContain("op_other");
});

test("Share here posts the page to the channel and pings nobody else", async () => {
  const world = await createListWorld();
  await world.add({ state: "succeeded", approval: { by: "U0APPROVER", at: new Date(0) } });
  registerHistory(world.app, world.deps);
  const share = buttons(await ask(world)).get("Share here");

  const { answer } = await world.click(share ?? { action_id: "", value: "" });

  expect(answer).toMatchObject({ response_type: "in_channel", replace_original: false });
  expect([...JSON.stringify(answer).matchAll(/<@(\w+)>/g)].map(([, user]) => user)).toEqual(["U0CLICKER"]);
});

test("a domain finds its ingress when it is gone, and its story when it was never created", async () => {
  const world = await createListWorld();
  const fields = { domain: "never.example.com", description: "", metadata: "", certificate: "none" } as const;
  const gone = { ...fields, domain: "gone.example.com", ingressId: "agin_2gone" };
  await world.add(
    {
      id: "op_1",
      kind: "ingress-create",
      subjectId: "domain:never.example.com",
      target: { type: "new-ingress", fields },
      state: "denied",
    },
    {
      id: "op_2",
      kind: "ingress-delete",
      subjectId: "agin_2gone",
      target: { type: "ingress", ingress: gone, changes: {} },
      state: "succeeded",
    },
  );

  expect((await ask(world, "Never.example.com"))?.text).toContain("History of never.example.com");
  expect((await ask(world, "gone.example.com"))?.text).toContain("History of agin_2gone");
});

test("a device's name finds its story under whichever id it has now", async () => {
  const world = await createListWorld();
  await addRestart(world);
  const target = aSessionTarget({ sessionId: oldId });
  await world.add(
    { id: "op_4", subjectId: oldId, target: { ...target, name: "kiosk" }, state: "denied" },
    { id: "op_5", subjectId: newId, target: { ...target, name: "kiosk" }, state: "denied" },
  );

  expect((await ask(world, "Kiosk"))?.text).toContain(`History of ${newId}`);
  await expect(ask(world, target.name)).rejects.toThrow("fits more than one id");
  await expect(ask(world, "ab")).rejects.toThrow("give at least four characters");
});
