import { expect, test } from "vitest";
import { openCommand, registerOpen } from "../../src/handlers/open.ts";
import { buttons, createListWorld, invocation } from "./list-world.ts";

test("what is open is listed to the asker alone, with links to the cards", async () => {
  const world = await createListWorld();
  await world.add({ id: "op_1", state: "waiting" }, { id: "op_2", state: "succeeded" });
  const permalink = "https://example.slack.com/archives/C0OPS/p1";
  await world.store.messages.record({
    operationId: "op_1",
    role: "card",
    channelId: "C0OPS",
    ts: "1.1",
    permalink,
    digest: "",
  });
  const { invoked, answers } = invocation();

  await openCommand(world.deps)(invoked);

  expect(answers).toHaveLength(1);
  expect(answers[0]).toMatchObject({ response_type: "ephemeral", text: "1 change is open." });
  expect(JSON.stringify(answers[0])).toContain(`<${permalink}|Card>`);
});

test("words after open are answered with what takes them, after the ack", async () => {
  const world = await createListWorld();
  const { invoked, acked } = invocation("ts_1");

  await expect(openCommand(world.deps)(invoked)).rejects.toThrow("/ngrok history ID");
  expect(acked).toHaveBeenCalledOnce();
});

test("Next and Previous put the other page in the list's place", async () => {
  const world = await createListWorld();
  await world.add(...Array.from({ length: 9 }, () => ({ state: "waiting" as const })));
  registerOpen(world.app, world.deps);
  const { invoked, answers } = invocation();
  await openCommand(world.deps)(invoked);
  const next = buttons(answers[0]).get("Next");

  const second = await world.click(next ?? { action_id: "", value: "" });
  expect(second.acks).toBe(1);
  expect(second.answer).toMatchObject({ replace_original: true });
  expect(second.answer?.blocks.filter((block) => block.type === "section")).toHaveLength(2);

  const previous = buttons(second.answer).get("Previous");
  const first = await world.click(previous ?? { action_id: "", value: "" });
  expect(first.answer?.blocks).toEqual(answers[0]?.blocks);
});

test("a page that is gone since it was drawn shows the last one", async () => {
  const world = await createListWorld();
  await world.add({ state: "waiting" });
  registerOpen(world.app, world.deps);

  const { answer } = await world.click({ action_id: "open-next", value: "7" });

  expect(answer?.text).toBe("1 change is open.");
  expect(answer?.blocks.filter((block) => block.type === "section")).toHaveLength(2);
});

test("Share here posts the page to the channel beside the list, and pings nobody else", async () => {
  const world = await createListWorld();
  await world.add({ state: "awaiting-approval" });
  registerOpen(world.app, world.deps);

  const { answer } = await world.click({ action_id: "open-share", value: "0" });

  expect(answer).toMatchObject({ response_type: "in_channel", replace_original: false });
  expect([...JSON.stringify(answer).matchAll(/<@(\w+)>/g)].map(([, user]) => user)).toEqual(["U0CLICKER"]);
  expect(buttons(answer).size).toBe(0);
});
