import { afterEach, beforeEach, expect, test } from "vitest";
import { ingressCreateCommand } from "../../src/handlers/ingress-create.ts";
import { actions } from "../../src/ids.ts";
import { openOperations } from "../support/open-operations.ts";
import { createIngressWorld } from "./ingress-world.ts";

let world: Awaited<ReturnType<typeof createIngressWorld>>;
beforeEach(async () => {
  world = await createIngressWorld();
});
afterEach(async () => {
  expect(world.slack.problems).toEqual([]);
  await world.end();
});

const typed = { domain: "edge.example.com", description: "Edge", metadata: "{}", certificate: "ecdsa" };

test("a created ingress shows its NS records as lines, which are shared where the person is", async () => {
  await world.run(ingressCreateCommand, []);
  await world.submit(typed);

  const [ingress] = world.ngrok.ingresses.all();
  expect(ingress).toMatchObject({ domain: "edge.example.com", policy: { private_key_type: "ecdsa" } });
  expect(world.screen()).toContain("edge.example.com is created");
  expect(world.screen()).toContain("edge.example.com. NS ");
  expect(world.screen()).toContain(ingress?.id);

  const share = { action_id: actions.ingresses.shareRecords, value: ingress?.id };
  world.slack.absentFrom.add("C0OPS");
  await world.press(share, true);
  expect(world.screen()).toContain("Not shared: the bot is not in <#C0OPS>");
  world.slack.absentFrom.clear();
  await world.press(share, true);
  expect(world.slack.posted).toHaveLength(1);
  expect(JSON.stringify(world.slack.posted[0])).toContain("edge.example.com. NS ");
  expect(world.screen()).toContain("Shared in <#C0OPS>");
});

test("bytes are counted in the modal, and nothing is sent before they fit", async () => {
  await world.run(ingressCreateCommand, ["edge.example.com"]);
  const answer = await world.submit({ description: "ü".repeat(128), metadata: "🙂".repeat(1025) });
  expect(answer?.errors).toEqual({
    "description:1:1": "The description takes 256 bytes; ngrok allows 255. Shorten it by 1 byte.",
    "metadata:1:1": "The metadata takes 4100 bytes; ngrok allows 4096. Shorten it by 4 bytes.",
  });
  expect(world.ngrok.calls).toEqual([]);
  expect(await openOperations(world.store)).toEqual([]);
});

test("what ngrok refuses comes back with the values, the error at its field, and can be submitted again", async () => {
  world.ngrok.ingresses.create({ domain: "edge.example.com" });
  await world.run(ingressCreateCommand, []);
  await world.submit({ ...typed, metadata: "m".repeat(3000) });
  const refused = world.screen();
  expect(refused).toContain("An ingress for this domain exists already");
  expect(refused).toContain('"initial_value":"Edge"');
  expect(refused).toContain("m".repeat(3000));
  expect(refused).toMatch(/"initial_option":\{[^}]*\{[^}]*\},"value":"ecdsa"/);

  await world.submit({ domain: "edge2.example.com" });
  expect(world.screen()).toContain("edge2.example.com is created");
});

test("an answer that got lost is looked for, and ends in the records all the same", async () => {
  world.ngrok.faults.add({ action: "drop-after", method: "POST", path: "/agent_ingresses" });
  await world.run(ingressCreateCommand, []);
  await world.submit(typed);
  expect(world.screen()).toContain("edge.example.com. NS ");
  expect(world.ngrok.ingresses.all()).toHaveLength(1);
});

test("while nobody can tell how it ended, the card's link stands there, and no form to send it twice", async () => {
  world.ngrok.faults.add({ action: "hang", method: "POST", path: "/agent_ingresses", times: "always" });
  world.ngrok.faults.add({ action: "html-502", method: "GET", path: "/agent_ingresses", times: "always" });
  await world.run(ingressCreateCommand, []);
  await world.submit(typed);
  expect(world.screen()).toContain("Still under way");
  expect(world.screen()).toContain("<https://slack.test/op_");
  expect(world.screen()).not.toContain('"submit"');
});

test("the second to ask for a domain is told who was first, with the link, and keeps what he typed", async () => {
  world.ngrok.faults.add({ action: "slow", method: "POST", path: "/agent_ingresses", ms: 20_000 });
  await world.run(ingressCreateCommand, []);
  const first = world.submit(typed);
  await expect.poll(async () => (await openOperations(world.store)).length).toBe(1);
  await world.run(ingressCreateCommand, []);
  await world.submit({ ...typed, description: "Mine" });
  expect(world.screen()).toContain("*<@U0OLGA> was first.* Creation of ingress edge.example.com, asked ");
  expect(world.screen()).toContain("or cancel it on <");
  expect(world.screen()).toContain('"initial_value":"Mine"');
  await first;
});

test("who may not, or where no card can be posted, is said before anything is filled in", async () => {
  await world.run(ingressCreateCommand, [], "C0LONELY");
  expect(world.screen()).toContain("The bot is not in <#C0LONELY>");
  await world.run(ingressCreateCommand, [], "C0OPS", "U0EVE");
  expect(world.screen()).toContain("create an agent ingress");
  expect(world.screen()).not.toContain('"submit"');
});

test("where a creation needs approval, the form takes a reason, and nothing is created before", async () => {
  await world.end();
  world = await createIngressWorld(["ingress-create"]);
  await world.run(ingressCreateCommand, []);
  expect((await world.submit(typed))?.errors?.reason).toContain("Say why");
  await world.submit({ ...typed, reason: "north", approvers: ["U0ADA"] });
  expect(world.screen()).toContain("It waits for approval");
  expect(world.ngrok.ingresses.all()).toEqual([]);
  expect((await openOperations(world.store))[0]?.request).toMatchObject({ reason: "north" });
});
